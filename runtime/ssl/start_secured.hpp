#pragma once
#include "../future.hpp"
#include "../net/server.hpp"
#include "../net/transport.hpp"
#include "../streams/reader.hpp"

namespace asyncio {

/// As SocketTransport::start, with TLS: gives the transport of what is in clear. `waiter` is done with the handshake.
/// Throws ValueError, SSLError for settings that will not do. Python: _make_ssl_transport
Counted<Transport> start_secured(Loop& loop, Socket socket, Counted<Protocol> protocol, const SSLSettings& tls, Future<void> waiter,
                                 std::optional<Address> peer = {}, Counted<ServerState> server = {});

/// Loop::start_tls. `reader`: whose unread bytes belong to TLS.
Coroutine<Counted<Transport>> secure(Loop& loop, Counted<Transport> transport, Counted<Protocol> protocol, SSLContext sslcontext,
                                     StartTlsOptions options, StreamReader reader = {});

}  // namespace asyncio
