#include "as_completed.hpp"

namespace asyncio {

void Completions::watch(Loop& loop, std::vector<AnyFuture> futures, std::optional<Seconds> timeout) {
    for (const AnyFuture& future : detail::without_duplicates(std::move(futures))) {
        const std::size_t place = count_++;
        todo_.emplace(place, future);
        add_done_call(*future.state(), trace::Callback::as_completed_child_done, this,
                      [self = shared_from_this(), place](const AnyFuture& child) { self->child_done(place, child); });
    }
    if (todo_.empty() || !timeout) return;
    auto* timer = own_call<TimerState>(loop, trace::Callback::as_completed_timeout, [self = shared_from_this()] { self->time_is_up(); });
    timeout_ = TimerHandle(timer);
    loop.arm_later(timer, *timeout);
}

Coroutine<AnyFuture> Completions::next() {
    AnyFuture done = co_await done_.get();
    if (!done) throw TimeoutError();
    co_return done;
}

void Completions::child_done(std::size_t place, const AnyFuture& child) {
    if (todo_.empty()) return;   // the time was up before
    todo_.erase(place);
    done_.put_nowait(child);
    if (todo_.empty() && timeout_) timeout_.cancel();
}

void Completions::time_is_up() {
    for (const auto& [place, future] : todo_) {
        remove_done_calls(*future.state(), this);
        done_.put_nowait({});
    }
    todo_.clear();
}

}  // namespace asyncio
