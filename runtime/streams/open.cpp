#include "open.hpp"

#include "runtime/awaiters.hpp"

namespace asyncio {
namespace {

Coroutine<StreamPair> streams_over(Socket socket, StreamReader reader, Counted<StreamProtocol> protocol, SSLSettings tls) {
    tls.check();
    Loop& loop = get_running_loop();
    auto transport = co_await make_transport(loop, socket, protocol, tls);
    co_return StreamPair(reader, StreamWriter(loop, transport, protocol, reader));
}

void check_unix(const Socket& socket) {
    if (socket.family() != AF_UNIX) throw ValueError("A UNIX Domain Stream Socket was expected, got " + repr(socket));
}

/// The reader and the protocol are made before anything is connected, as in Python.
std::pair<StreamReader, Counted<StreamProtocol>> make_reader(std::size_t limit) {
    StreamReader reader(limit);
    return {reader, Counted<StreamProtocol>(new StreamProtocol(get_running_loop(), reader))};
}

ServerState::ProtocolFactory stream_protocols(Loop& loop, std::size_t limit, detail::ClientConnected connected) {
    return [&loop, limit, connected = std::move(connected)] {
        StreamReader reader(new StreamReaderState(loop, limit));
        return Counted<Protocol>(new StreamProtocol(loop, reader, connected));
    };
}

Coroutine<Server> serve_streams(std::vector<Socket> sockets, detail::ClientConnected connected, ServerOptions options) {
    return serve(std::move(sockets), stream_protocols(get_running_loop(), options.limit, std::move(connected)), options);
}

}  // namespace

Coroutine<StreamPair> open_connection(std::string host, int port, StreamOptions options) {
    auto [reader, protocol] = make_reader(options.limit);
    Socket socket = co_await connect_to_host(get_running_loop(), host, port, options);
    co_return co_await streams_over(socket, reader, protocol, client_settings(options, host));
}

Coroutine<StreamPair> open_connection(Socket sock, StreamOptions options) {
    auto [reader, protocol] = make_reader(options.limit);
    co_return co_await streams_over(sock, reader, protocol, client_settings(options));
}

Coroutine<StreamPair> open_unix_connection(std::string path, StreamOptions options) {
    auto [reader, protocol] = make_reader(options.limit);
    Socket socket = co_await connect_to_path(get_running_loop(), path, unix_settings(options));
    co_return co_await streams_over(socket, reader, protocol, unix_settings(options));
}

Coroutine<StreamPair> open_unix_connection(Socket sock, StreamOptions options) {
    check_unix(sock);
    auto [reader, protocol] = make_reader(options.limit);
    co_return co_await streams_over(sock, reader, protocol, unix_settings(options));
}

namespace detail {

Coroutine<Server> serve_hosts(ClientConnected connected, std::vector<std::string> hosts, int port, ServerOptions options) {
    server_settings(options).check();
    auto sockets = co_await bind_to_hosts(std::move(hosts), port, options);
    co_return co_await serve_streams(std::move(sockets), std::move(connected), options);
}

Coroutine<Server> serve_socket(ClientConnected connected, Socket socket, ServerOptions options) {
    server_settings(options).check();
    if (socket.type() != SOCK_STREAM) throw ValueError("A Stream Socket was expected, got " + repr(socket));
    socket.setblocking(false);
    co_return co_await serve_streams({socket}, std::move(connected), options);
}

Coroutine<Server> serve_unix_socket(ClientConnected connected, Socket socket, ServerOptions options) {
    check_unix(socket);
    co_return co_await serve_socket(std::move(connected), socket, options);
}

Coroutine<Server> serve_path(ClientConnected connected, std::string path, ServerOptions options) {
    server_settings(options).check();
    co_return co_await serve_streams({bind_to_path(path)}, std::move(connected), options);
}

}  // namespace detail
}  // namespace asyncio
