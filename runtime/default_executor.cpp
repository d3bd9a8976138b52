#include <fmt/format.h>

#include <mutex>

#include "async_with.hpp"
#include "executor.hpp"
#include "program_state.hpp"
#include "runner.hpp"
#include "timeout.hpp"

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

/// What the thread of the last job tells the loop, as long as somebody waits for it.
class Notice {
public:
    explicit Notice(const Future<>& over)
        : told_(user_call<SharedHandleState>(over.get_loop(), named("set_result", [over] { if (!over.done()) over.set_result(); }))) {}
    void send(Mailbox& mailbox) {
        std::lock_guard lock(mutex_);
        if (!told_) return;
        Loop& loop = *told_->loop();
        if (here.loop == &loop || loop.virtual_time())   // a job of virtual time holds the baton
            return loop.is_closed() ? void() : loop.push(told_.get());
        auto told = told_;
        if (mailbox.post(told.get())) told.detach();
    }
    /// On the loop's thread, where what it holds must go.
    void forget() {
        std::lock_guard lock(mutex_);
        told_ = nullptr;
    }

private:
    std::mutex mutex_;
    Counted<HandleState> told_;
};

Coroutine<> jobs_end(Loop& loop, ThreadPoolExecutor& pool) {
    Future<> over(new FutureOf<void>(loop, trace::FutureKind::asyncio));
    struct Expected {
        std::shared_ptr<Notice> notice;
        ~Expected() { notice->forget(); }
    } expected{std::make_shared<Notice>(over)};
    pool.shutdown_then([mailbox = loop.mailbox(), notice = expected.notice] { notice->send(*mailbox); });
    co_await over;
}

void warn_of_jobs_left(double timeout) {
    const std::string message = fmt::format("The executor did not finishing joining its threads within {} seconds.", timeout);
    Program::Impl& program = this_program();
    program.report("RuntimeWarning: " + message);
    if (program.recorder) program.recorder->warning(message);
}

/// Whether no job is left, of a pool that takes none any more.
bool is_idle(ThreadPoolExecutor* pool) {
    auto idle = std::make_shared<bool>(!pool);
    if (pool) pool->shutdown_then([idle] { *idle = true; });
    return *idle;
}

}  // namespace

void Loop::set_default_executor(ThreadPoolExecutor&& pool) {
    set_default_executor(std::make_shared<ThreadPoolExecutor>(std::move(pool)));
}

/// What was left in the queue runs meanwhile.
Coroutine<> Loop::shutdown_asyncgens() { co_return; }

ThreadPoolExecutor& Loop::default_executor() {
    if (executor_shut_down_) throw RuntimeError("Executor shutdown has been called");
    if (!default_executor_ && virtual_time_) default_executor_ = std::make_shared<ThreadPoolExecutor>();
    if (!default_executor_) default_executor_ = std::make_shared<ThreadPoolExecutor>(libuv_workers(*this));
    return *default_executor_;
}

Coroutine<> Loop::shutdown_default_executor(std::optional<Seconds> timeout) {
    executor_shut_down_ = true;
    if (!default_executor_) co_return;
    const auto pool = default_executor_;
    bool late = false;
    try {
        co_await async_with(asyncio::timeout(timeout), [&]() -> Coroutine<> { return jobs_end(*this, *pool); });
    } catch (const TimeoutError&) {
        late = true;
    }
    if (late) warn_of_jobs_left(timeout->count());
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
    run_until_complete(virtual_time_ ? end_jobs().as("shutdown_default_executor") : shutdown_default_executor(constants::THREAD_JOIN_TIMEOUT));
    close();   // what goes with the loop's transports is not told: CPython's collector may take it at any time
}

}  // namespace asyncio
