#include "endpoints.hpp"

#include "runtime/sleep.hpp"

namespace asyncio::detail {
namespace {

void check_stream(const Socket& socket) {
    if (socket.type() != SOCK_STREAM) throw ValueError("A Stream Socket was expected, got <socket.socket>");
}

}  // namespace

Coroutine<Socket> given(Socket socket) {
    check_stream(socket);
    co_return socket;
}

Coroutine<Socket> given_unix(Socket socket) {
    if (socket.family() != AF_UNIX || socket.type() != SOCK_STREAM)
        throw ValueError("A UNIX Domain Stream Socket was expected, got <socket.socket>");
    co_return socket;
}

Coroutine<Server> listen_at(Loop& loop, ServerState::ProtocolFactory factory, std::vector<Socket> sockets, ListenOptions options) {
    for (Socket& socket : sockets) {
        check_stream(socket);
        socket.setblocking(false);
    }
    Counted<ServerState> state(new ServerState(loop, std::move(sockets), std::move(factory), options.backlog));
    if (options.start_serving) {
        state->start_serving();
        co_await sleep(0);
    }
    co_return Server(state.get());
}

Coroutine<Server> listen_at_hosts(Loop& loop, ServerState::ProtocolFactory factory, std::vector<std::string> hosts, int port,
                                  ListenOptions options) {
    auto sockets = co_await bind_to_hosts(std::move(hosts), port, options);
    co_return co_await listen_at(loop, std::move(factory), std::move(sockets), options);
}

Coroutine<Server> listen_at_path(Loop& loop, ServerState::ProtocolFactory factory, std::string path, ListenOptions options) {
    co_return co_await listen_at(loop, std::move(factory), {bind_to_path(path)}, options);
}

}  // namespace asyncio::detail
