#pragma once
#include "../future.hpp"
#include "addresses.hpp"
#include "options.hpp"
#include "transport.hpp"

namespace asyncio {

/// A socket that is connected to the host: its addresses are tried one after the other, or in a race
/// (happy_eyeballs_delay).
/// Throws: gaierror; what the last attempt threw, or OSError with all of it if they differ.
/// Python: the first half of create_connection
Coroutine<Socket> connect_to_host(Loop& loop, std::string host, int port, ConnectOptions options);
/// The same with the addresses that the host has, and those to bind to before.
Coroutine<Socket> connect_to_one_of(Loop& loop, std::vector<AddressInfo> infos, std::optional<std::vector<AddressInfo>> local,
                                    ConnectOptions options);
/// To a Unix socket. Throws OSError; what `tls` throws if it does not fit.
Coroutine<Socket> connect_to_path(Loop& loop, std::string path, SSLSettings tls = {});

/// Gives a connected socket a transport, and waits until it has begun. Throws ValueError if it is no stream socket.
/// With TLS it has begun when the handshake is done.
/// Python: _create_connection_transport. Emits: see SocketTransport::start, suspend (transport).
Coroutine<Counted<Transport>> make_transport(Loop& loop, Socket socket, Counted<Protocol> protocol, SSLSettings tls = {});

/// Sockets that are bound to all addresses of the hosts ("": any), one each. Throws OSError, gaierror.
/// Python: the first half of create_server. Emits: what gather does.
Coroutine<std::vector<Socket>> bind_to_hosts(std::vector<std::string> hosts, int port, ListenOptions options);
/// A Unix socket bound to the path; a socket that was left there before is removed. Throws OSError.
Socket bind_to_path(const std::string& path);
void remove_stale_socket(const std::string& path);                     ///< if it is one, and not abstract

}  // namespace asyncio
