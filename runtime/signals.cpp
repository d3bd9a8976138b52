#include <signal.h>

#include <cerrno>

#include "interrupt.hpp"
#include "loop.hpp"
#include "os_errors.hpp"
#include "uv.hpp"

/// The loop's handlers of signals. A handler does not run where the signal strikes, but in a turn of the loop.
namespace asyncio {
namespace {

/// Those that the C library keeps for itself are none. Python: signal.valid_signals()
void check_signal(int sig) {
    sigset_t all;
    sigfillset(&all);
    if (sigismember(&all, sig) != 1) throw ValueError("invalid signal number " + std::to_string(sig));
}

/// The handler's call, once more: it has its name, and looks like it.
struct SignalCall {
    Counted<HandleState> handler;
    void operator()() { handler->run(); }
    std::string method_name() const { return handler->facts().fn; }
    std::string show_call() const { return handler->show(); }
};

}  // namespace

void Loop::handle_signal(int sig, Counted<HandleState> call) {
    check_signal(sig);
    check_closed();
    if (!is_main_thread()) throw RuntimeError("set_wakeup_fd only works in main thread of the main interpreter");
    auto came = [this, call] {
        auto handler = SignalCall{call};
        push(own_call<HandleState>(*this, trace::Callback::user, std::move(handler)));
    };
    signal_handlers_.erase(sig);
    try {
        poller_->catch_signal(sig, std::move(came));
    } catch (const OSError& error) {
        if (error.code != EINVAL) throw;
        throw RuntimeError("sig " + std::to_string(sig) + " cannot be caught");
    }
    signal_handlers_[sig] = std::move(call);
}

bool Loop::remove_signal_handler(int sig) {
    check_signal(sig);
    if (signal_handlers_.erase(sig) == 0) return false;
    poller_->release_signal(sig);
    return true;
}

}  // namespace asyncio
