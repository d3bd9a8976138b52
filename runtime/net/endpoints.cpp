#include "endpoints.hpp"

#include "read_pipe.hpp"
#include "runtime/awaiters.hpp"
#include "write_pipe.hpp"

namespace asyncio::detail {

Coroutine<Socket> given(Socket socket, SSLSettings tls) {
    tls.check();
    if (socket.type() != SOCK_STREAM) throw ValueError("A Stream Socket was expected, got " + repr(socket));
    socket.setblocking(false);
    co_return socket;
}

Coroutine<Socket> given_unix(Socket socket, SSLSettings tls) {
    tls.check();
    if (socket.family() != AF_UNIX || socket.type() != SOCK_STREAM)
        throw ValueError("A UNIX Domain Stream Socket was expected, got " + repr(socket));
    socket.setblocking(false);
    co_return socket;
}

Coroutine<std::pair<Socket, Address>> given_datagrams(Socket socket) {
    if (socket.type() != SOCK_DGRAM) throw ValueError("A UDP Socket was expected, got " + repr(socket));
    socket.setblocking(false);
    co_return {socket, Address()};
}

Coroutine<Socket> bound_to(std::string path, SSLSettings tls) {
    tls.check();
    co_return bind_to_path(path);
}

Coroutine<Server> serve_hosts(std::vector<std::string> hosts, int port, ServerState::ProtocolFactory factory, ListenOptions options) {
    server_settings(options).check();
    auto sockets = co_await bind_to_hosts(std::move(hosts), port, options);
    co_return co_await serve(std::move(sockets), std::move(factory), options);
}

Coroutine<Server> serve_socket(Coroutine<Socket> binding, ServerState::ProtocolFactory factory, ListenOptions options) {
    std::vector<Socket> sockets{co_await std::move(binding)};
    co_return co_await serve(std::move(sockets), std::move(factory), options);
}

Coroutine<Counted<Transport>> connect_pipe(Loop& loop, int pipe, trace::Direction direction, Counted<Protocol> protocol) {
    Future<void> waiter(new FutureOf<void>(loop, trace::FutureKind::asyncio));
    Counted<Transport> transport;
    if (direction == trace::Direction::read) transport = ReadPipeTransport::start(loop, pipe, protocol, waiter);
    else transport = WritePipeTransport::start(loop, pipe, protocol, waiter);
    try {
        co_await waiter;
    } catch (...) {
        transport->close();
        throw;
    }
    co_return transport;
}

}  // namespace asyncio::detail
