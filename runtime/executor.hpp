#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "job.hpp"
#include "loop.hpp"

namespace asyncio {

/// Those who do an executor's jobs.
class Workers {
public:
    virtual ~Workers() = default;
    virtual void submit(std::shared_ptr<Job> job) = 0;
    virtual void released(int) {}              ///< virtual time: worker number `worker` has nothing to do
    /// Waits (if asked) until the submitted jobs have ended; takes no more.
    virtual void shut_down(bool wait) = 0;
    /// Calls `idle` once no submitted job is left: now, or in the thread that ends the last one.
    virtual void when_idle(std::function<void()> idle) = 0;
};

/// Virtual time: real threads, one at a time, in a fixed order. Idle workers with the lowest number first.
std::unique_ptr<Workers> simulated_workers(Program::Impl& program, int count);
/// Real time: `count` threads and a queue.
std::unique_ptr<Workers> thread_workers(int count);
/// Real time: libuv's thread pool.
std::unique_ptr<Workers> libuv_workers(Loop& loop);

/// A pool of threads for run_in_executor. Its destructor waits for its jobs, as Python's `with` does.
///
/// Python: concurrent.futures.ThreadPoolExecutor
class ThreadPoolExecutor {
public:
    /// `max_workers` 0: as many as Python would use, min(32, processors + 4). Throws ValueError if negative.
    explicit ThreadPoolExecutor(int max_workers = 0);
    explicit ThreadPoolExecutor(std::unique_ptr<Workers> workers) : workers_(std::move(workers)) {}
    ~ThreadPoolExecutor() { shutdown(); }
    void shutdown(bool wait = true);
    /// As shutdown, without waiting: calls `over` once the jobs have ended, maybe in another thread.
    void shutdown_then(std::function<void()> over);
    /// Throws RuntimeError after shutdown().
    void submit(std::shared_ptr<Job> job);

private:
    std::unique_ptr<Workers> workers_;
    bool shut_down_ = false;
};

namespace detail {

/// Ties a thread's outcome to a future of the loop, both ways (Python: futures._chain_future).
template <class R>
void chain(Job& job, std::shared_ptr<concurrent::FutureOf<R>> outcome, const Future<R>& destination) {
    Loop& loop = destination.get_loop();
    add_done_call(*destination.state(), trace::Callback::executor_check_cancel, nullptr,
                  [outcome](const AnyFuture& future) { if (future.cancelled()) outcome->cancel(); });
    auto deliver = [outcome, destination] {
        if (destination.cancelled()) return outcome->slot.reset();   // nobody will take it: let it go now
        if (outcome->status() == concurrent::FutureState::Status::cancelled) destination.cancel();
        else if (outcome->error()) destination.set_exception(outcome->error());
        else if constexpr (std::is_void_v<R>) destination.set_result();
        else destination.set_result(outcome->slot.take());
    };
    job.deliver_with(own_call<HandleState>(loop, trace::Callback::executor_deliver, deliver, destination.state()));
}

}  // namespace detail

template <class F, class... Args>
auto Loop::run_in_executor(ThreadPoolExecutor* pool, F&& function, Args&&... args) {
    using R = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
    check_closed();
    auto call = [function = std::decay_t<F>(function), args = std::tuple<std::decay_t<Args>...>(std::forward<Args>(args)...)]() mutable {
        return std::apply([&](auto&... a) -> R { return std::invoke(function, std::move(a)...); }, args);
    };
    auto outcome = std::make_shared<concurrent::FutureOf<R>>();
    ThreadPoolExecutor& executor = pool ? *pool : default_executor();
    auto job = std::make_shared<JobOf<R, decltype(call)>>(*this, callable_name<std::decay_t<F>>(function), std::move(call), outcome);
    executor.submit(job);
    Future<R> destination(new FutureOf<R>(*this, trace::FutureKind::executor));
    detail::chain<R>(*job, outcome, destination);
    return destination;
}

}  // namespace asyncio
