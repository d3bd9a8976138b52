#include "web_server.hpp"

#include <map>

#include "runtime/awaiters.hpp"
#include "runtime/timeout.hpp"
#include "server_connection.hpp"

namespace asyncio::http {

ServerState::ProtocolFactory WebServer::connections() {
    return [self = Counted<WebServer>(this)] { return Counted<Protocol>(new ServerConnection(self)); };
}

std::vector<Counted<ServerConnection>> WebServer::open_connections() const {
    std::map<std::uint64_t, ServerConnection*> in_order;
    for (const auto& [connection, number] : connections_) in_order.emplace(number, connection);
    std::vector<Counted<ServerConnection>> all;
    for (const auto& [number, connection] : in_order) all.emplace_back(connection);
    return all;
}

void WebServer::remove(ServerConnection& connection) {
    connections_.erase(&connection);
    if (connections_.empty() && all_gone_ && !all_gone_.done()) all_gone_.set_result();
}

Coroutine<> WebServer::shut_down(Counted<WebServer> self, Seconds timeout) {
    for (const auto& connection : self->open_connections()) connection->stop();
    if (self->connections_.empty()) co_return;
    self->all_gone_ = Future<void>(new FutureOf<void>(*self->loop_, trace::FutureKind::server_closed));
    bool too_late = false;
    try {
        co_await async_with(asyncio::timeout(timeout), [&]() -> Coroutine<> { co_await self->all_gone_; });
    } catch (const TimeoutError&) {
        too_late = true;
    }
    if (!too_late) co_return;
    self->all_gone_ = Future<void>(new FutureOf<void>(*self->loop_, trace::FutureKind::server_closed));
    for (const auto& connection : self->open_connections()) connection->abort();
    co_await self->all_gone_;
}

}  // namespace asyncio::http
