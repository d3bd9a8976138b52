#include "run_app.hpp"

#include <csignal>

#include "runtime/awaiters.hpp"
#include "runtime/interrupt.hpp"
#include "runtime/print.hpp"
#include "runtime/runner.hpp"

namespace asyncio::http {
namespace {

std::string url_of(const Address& address, const std::string& scheme) {
    if (!address.path().empty()) return scheme + "://unix:" + address.path() + ":";
    const std::string host = address.family() == AF_INET6 ? "[" + address.host() + "]" : address.host();
    return scheme + "://" + host + ":" + std::to_string(address.port());
}

void announce(const AppRunner& runner, const RunAppOptions& options) {
    std::string urls;
    const std::string scheme = options.ssl_context || options.site.ssl_context ? "https" : "http";
    for (const Address& address : runner.addresses()) urls += (urls.empty() ? "" : ", ") + url_of(address, scheme);
    const std::string text = "======== Running on " + urls + " ========\n(Press CTRL+C to quit)";
    options.print ? options.print(text) : print(text);
}

Coroutine<> serve(AppRunner& runner, const RunAppOptions& options) {
    co_await runner.setup();
    SiteOptions site = options.site;
    if (!options.ssl_context.is_none()) site.ssl_context = options.ssl_context;
    if (options.path.empty()) co_await TCPSite(runner, options.host, options.port, site).start();
    else co_await UnixSite(runner, options.path, site).start();
    announce(runner, options);
    co_await get_running_loop().create_future<>();
}

struct GracefulExit : SystemExit {
    GracefulExit() : SystemExit(1) {}
};

/// Whether SIGTERM has come. The first asks the present task to cancel, as Ctrl-C does, so that it can clean up; the
/// second ends the loop.
void notice_sigterm(bool& came) {
    const auto raise_graceful_exit = [&came, serving = current_task()] {
        if (std::exchange(came, true)) throw GracefulExit();
        serving.cancel();
    };
    get_running_loop().add_signal_handler(SIGTERM, named("_raise_graceful_exit", raise_graceful_exit));
}

Coroutine<> serve_and_clean_up(Application& app, const RunAppOptions& options, bool& sigterm_came) {
    if (options.handle_signals && is_main_thread()) notice_sigterm(sigterm_came);
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
    bool sigterm_came = false;
    try {
        run(serve_and_clean_up(app, options, sigterm_came).as("_run_app"));
    } catch (const KeyboardInterrupt&) {
    } catch (const GracefulExit&) {
    } catch (const CancelledError&) {
        if (!sigterm_came) throw;
    }
}

}  // namespace asyncio::http
