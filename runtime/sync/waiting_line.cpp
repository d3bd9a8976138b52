#include "waiting_line.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace asyncio {

Future<void> WaitingLine::join(trace::FutureKind kind) {
    Loop& loop = get_running_loop();
    bind(loop);
    return waiting_.emplace_back(new FutureOf<void>(loop, kind));
}

void WaitingLine::bind(Loop& loop) {
    if (!bound_to_) bound_to_ = loop.mailbox();
    if (bound_to_ != loop.mailbox()) throw RuntimeError(show_(owner_) + " is bound to a different event loop");
}

void WaitingLine::leave(const Future<void>& waiter) {
    const auto place = std::find(waiting_.begin(), waiting_.end(), waiter);
    if (place != waiting_.end()) waiting_.erase(place);
}

void WaitingLine::wake_first() const {
    if (!waiting_.empty() && !waiting_.front().done()) waiting_.front().set_result();
}

int WaitingLine::wake(std::size_t n) const {
    std::size_t woken = 0;
    for (const Future<void>& waiter : waiting_) {
        if (woken >= n) break;
        if (waiter.done()) continue;
        waiter.set_result();
        ++woken;
    }
    return static_cast<int>(woken);
}

void WaitingLine::call_next() {
    while (!waiting_.empty()) {
        const Future<void> first = std::move(waiting_.front());
        waiting_.pop_front();
        if (first.done()) continue;
        first.set_result();
        return;
    }
}

void WaitingLine::call_all() {
    while (!waiting_.empty()) call_next();
}

bool WaitingLine::all_cancelled() const { return std::ranges::all_of(waiting_, &Future<void>::cancelled); }

std::string show_locks(const char* type, const void* address, std::string state, std::size_t waiters) {
    if (waiters > 0) state += fmt::format(", waiters:{}", waiters);
    return fmt::format("<asyncio.locks.{} object at {} [{}]>", type, address, state);
}

}  // namespace asyncio
