#pragma once
#include <functional>

#include "../ssl/ssl_context.hpp"
#include "connection.hpp"
#include "datagram_endpoint.hpp"
#include "made_protocol.hpp"
#include "server.hpp"

/// Connections, servers, pipes and datagram sockets with a protocol of one's own: the loop's functions create_... and
/// connect_... All take a function that makes the protocol, `[] { return new Echo; }`, and most give the transport and
/// that protocol:
///
///     auto [transport, protocol] = co_await loop.create_connection([] { return new Echo; }, "127.0.0.1", 8888);
namespace asyncio {
namespace detail {

// A socket that exists, checked and made not to block. Throw ValueError; what `tls` throws if it does not fit.
Coroutine<Socket> given(Socket socket, SSLSettings tls);
Coroutine<Socket> given_unix(Socket socket, SSLSettings tls);
Coroutine<std::pair<Socket, Address>> given_datagrams(Socket socket);
Coroutine<Socket> bound_to(std::string path, SSLSettings tls);
Coroutine<Server> serve_hosts(std::vector<std::string> hosts, int port, ServerState::ProtocolFactory factory, ListenOptions options);
Coroutine<Server> serve_socket(Coroutine<Socket> binding, ServerState::ProtocolFactory factory, ListenOptions options);
Coroutine<Counted<Transport>> connect_pipe(Loop& loop, int pipe, trace::Direction direction, Counted<Protocol> protocol);

Coroutine<Counted<Transport>> start_tls(Loop& loop, Counted<Transport> transport, Counted<Protocol> protocol, SSLContext sslcontext,
                                        StartTlsOptions options);

template <class P>
using Connected = std::pair<Counted<Transport>, Counted<P>>;

template <class P>
Coroutine<Connected<P>> over_socket(Loop& loop, Coroutine<Socket> connecting, std::function<Counted<P>()> factory,
                                    SSLSettings tls) {
    Socket socket = co_await std::move(connecting);
    Counted<P> protocol = factory();
    auto transport = co_await make_transport(loop, socket, protocol, std::move(tls));
    co_return Connected<P>(transport, protocol);
}

template <class P>
Coroutine<Connected<P>> over_pipe(Loop& loop, int pipe, trace::Direction direction, std::function<Counted<P>()> factory) {
    Counted<P> protocol = factory();
    auto transport = co_await connect_pipe(loop, pipe, direction, protocol);
    co_return Connected<P>(transport, protocol);
}

template <class P>
Coroutine<std::pair<Counted<DatagramTransport>, Counted<P>>> over_datagrams(Loop& loop,
        Coroutine<std::pair<Socket, Address>> making, std::function<Counted<P>()> factory) {
    auto [socket, peer] = co_await std::move(making);
    Counted<P> protocol = factory();
    auto transport = co_await make_datagram_transport(loop, socket, peer, protocol);
    co_return {transport, protocol};
}

}  // namespace detail

/// Connects to a host, whose addresses are tried one after the other, or takes over a socket that is connected. With TLS,
/// `.ssl = true` or a context, it is connected when the handshake is done.
/// Throws: OSError, gaierror, SSLError; ValueError if it is no stream socket, or the arguments of TLS do not fit.
/// Python: loop.create_connection
template <class F>
auto Loop::create_connection(F protocol_factory, std::string host, int port, ConnectOptions options) {
    using P = detail::MadeBy<F>;
    SSLSettings tls = client_settings(options, host);
    return detail::over_socket<P>(*this, connect_to_host(*this, std::move(host), port, options),
                                  detail::protocol_maker<P>(std::move(protocol_factory)), std::move(tls)).as("create_connection");
}
template <class F>
auto Loop::create_connection(F protocol_factory, Socket sock, ConnectOptions options) {
    using P = detail::MadeBy<F>;
    SSLSettings tls = client_settings(options);
    return detail::over_socket<P>(*this, detail::given(std::move(sock), tls),
                                  detail::protocol_maker<P>(std::move(protocol_factory)), tls).as("create_connection");
}
/// The same with a Unix socket. Python: loop.create_unix_connection
template <class F>
auto Loop::create_unix_connection(F protocol_factory, std::string path, ConnectOptions options) {
    using P = detail::MadeBy<F>;
    SSLSettings tls = unix_settings(options);
    return detail::over_socket<P>(*this, connect_to_path(*this, std::move(path), tls),
                                  detail::protocol_maker<P>(std::move(protocol_factory)), tls).as("create_unix_connection");
}
template <class F>
auto Loop::create_unix_connection(F protocol_factory, Socket sock, ConnectOptions options) {
    using P = detail::MadeBy<F>;
    SSLSettings tls = unix_settings(options);
    return detail::over_socket<P>(*this, detail::given_unix(std::move(sock), tls),
                                  detail::protocol_maker<P>(std::move(protocol_factory)), tls).as("create_unix_connection");
}
/// Takes over a connection that was accepted elsewhere. Python: loop.connect_accepted_socket
template <class F>
auto Loop::connect_accepted_socket(F protocol_factory, Socket sock, AcceptedOptions options) {
    using P = detail::MadeBy<F>;
    SSLSettings tls = server_settings(options, SSLSettings::Role::accepted);
    return detail::over_socket<P>(*this, detail::given(std::move(sock), tls),
                                  detail::protocol_maker<P>(std::move(protocol_factory)), tls).as("connect_accepted_socket");
}

/// Begins TLS on a connection whose protocol this is. From now on that uses the transport that this gives, after the handshake.
/// Throws: SSLError and what else may go wrong with it, and closes the connection then; TypeError for a pipe.
/// Python: loop.start_tls
template <class P>
auto Loop::start_tls(Counted<Transport> transport, Counted<P> protocol, SSLContext sslcontext, StartTlsOptions options) {
    return detail::start_tls(*this, std::move(transport), std::move(protocol), std::move(sslcontext), std::move(options)).as("start_tls");
}

/// The reading end of a pipe (or a FIFO, a Unix socket, a terminal), by its descriptor, which is the transport's from
/// now on. Throws: ValueError if it is none of these; then it is still the caller's. Python: loop.connect_read_pipe
template <class F>
auto Loop::connect_read_pipe(F protocol_factory, int pipe) {
    using P = detail::MadeBy<F>;
    return detail::over_pipe<P>(*this, pipe, trace::Direction::read, detail::protocol_maker<P>(std::move(protocol_factory)))
        .as("connect_read_pipe");
}
/// The same with the writing end. Python: loop.connect_write_pipe
template <class F>
auto Loop::connect_write_pipe(F protocol_factory, int pipe) {
    using P = detail::MadeBy<F>;
    return detail::over_pipe<P>(*this, pipe, trace::Direction::write, detail::protocol_maker<P>(std::move(protocol_factory)))
        .as("connect_write_pipe");
}

/// A datagram socket that is bound to local_addr and connected to remote_addr, or either (UDP; Unix with
/// .family = AF_UNIX); or one that exists already.
///
///     co_await loop.create_datagram_endpoint([] { return new Echo; }, {.local_addr = {"127.0.0.1", 9999}});
///
/// Throws: OSError, gaierror; ValueError, TypeError for addresses that do not fit. Python: loop.create_datagram_endpoint
template <class F>
auto Loop::create_datagram_endpoint(F protocol_factory, DatagramOptions options) {
    using P = detail::MadeBy<F>;
    return detail::over_datagrams<P>(*this, make_datagram_socket(*this, std::move(options)),
                                     detail::protocol_maker<P>(std::move(protocol_factory))).as("create_datagram_endpoint");
}
template <class F>
auto Loop::create_datagram_endpoint(F protocol_factory, Socket sock) {
    using P = detail::MadeBy<F>;
    return detail::over_datagrams<P>(*this, detail::given_datagrams(std::move(sock)),
                                     detail::protocol_maker<P>(std::move(protocol_factory))).as("create_datagram_endpoint");
}

/// Listens at host and port ("": all addresses; port 0: any), or with a socket that is bound; each connection gets a
/// protocol of its own. Throws: OSError, gaierror; ValueError if it is no stream socket. Python: loop.create_server
template <class F>
Coroutine<Server> Loop::create_server(F protocol_factory, std::string host, int port, ListenOptions options) {
    return create_server(std::move(protocol_factory), std::vector{std::move(host)}, port, options);
}
template <class F>
Coroutine<Server> Loop::create_server(F protocol_factory, std::vector<std::string> hosts, int port, ListenOptions options) {
    return detail::serve_hosts(std::move(hosts), port, detail::protocol_maker<Protocol>(std::move(protocol_factory)), options)
        .as("create_server");
}
template <class F>
Coroutine<Server> Loop::create_server(F protocol_factory, Socket sock, ListenOptions options) {
    return detail::serve_socket(detail::given(std::move(sock), server_settings(options)),
                                detail::protocol_maker<Protocol>(std::move(protocol_factory)), options).as("create_server");
}
/// The same at a path of the file system. Python: loop.create_unix_server
template <class F>
Coroutine<Server> Loop::create_unix_server(F protocol_factory, std::string path, ListenOptions options) {
    return detail::serve_socket(detail::bound_to(std::move(path), server_settings(options)),
                                detail::protocol_maker<Protocol>(std::move(protocol_factory)), options).as("create_unix_server");
}
template <class F>
Coroutine<Server> Loop::create_unix_server(F protocol_factory, Socket sock, ListenOptions options) {
    return detail::serve_socket(detail::given_unix(std::move(sock), server_settings(options)),
                                detail::protocol_maker<Protocol>(std::move(protocol_factory)), options).as("create_unix_server");
}

}  // namespace asyncio
