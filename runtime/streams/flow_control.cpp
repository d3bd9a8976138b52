#include "flow_control.hpp"

#include "runtime/awaiters.hpp"
#include "runtime/os_errors.hpp"

namespace asyncio {

void FlowControlMixin::resume_writing() {
    paused_ = false;
    for (const auto& waiter : drain_waiters_)
        if (!waiter.done()) waiter.set_result();
}

void FlowControlMixin::connection_lost(std::exception_ptr error) {
    connection_lost_ = true;
    if (!paused_) return;
    for (const auto& waiter : drain_waiters_)
        if (!waiter.done()) error ? waiter.set_exception(error) : waiter.set_result();
}

Future<void> FlowControlMixin::get_close_waiter() const { throw NotImplementedError(); }

Coroutine<> FlowControlMixin::drain(Counted<FlowControlMixin> self) {
    if (self->connection_lost_) throw ConnectionResetError("Connection lost");
    if (!self->paused_) co_return;
    Future<void> waiter(new FutureOf<void>(*self->loop_, trace::FutureKind::stream_drain));
    self->drain_waiters_.push_back(waiter);
    struct Done {
        std::deque<Future<void>>& waiters;
        const Future<void>& waiter;
        ~Done() { std::erase(waiters, waiter); }
    } done{self->drain_waiters_, waiter};
    co_await waiter;
}

}  // namespace asyncio
