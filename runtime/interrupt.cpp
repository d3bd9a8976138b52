#include "interrupt.hpp"

#include <signal.h>
#include <time.h>

#include <atomic>
#include <thread>

#include "task.hpp"
#include "uv.hpp"

namespace asyncio {
namespace {

const std::thread::id main_thread = std::this_thread::get_id();   // that of static initialization

// All that the signal handler touches.
std::atomic<Poller*> listener{nullptr};
std::atomic<std::int64_t> first_came{0};    // of what waits, in milliseconds

std::int64_t milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * std::int64_t{1000} + now.tv_nsec / 1'000'000;
}

void give_in() {
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
}

bool handles_sigint(void (*handler)(int)) {
    struct sigaction now{};
    return sigaction(SIGINT, nullptr, &now) == 0 && !(now.sa_flags & SA_SIGINFO) && now.sa_handler == handler;
}

void handle_sigint(void (*handler)(int)) {
    struct sigaction action{};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
}

}  // namespace

/// Only what may be done in a signal handler: the loop does the rest.
void Interrupts::on_sigint(int) {
    constexpr std::int64_t stuck = 100;
    if (waiting_.fetch_add(1) == 0) first_came = milliseconds();
    else if (milliseconds() - first_came > stuck) return give_in();
    if (Poller* poller = listener) poller->wake();
}

bool is_main_thread() { return std::this_thread::get_id() == main_thread; }

Interrupts::Interrupts(Loop& loop, TaskState& main) : loop_(loop), main_(main) {
    if (!is_main_thread() || loop.virtual_time() || !handles_sigint(SIG_DFL)) return;
    listens_ = true;
    waiting_ = 0;
    listener = &loop.poller();
    handle_sigint(on_sigint);
    loop.set_interrupts(this);
}

Interrupts::~Interrupts() {
    if (!listens_) return;
    if (handles_sigint(on_sigint)) handle_sigint(SIG_DFL);
    listener = nullptr;
    loop_.set_interrupts(nullptr);
}

void Interrupts::deliver() {
    if (!any()) return;
    for (int left = waiting_.exchange(0); left > 0; --left) {
        if (++count_ > 1 || main_.done()) throw KeyboardInterrupt();
        main_.cancel();
    }
}

}  // namespace asyncio
