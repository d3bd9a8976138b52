#include "as_completed.hpp"

namespace asyncio {

void Completions::watch(Loop& loop, std::vector<AnyFuture> futures, std::optional<Seconds> timeout) {
    for (AnyFuture& future : futures)
        if (std::find(todo_.begin(), todo_.end(), future) == todo_.end()) todo_.push_back(future);
    count_ = todo_.size();
    for (const AnyFuture& future : todo_)
        add_done_call(*future.state(), trace::Callback::as_completed_child_done, this,
                      [self = shared_from_this()](const AnyFuture& child) { self->child_done(child); });
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

void Completions::child_done(const AnyFuture& child) {
    if (todo_.empty()) return;   // the time was up before
    std::erase(todo_, child);
    done_.put_nowait(child);
    if (todo_.empty() && timeout_) timeout_.cancel();
}

void Completions::time_is_up() {
    for (const AnyFuture& future : todo_) {
        remove_done_calls(*future.state(), this);
        done_.put_nowait({});
    }
    todo_.clear();
}

}  // namespace asyncio
