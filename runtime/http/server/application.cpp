#include "application.hpp"

#include <ranges>

#include "runtime/awaiters.hpp"

namespace asyncio::http {

Coroutine<> Application::send(Application& app, std::vector<Signal> signals) {
    for (const Signal& signal : signals) co_await signal(app);
}

Coroutine<> Application::enter_contexts(Application& app) {
    for (const CleanupContext& context : app.cleanup_ctx_) {   // its captures are needed as long as the generator lives
        AsyncGenerator<None> entering = context(app);
        if (!co_await entering.next()) throw RuntimeError("coroutine raised StopAsyncIteration");
        app.entered_.push_back(std::move(entering));
    }
}

Coroutine<> Application::leave_contexts(Application& app) {
    std::vector<std::exception_ptr> errors;
    for (; !app.entered_.empty(); app.entered_.pop_back()) {
        try {
            if (co_await app.entered_.back().next()) throw RuntimeError("a cleanup context has more than one 'yield'");
        } catch (const Exception&) {
            errors.push_back(std::current_exception());
        }
    }
    if (errors.size() == 1) std::rethrow_exception(errors[0]);
    if (!errors.empty()) throw CleanupError(std::move(errors));
}

Coroutine<> Application::start_up(Application& app) {
    co_await enter_contexts(app);
    co_await send(app, app.on_startup_);
}

Coroutine<> Application::clean_up(Application& app) {
    co_await leave_contexts(app);
    co_await send(app, app.on_cleanup_);
}

Coroutine<> Application::startup() {
    entry_ = [](Request& request) { return request.handler()(request); };
    for (const Middleware& middleware : std::views::reverse(options_.middlewares))
        entry_ = [middleware, next = entry_](Request& request) { return middleware(request, next); };
    return start_up(*this).as("startup");
}

Coroutine<> Application::shutdown() { return send(*this, on_shutdown_).as("shutdown"); }
Coroutine<> Application::cleanup() { return clean_up(*this).as("cleanup"); }

}  // namespace asyncio::http
