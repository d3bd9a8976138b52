#include "runner.hpp"

#include "runtime/awaiters.hpp"
#include "runtime/net/connection.hpp"
#include "runtime/sleep.hpp"

namespace asyncio::http {

Coroutine<> AppRunner::setup() { return set_up(*this).as("setup"); }
Coroutine<> AppRunner::cleanup() { return clean_up(*this).as("cleanup"); }

Coroutine<> AppRunner::set_up(AppRunner& self) {
    if (self.server_) throw RuntimeError("AppRunner.setup() has been called already");
    co_await self.app().startup();
    self.server_ = Counted<WebServer>(new WebServer(get_running_loop(), self.app(), self.options_.limits));
}

Coroutine<> AppRunner::clean_up(AppRunner& self) {
    const Counted<WebServer> server = std::exchange(self.server_, nullptr);
    if (!server) co_return;
    for (const Server& listening : std::exchange(self.listening_, {})) listening.close();
    co_await sleep(0);   // connections that were just accepted get their protocols
    co_await self.app().shutdown();
    co_await WebServer::shut_down(server, self.options_.shutdown_timeout);
    co_await self.app().cleanup();
}

std::vector<Address> AppRunner::addresses() const {
    std::vector<Address> all;
    for (const Server& server : listening_)
        for (const Socket& socket : server.sockets()) all.push_back(socket.getsockname());
    return all;
}

Coroutine<> Site::listen(Site& site, std::vector<Socket> sockets, SiteOptions options) {
    WebServer* server = site.runner_->server();
    if (!server) throw RuntimeError("Call runner.setup() before making a site");
    const SSLSettings tls{.ssl = options.ssl_context, .role = SSLSettings::Role::server};
    tls.check();
    Counted<ServerState> state(new ServerState(server->loop(), std::move(sockets), server->connections(), options.backlog, tls));
    site.server_ = Server(state.get());
    site.runner_->listening_.push_back(*site.server_);
    co_await site.server_->start_serving();
}

Coroutine<> Site::stop() {
    if (server_) server_->close();
    co_return;
}

Coroutine<> TCPSite::start() { return open(*this).as("start"); }

Coroutine<> TCPSite::open(TCPSite& self) {
    auto sockets = co_await bind_to_hosts({self.host_}, self.port_, {.backlog = self.options_.backlog,
        .reuse_address = self.options_.reuse_address, .reuse_port = self.options_.reuse_port});
    co_await listen(self, std::move(sockets), self.options_);
}

int TCPSite::port() const {
    if (!server_ || server_->sockets().empty()) return port_;
    return server_->sockets().front().getsockname().port();
}

Coroutine<> UnixSite::start() { return listen(*this, {bind_to_path(path_)}, options_).as("start"); }

}  // namespace asyncio::http
