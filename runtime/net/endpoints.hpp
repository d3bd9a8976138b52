#pragma once
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "connection.hpp"
#include "server.hpp"

/// Connections and servers with protocols of one's own; streams are made of the same.
///
///     auto [transport, protocol] = co_await loop.create_connection([] { return new Client; }, "127.0.0.1", port);
///
/// A factory makes a protocol, by `new` or as a Counted reference; the transport keeps it until the connection is lost.
namespace asyncio {
namespace detail {

/// Listens with sockets that are bound. Emits: io_begin and suspend (yield), if it is to serve at once.
Coroutine<Server> listen_at(Loop& loop, ServerState::ProtocolFactory factory, std::vector<Socket> sockets, ListenOptions options);
Coroutine<Server> listen_at_hosts(Loop& loop, ServerState::ProtocolFactory factory, std::vector<std::string> hosts, int port,
                                  ListenOptions options);
Coroutine<Server> listen_at_path(Loop& loop, ServerState::ProtocolFactory factory, std::string path, ListenOptions options);

/// The same socket, which must be one of a stream. Throws: ValueError
Coroutine<Socket> given(Socket socket);
Coroutine<Socket> given_unix(Socket socket);

template <class F>
using ProtocolOf = std::remove_reference_t<decltype(*std::declval<std::invoke_result_t<F&>>())>;

template <class F>
Counted<ProtocolOf<F>> make_protocol(F& factory) { return Counted<ProtocolOf<F>>(&*factory()); }

template <class F>
ServerState::ProtocolFactory protocol_factory(F factory) {
    return [factory = std::move(factory)]() mutable { return Counted<Protocol>(make_protocol(factory)); };
}

template <class P>
using Connected = std::pair<Counted<Transport>, Counted<P>>;

/// A transport for the socket that `connecting` gives.
template <class F>
Coroutine<Connected<ProtocolOf<F>>> connect(Loop& loop, F factory, Coroutine<Socket> connecting) {
    Socket socket = co_await connecting;
    Counted<ProtocolOf<F>> protocol = make_protocol(factory);
    Counted<Transport> transport = co_await make_transport(loop, socket, protocol);
    co_return Connected<ProtocolOf<F>>(transport, protocol);
}

}  // namespace detail

template <class F>
auto Loop::create_connection(F factory, std::string host, int port) {
    return create_connection(std::move(factory), std::move(host), port, ConnectOptions());
}
template <class F>
auto Loop::create_connection(F factory, std::string host, int port, ConnectOptions options) {
    return detail::connect(*this, std::move(factory), connect_to_host(*this, std::move(host), port, options)).as("create_connection");
}
template <class F>
auto Loop::create_connection(F factory, Socket sock) {
    return detail::connect(*this, std::move(factory), detail::given(std::move(sock))).as("create_connection");
}
template <class F>
auto Loop::create_unix_connection(F factory, std::string path) {
    return detail::connect(*this, std::move(factory), connect_to_path(*this, std::move(path))).as("create_unix_connection");
}
template <class F>
auto Loop::create_unix_connection(F factory, Socket sock) {
    return detail::connect(*this, std::move(factory), detail::given_unix(std::move(sock))).as("create_unix_connection");
}
template <class F>
auto Loop::connect_accepted_socket(F factory, Socket sock) {
    return detail::connect(*this, std::move(factory), detail::given(std::move(sock))).as("connect_accepted_socket");
}

template <class F>
Coroutine<Server> Loop::create_server(F factory, std::string host, int port) {
    return create_server(std::move(factory), std::move(host), port, ListenOptions());
}
template <class F>
Coroutine<Server> Loop::create_server(F factory, std::string host, int port, ListenOptions options) {
    return detail::listen_at_hosts(*this, detail::protocol_factory(std::move(factory)), {std::move(host)}, port, options).as("create_server");
}
template <class F>
Coroutine<Server> Loop::create_server(F factory, Socket sock) {
    return detail::listen_at(*this, detail::protocol_factory(std::move(factory)), {std::move(sock)}, {}).as("create_server");
}
template <class F>
Coroutine<Server> Loop::create_unix_server(F factory, std::string path) {
    return detail::listen_at_path(*this, detail::protocol_factory(std::move(factory)), std::move(path), {}).as("create_unix_server");
}

}  // namespace asyncio
