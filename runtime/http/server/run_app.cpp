#include "run_app.hpp"

#include "runtime/awaiters.hpp"
#include "runtime/print.hpp"
#include "runtime/runner.hpp"

namespace asyncio::http {
namespace {

std::string url_of(const Address& address) {
    if (!address.path().empty()) return "http://unix:" + address.path() + ":";
    const std::string host = address.family() == AF_INET6 ? "[" + address.host() + "]" : address.host();
    return "http://" + host + ":" + std::to_string(address.port());
}

void announce(const AppRunner& runner, const RunAppOptions& options) {
    std::string urls;
    for (const Address& address : runner.addresses()) urls += (urls.empty() ? "" : ", ") + url_of(address);
    const std::string text = "======== Running on " + urls + " ========\n(Press CTRL+C to quit)";
    options.print ? options.print(text) : print(text);
}

Coroutine<> serve(AppRunner& runner, const RunAppOptions& options) {
    co_await runner.setup();
    if (options.path.empty()) co_await TCPSite(runner, options.host, options.port, options.site).start();
    else co_await UnixSite(runner, options.path).start();
    announce(runner, options);
    co_await get_running_loop().create_future<>();
}

Coroutine<> serve_and_clean_up(Application& app, const RunAppOptions& options) {
    AppRunner runner(app, options.runner);
    std::exception_ptr error;
    try {
        co_await serve(runner, options).as("_run_app");
    } catch (...) {
        error = std::current_exception();
    }
    co_await runner.cleanup();
    if (error) std::rethrow_exception(error);
}

}  // namespace

void run_app(Application& app, RunAppOptions options) {
    try {
        run(serve_and_clean_up(app, options).as("_run_app"));
    } catch (const KeyboardInterrupt&) {
    }
}

}  // namespace asyncio::http
