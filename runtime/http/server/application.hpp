#pragma once
#include <any>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "../../async_generator.hpp"
#include "../../exceptions.hpp"
#include "route_def.hpp"

namespace asyncio::http {

/// Stands between a request and its handler: `co_return co_await handler(request)`, or anything else.
using Middleware = std::function<Coroutine<Response>(Request&, const Handler&)>;

struct ApplicationOptions {
    std::vector<Middleware> middlewares = {};
    std::size_t client_max_size = 1024 * 1024;       ///< of a body that Request::read() reads; 0: no limit
};

/// Several of an application's cleanup contexts failed. Python: aiohttp.web_app.CleanupError
struct CleanupError : RuntimeError {
    explicit CleanupError(std::vector<std::exception_ptr> exceptions)
        : RuntimeError("Multiple errors on cleanup stage"), exceptions(std::move(exceptions)) {}
    std::vector<std::exception_ptr> exceptions;
};

/// Routes, middlewares, and what goes on around them. Python: web.Application
///
///     http::Application app;
///     app.router().add_get("/hello/{name}", [](http::Request& request) -> Coroutine<http::Response> {
///         co_return http::Response("Hello, " + std::string(request.match_info()["name"]));
///     });
///     http::run_app(app, {.port = 8080});
///
/// It must outlive what runs it.
class Application {
public:
    using Signal = std::function<Coroutine<>(Application&)>;
    using CleanupContext = std::function<AsyncGenerator<None>(Application&)>;
    using PrepareSignal = std::function<Coroutine<>(Request&, ResponseHead&)>;

    explicit Application(ApplicationOptions options = {}) : options_(std::move(options)) {}
    Application(const Application&) = delete;

    Router& router() { return router_; }                     ///< which handler answers what
    const Router& router() const { return router_; }
    /// Adds them in order. Throws what the router throws at the first that is none.
    void add_routes(const std::vector<RouteDef>& routes) { for (const RouteDef& route : routes) route.register_in(router_); }
    std::vector<Middleware>& middlewares() { return options_.middlewares; }      ///< the first is the outermost
    std::size_t client_max_size() const { return options_.client_max_size; }
    std::any& operator[](const std::string& key) { return values_[key]; }        ///< what handlers share

    std::vector<Signal>& on_startup() { return on_startup_; }                    ///< before it takes connections
    std::vector<Signal>& on_shutdown() { return on_shutdown_; }                  ///< it takes none any more
    std::vector<Signal>& on_cleanup() { return on_cleanup_; }                    ///< all are closed
    /// What the application needs while it runs: `co_yield None()` stands between making it ready, before on_startup's,
    /// and taking it down, before on_cleanup's, the last one first.
    std::vector<CleanupContext>& cleanup_ctx() { return cleanup_ctx_; }
    std::vector<PrepareSignal>& on_response_prepare() { return on_response_prepare_; }   ///< before each head is sent

    // For who runs it.
    Coroutine<> startup();           ///< from here on, middlewares that are added do nothing
    Coroutine<> shutdown();
    Coroutine<> cleanup();           ///< Throws: what a context throws, or a CleanupError of several
    Coroutine<Response> handle(Request& request) const { return entry_(request); }   ///< whose route is resolved

private:
    static Coroutine<> send(Application& app, std::vector<Signal> signals);
    static Coroutine<> enter_contexts(Application& app);
    static Coroutine<> leave_contexts(Application& app);
    static Coroutine<> start_up(Application& app);
    static Coroutine<> clean_up(Application& app);

    ApplicationOptions options_;
    Router router_;
    Handler entry_;                  // the middlewares, one inside the other, with the request's handler innermost
    std::map<std::string, std::any> values_;
    std::vector<Signal> on_startup_, on_shutdown_, on_cleanup_;
    std::vector<PrepareSignal> on_response_prepare_;
    std::vector<CleanupContext> cleanup_ctx_;
    std::vector<AsyncGenerator<None>> entered_;      // those of the contexts that are ready
};

}  // namespace asyncio::http
