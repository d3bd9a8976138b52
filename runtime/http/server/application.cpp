#include "application.hpp"

#include <ranges>

#include "runtime/awaiters.hpp"

namespace asyncio::http {

Coroutine<> Application::send(Application& app, std::vector<Signal> signals) {
    for (const Signal& signal : signals) co_await signal(app);
}

Coroutine<> Application::startup() {
    entry_ = [](Request& request) { return request.handler()(request); };
    for (const Middleware& middleware : std::views::reverse(options_.middlewares))
        entry_ = [middleware, next = entry_](Request& request) { return middleware(request, next); };
    return send(*this, on_startup_).as("startup");
}

Coroutine<> Application::shutdown() { return send(*this, on_shutdown_).as("shutdown"); }
Coroutine<> Application::cleanup() { return send(*this, on_cleanup_).as("cleanup"); }

}  // namespace asyncio::http
