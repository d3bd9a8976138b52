#include "executor.hpp"
#include "program_state.hpp"
#include "runner.hpp"

namespace asyncio {
namespace {

class Muted {
public:
    explicit Muted(Recorder* recorder) : recorder_(recorder) { if (recorder_) recorder_->set_muted(true); }
    ~Muted() { if (recorder_) recorder_->set_muted(false); }
    Muted(const Muted&) = delete;

private:
    Recorder* recorder_;
};

/// Whether no job is left, of a pool that takes none any more.
bool is_idle(ThreadPoolExecutor* pool) {
    auto idle = std::make_shared<bool>(!pool);
    if (pool) pool->shutdown_then([idle] { *idle = true; });
    return *idle;
}

/// Python closes asynchronous generators here; C++ has none, but what was left in the queue runs meanwhile.
Coroutine<> shutdown_asyncgens() { co_return; }

}  // namespace

ThreadPoolExecutor& Loop::default_executor() {
    if (executor_shut_down_) throw RuntimeError("Executor shutdown has been called");
    if (!default_executor_ && virtual_time_) default_executor_ = std::make_shared<ThreadPoolExecutor>();
    if (!default_executor_) default_executor_ = std::make_shared<ThreadPoolExecutor>(libuv_workers(*this));
    return *default_executor_;
}

Coroutine<> Loop::shutdown_default_executor() {
    executor_shut_down_ = true;
    if (!default_executor_) co_return;
    Future<> over(new FutureOf<void>(*this, trace::FutureKind::asyncio));
    Counted<HandleState> told(user_call<SharedHandleState>(*this, named("set_result", [over] { over.set_result(); })));
    const bool one_at_a_time = virtual_time_ != nullptr;
    default_executor_->shutdown_then([this, one_at_a_time, mailbox = mailbox_, told = std::move(told)]() mutable {
        if (here.loop == this || one_at_a_time) return push(told.get());
        mailbox->post([this, told = std::move(told)] { push(told.get()); });
    });
    co_await over;
}

void Loop::run_last_turns() {
    Muted muted(recorder_);
    run_until_complete(shutdown_asyncgens());
    // In virtual time the jobs end within one turn, and are told of: what is left in the queue runs before and after.
    auto end_jobs = [this]() -> Coroutine<> {
        executor_shut_down_ = true;
        if (recorder_) recorder_->set_muted(false);
        if (default_executor_) default_executor_->shutdown(true);
        if (recorder_) recorder_->set_muted(true);
        if (!is_idle(default_executor_.get())) co_await shutdown_default_executor();   // a job waits for the loop
    };
    run_until_complete(virtual_time_ ? end_jobs() : shutdown_default_executor());
    close();   // what goes with the loop's transports is not told: CPython's collector may take it at any time
}

}  // namespace asyncio
