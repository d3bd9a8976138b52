#pragma once
#include "addresses.hpp"
#include "datagram_transport.hpp"
#include "options.hpp"

namespace asyncio {

/// A datagram socket that is bound and connected as the options say, and the peer, if there is one.
/// Throws: OSError, gaierror; ValueError for options that contradict each other.
/// Python: the first half of create_datagram_endpoint. Emits: what getaddrinfo and sock_connect do.
Coroutine<std::pair<Socket, Address>> make_datagram_socket(Loop& loop, DatagramOptions options);

/// Gives the socket a transport, and waits until it has begun. Emits: see DatagramTransport::start, suspend.
Coroutine<Counted<DatagramTransport>> make_datagram_transport(Loop& loop, Socket socket, Address peer,
                                                              Counted<DatagramProtocol> protocol);

}  // namespace asyncio
