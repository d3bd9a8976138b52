#pragma once
#include <unordered_map>

#include "../../net/server.hpp"
#include "request_parser.hpp"

namespace asyncio::http {

class Application;
class ServerConnection;

/// How much a client may cost.
struct ServerLimits {
    ParserLimits parser = {};
    Seconds keepalive_timeout = 75;      ///< between two requests: then the connection is closed
    Seconds head_timeout = 60;           ///< from the head's first byte to its last: then 408
    Seconds body_timeout = 60;           ///< between two pieces of a body that somebody reads: then 408
    Seconds write_timeout = 60;          ///< while the client takes nothing of what is written: then it is cut off
    Seconds lingering_time = 10;         ///< for what the client still sends when it has been answered
};

/// Who has all connections of an application's servers. Python: web.Server
class WebServer {
public:
    WebServer(Loop& loop, Application& app, ServerLimits limits) : loop_(&loop), app_(&app), limits_(limits) {}
    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }

    Loop& loop() const { return *loop_; }
    Application& app() const { return *app_; }
    const ServerLimits& limits() const { return limits_; }
    /// Makes each connection's protocol.
    ServerState::ProtocolFactory connections();
    std::size_t connection_count() const { return connections_.size(); }

    /// Closes what is idle, lets handlers finish for `timeout` seconds at most, and cancels those that have not.
    static Coroutine<> shut_down(Counted<WebServer> self, Seconds timeout);

    // For connections.
    void add(ServerConnection& connection) { connections_[&connection] = ++accepted_; }
    void remove(ServerConnection& connection);

private:
    std::vector<Counted<ServerConnection>> open_connections() const;   // in that order

    Counted<Loop> loop_;
    Application* app_;
    const ServerLimits limits_;
    std::unordered_map<ServerConnection*, std::uint64_t> connections_;   // with the order in which they came
    std::uint64_t accepted_ = 0;
    Future<void> all_gone_;              // of who shuts down
    unsigned references_ = 0;
};

}  // namespace asyncio::http
