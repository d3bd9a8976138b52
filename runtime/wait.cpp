#include "wait.hpp"

#include "loop.hpp"

namespace asyncio::detail {
namespace {

/// The future that the waiting task is suspended on; the tasks waited for are its parts.
class WaitState final : public FutureOf<void> {
public:
    WaitState(Loop& loop, std::vector<AnyFuture> futures, ReturnWhen when)
        : FutureOf<void>(loop, trace::FutureKind::wait), futures_(std::move(futures)), when_(when), left_(futures_.size()) {}

    void watch(std::optional<Seconds> timeout) {
        if (timeout) arm(*timeout);
        for (const AnyFuture& future : futures_)
            add_done_call(*future.state(), trace::Callback::wait_child_done, this,
                          [self = Counted<WaitState>(this)](const AnyFuture& child) { self->child_done(child); });
    }
    void unwatch() {
        if (timeout_) timeout_.cancel();
        for (const AnyFuture& future : futures_) remove_done_calls(*future.state(), this);
    }
    void add_parts(std::vector<FutureState*>& parts) override {
        for (const AnyFuture& future : futures_) parts.push_back(future.state());
    }

private:
    void arm(Seconds timeout) {
        auto* timer = own_call<TimerState>(loop(), trace::Callback::wait_timeout,
                                           [self = Counted<WaitState>(this)] { self->release_waiter(); }, this);
        timeout_ = TimerHandle(timer);
        loop().arm_later(timer, timeout);
    }
    void release_waiter() { if (!done()) set_result(); }
    bool enough(const AnyFuture& child) const {
        if (left_ == 0 || when_ == FIRST_COMPLETED) return true;
        return when_ == FIRST_EXCEPTION && !child.cancelled() && child.exception();
    }
    void child_done(const AnyFuture& child) {
        --left_;
        if (!enough(child)) return;
        if (timeout_) timeout_.cancel();
        release_waiter();
    }

    std::vector<AnyFuture> futures_;
    ReturnWhen when_;
    std::size_t left_;
    TimerHandle timeout_;
};

}  // namespace

Coroutine<void> wait_until(std::vector<AnyFuture> futures, WaitOptions options) {
    auto* state = new WaitState(get_running_loop(), std::move(futures), options.return_when);
    Future<void> waiter(state);
    state->watch(options.timeout);
    struct Unwatch {
        WaitState& state;
        ~Unwatch() { state.unwatch(); }
    } unwatch{*state};
    co_await waiter;
}

}  // namespace asyncio::detail
