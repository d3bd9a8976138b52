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
std::atomic<int> waiting{0};                // not carried out yet
std::atomic<std::int64_t> first_came{0};    // of those, in milliseconds

std::int64_t milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * std::int64_t{1000} + now.tv_nsec / 1'000'000;
}

void give_in() {
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
}

/// Only what may be done in a signal handler: the loop does the rest.
void on_sigint(int) {
    constexpr std::int64_t stuck = 100;
    if (waiting.fetch_add(1) == 0) first_came = milliseconds();
    else if (milliseconds() - first_came > stuck) return give_in();
    if (Poller* poller = listener) poller->wake();
}

bool nobody_handles_sigint() {
    struct sigaction now{};
    return sigaction(SIGINT, nullptr, &now) == 0 && !(now.sa_flags & SA_SIGINFO) && now.sa_handler == SIG_DFL;
}

bool we_handle_sigint() {
    struct sigaction now{};
    return sigaction(SIGINT, nullptr, &now) == 0 && !(now.sa_flags & SA_SIGINFO) && now.sa_handler == on_sigint;
}

void handle_sigint(void (*handler)(int)) {
    struct sigaction action{};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
}

}  // namespace

bool is_main_thread() { return std::this_thread::get_id() == main_thread; }

Interrupts::Interrupts(Loop& loop, TaskState& main) : loop_(loop), main_(main) {
    if (!is_main_thread() || loop.virtual_time() || !nobody_handles_sigint()) return;
    listens_ = true;
    waiting = 0;
    listener = &loop.poller();
    handle_sigint(on_sigint);
    loop.set_interrupts(this);
}

Interrupts::~Interrupts() {
    if (!listens_) return;
    if (we_handle_sigint()) handle_sigint(SIG_DFL);
    listener = nullptr;
    loop_.set_interrupts(nullptr);
}

void Interrupts::deliver() {
    if (waiting.load(std::memory_order_relaxed) == 0) return;
    for (int left = waiting.exchange(0); left > 0; --left) {
        if (++count_ > 1 || main_.done()) throw KeyboardInterrupt();
        main_.cancel();
    }
}

}  // namespace asyncio
