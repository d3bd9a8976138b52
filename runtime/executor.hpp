#pragma once
#include <functional>
#include <memory>
#include <ranges>
#include <vector>

#include "delivery.hpp"
#include "job.hpp"
#include "loop.hpp"

namespace asyncio {

/// Those who do an executor's jobs.
class Workers {
public:
    virtual ~Workers() = default;
    virtual void submit(Counted<Job> job) = 0;   ///< somebody works on it as soon as may be
    virtual void released(int) {}              ///< virtual time: worker number `worker` has nothing to do
    /// Waits (if asked) until the submitted jobs have ended; takes no more.
    virtual void shut_down(bool wait) = 0;
    /// Calls `idle` once no submitted job is left: now, or in the thread that ends the last one.
    virtual void when_idle(std::function<void()> idle) = 0;
    /// One call of both, if there is a first.
    static std::function<void()> both(std::function<void()> first, std::function<void()> second);
};

/// Virtual time: real threads, one at a time, in a fixed order. Idle workers with the lowest number first.
std::unique_ptr<Workers> simulated_workers(Program::Impl& program, int count);
/// Real time: `count` threads and a queue.
std::unique_ptr<Workers> thread_workers(int count);
/// Real time: libuv's thread pool.
std::unique_ptr<Workers> libuv_workers(Loop& loop);

/// A pool of threads. Its destructor waits for its jobs, as Python's `with` does, unless it was shut down before.
///
/// Python: concurrent.futures.ThreadPoolExecutor
class ThreadPoolExecutor {
public:
    /// `max_workers` 0: as many as Python would use, min(32, processors + 4). Throws ValueError if negative.
    explicit ThreadPoolExecutor(int max_workers = 0);
    explicit ThreadPoolExecutor(std::unique_ptr<Workers> workers) : workers_(std::move(workers)) {}
    ~ThreadPoolExecutor() { if (!shut_down_) shutdown(); }
    /// What it is moved from takes no more jobs.
    ThreadPoolExecutor(ThreadPoolExecutor&& other) noexcept
        : workers_(std::move(other.workers_)), shut_down_(std::exchange(other.shut_down_, true)) {}
    /// Takes no more jobs; waits (if asked) for those that it has, also the second time.
    void shutdown(bool wait = true);
    /// As shutdown, without waiting: calls `over` once the jobs have ended, maybe in another thread.
    void shutdown_then(std::function<void()> over);

    /// Runs `function(args...)` in one of the threads. Emits: job_submit. Throws RuntimeError after shutdown().
    template <class F, class... Args> requires std::is_invocable_v<std::decay_t<F>&, std::decay_t<Args>...>
    auto submit(F&& function, Args&&... args) { return submit_from(here.loop, std::forward<F>(function), std::forward<Args>(args)...); }
    /// Submits `function(item)` for each item. The results come in the order of the items, and are waited for one by
    /// one, as they are asked for.
    template <class F, std::ranges::input_range Items>
    auto map(F function, Items&& items);

    void submit(Counted<Job> job);
    void check_open() const;           ///< throws RuntimeError after shutdown()
    /// As submit, for a loop that need not be running; or none.
    template <class F, class... Args>
    auto submit_from(Loop* loop, F&& function, Args&&... args);

private:
    std::unique_ptr<Workers> workers_;
    bool shut_down_ = false;
};

namespace detail {

/// The error as the loop's side knows it: a thread's CancelledError becomes asyncio's.
std::exception_ptr loops_own(const std::exception_ptr& error);

/// Sets the loop's future to what a thread has made of its own, which others may want, too.
template <class R>
void copy_outcome(concurrent::FutureOf<R>& outcome, const Future<R>& destination) {
    if (destination.cancelled()) return;
    if (outcome.status() == concurrent::FutureState::Status::cancelled) destination.cancel();
    else if (outcome.error()) destination.set_exception(loops_own(outcome.error()));
    else if constexpr (std::is_void_v<R>) destination.set_result();
    else if constexpr (std::is_copy_constructible_v<R>) destination.set_result(outcome.slot.get());
    else destination.set_result(outcome.slot.take());
}

bool jobs_are_recorded();

/// What the trace calls it, if there is one: finding that out takes its time.
template <class F>
std::string recorded_name(const F& function) {
    return jobs_are_recorded() ? callable_name<std::decay_t<F>>(function) : std::string();
}

/// The call `function(args...)`, which is made once.
template <class F, class... Args>
auto bind_once(F&& function, Args&&... args) {
    using R = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
    return [function = std::decay_t<F>(std::forward<F>(function)),
            args = std::tuple<std::decay_t<Args>...>(std::forward<Args>(args)...)]() mutable {
        return std::apply([&](auto&... a) -> R { return std::invoke(function, std::move(a)...); }, args);
    };
}

/// Has `executor` do the job; the future that awaits it. Emits: job_submit. Throws RuntimeError after shutdown().
template <class J>
auto submit_awaited(ThreadPoolExecutor& executor, J* made) {
    Counted<Job> job(made);
    executor.check_open();
    auto future = made->future();   // first: from now on a thread may be at the job
    try {
        executor.submit(std::move(job));
    } catch (...) {
        made->clear();   // they would keep each other
        throw;
    }
    return future;
}

}  // namespace detail

template <class F, class... Args>
auto ThreadPoolExecutor::submit_from(Loop* loop, F&& function, Args&&... args) {
    auto name = detail::recorded_name(function);
    auto call = detail::bind_once(std::forward<F>(function), std::forward<Args>(args)...);
    using J = SubmittedCall<decltype(call)>;
    auto outcome = std::allocate_shared<typename J::Outcome>(PoolAllocator<typename J::Outcome>());
    submit(Counted<Job>(new J(loop, name, std::move(call), outcome)));
    return concurrent::Future(outcome);
}

template <class F, std::ranges::input_range Items>
auto ThreadPoolExecutor::map(F function, Items&& items) {
    using Item = std::ranges::range_value_t<Items>;   // not a reference, nor what stands for one: the job outlives the range
    std::vector<decltype(submit(function, std::declval<Item>()))> results;
    for (auto&& item : items) results.push_back(submit(function, static_cast<Item>(std::forward<decltype(item)>(item))));
    return std::views::transform(std::move(results), [](const auto& result) { return result.result(); });
}

/// The future of `loop` (default: the running one) that follows a future between threads, and passes a cancellation back.
///
/// Python: asyncio.wrap_future. Emits (when it is done): pushes of executor.deliver, executor.check_cancel.
template <class R>
Future<R> wrap_future(const concurrent::Future<R>& source, Loop* loop = nullptr) {
    Loop& home = loop ? *loop : get_running_loop();
    Future<R> destination(new FutureOf<R>(home, trace::FutureKind::executor));
    add_done_call(*destination.state(), trace::Callback::executor_check_cancel,
                  [source = std::weak_ptr(source.state())](const AnyFuture& future) {
                      if (auto outcome = source.lock(); outcome && future.cancelled()) outcome->cancel();
                  });
    auto outcome = std::make_shared<std::shared_ptr<concurrent::FutureOf<R>>>();   // filled when it is done: no circle before
    auto deliver = [outcome, destination] { detail::copy_outcome(**outcome, destination); };
    auto delivery = std::make_shared<Delivery>(own_call<HandleState>(home, trace::Callback::executor_deliver, deliver, destination.state()));
    source.state()->add_done_callback([outcome, delivery, state = std::weak_ptr(source.state())] {
        *outcome = state.lock();
        if (!delivery->send()) (*outcome)->keep(delivery);
    });
    return destination;
}

template <class F, class... Args>
auto Loop::run_in_executor(ThreadPoolExecutor* pool, F&& function, Args&&... args) {
    check_closed();
    if (origins_) check_callback<F, Args...>("run_in_executor", function);
    ThreadPoolExecutor& executor = pool ? *pool : default_executor();
    auto name = detail::recorded_name(function);
    auto call = detail::bind_once(std::forward<F>(function), std::forward<Args>(args)...);
    return detail::submit_awaited(executor, new AwaitedCall<decltype(call)>(this, name, std::move(call)));
}
template <class F, class... Args>
auto Loop::run_in_executor(ThreadPoolExecutor& pool, F&& function, Args&&... args) {
    return run_in_executor(&pool, std::forward<F>(function), std::forward<Args>(args)...);
}
template <class F, class... Args>
auto Loop::run_in_executor(None, F&& function, Args&&... args) {
    return run_in_executor(static_cast<ThreadPoolExecutor*>(nullptr), std::forward<F>(function), std::forward<Args>(args)...);
}

}  // namespace asyncio
