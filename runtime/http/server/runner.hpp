#pragma once
#include <optional>
#include <string>
#include <vector>

#include "../../net/server.hpp"
#include "application.hpp"
#include "web_server.hpp"

namespace asyncio::http {

struct RunnerOptions {
    ServerLimits limits = {};
    Seconds shutdown_timeout = 60;       ///< how long cleanup() lets handlers go on
};

/// Runs an application on the loop: setup(), then sites, then cleanup(). Python: web.AppRunner
///
///     http::AppRunner runner(app);
///     co_await runner.setup();
///     co_await http::TCPSite(runner, "127.0.0.1", 8080).start();
///     ...
///     co_await runner.cleanup();
class AppRunner {
public:
    explicit AppRunner(Application& app, RunnerOptions options = {}) : app_(&app), options_(options) {}
    AppRunner(const AppRunner&) = delete;

    Coroutine<> setup();                 ///< Throws what the application's startup throws; RuntimeError the second time
    /// Stops listening, lets the handlers finish, and tells the application. Idempotent. Emits: io_end, ...
    Coroutine<> cleanup();
    std::vector<Address> addresses() const;          ///< where its sites listen
    Application& app() const { return *app_; }
    WebServer* server() const { return server_.get(); }   ///< nullptr before setup() and after cleanup()

private:
    friend class Site;
    static Coroutine<> set_up(AppRunner& self);
    static Coroutine<> clean_up(AppRunner& self);

    Application* app_;
    const RunnerOptions options_;
    Counted<WebServer> server_;
    std::vector<Server> listening_;
};

struct SiteOptions {
    int backlog = 128;
    bool reuse_address = true, reuse_port = false;
    SSLArgument ssl_context = {};        ///< an SSLContext with a certificate: then it is https
};

/// Where a runner listens. Python: web.BaseSite
class Site {
public:
    Coroutine<> stop();                  ///< Idempotent; open connections stay open

protected:
    explicit Site(AppRunner& runner) : runner_(&runner) {}
    static Coroutine<> listen(Site& site, std::vector<Socket> sockets, SiteOptions options);

    AppRunner* runner_;
    std::optional<Server> server_;
};

/// A host and a port; "" is all addresses, port 0 any that is free.
class TCPSite : public Site {
public:
    TCPSite(AppRunner& runner, std::string host = {}, int port = 8080, SiteOptions options = {})
        : Site(runner), host_(std::move(host)), port_(port), options_(options) {}
    Coroutine<> start();                 ///< Throws: OSError, gaierror; RuntimeError if the runner is not set up. Emits: io_begin
    int port() const;                    ///< where it really listens

private:
    static Coroutine<> open(TCPSite& self);
    std::string host_;
    int port_;
    SiteOptions options_;
};

/// A Unix socket at a path of the file system.
class UnixSite : public Site {
public:
    UnixSite(AppRunner& runner, std::string path, SiteOptions options = {})
        : Site(runner), path_(std::move(path)), options_(std::move(options)) {}
    Coroutine<> start();                 ///< Throws: OSError; RuntimeError

private:
    std::string path_;
    SiteOptions options_;
};

/// A socket that is bound already.
class SockSite : public Site {
public:
    SockSite(AppRunner& runner, Socket socket, SiteOptions options = {})
        : Site(runner), socket_(std::move(socket)), options_(std::move(options)) {}
    Coroutine<> start() { return listen(*this, {socket_}, options_); }   ///< Throws: as the others

private:
    Socket socket_;
    SiteOptions options_;
};

}  // namespace asyncio::http
