#pragma once
#include "ensure_future.hpp"
#include "executor.hpp"

namespace asyncio {

/// Runs `function(args...)` in a thread of the default executor; the loop goes on meanwhile. The
/// function sees a copy of the caller's context. Cancelling the await does not stop the thread.
///
/// Python: asyncio.to_thread. Emits: job_submit, suspend; later job_begin, job_end, executor.deliver.
template <class F, class... Args>
auto to_thread(F function, Args... args) -> Coroutine<std::invoke_result_t<F, Args...>> {
    Loop& loop = get_running_loop();
    std::string name = detail::recorded_name(function);
    auto in_context = [context = inherited_context(), function = std::move(function)](Args... a) mutable {
        EnteredContext entered(context);
        return std::invoke(function, std::move(a)...);
    };
    co_return co_await loop.run_in_executor(nullptr, named(std::move(name), std::move(in_context)), std::move(args)...);
}

namespace detail {

/// Gives the thread what the task has come to.
template <class T>
void deliver(concurrent::FutureOf<T>& outcome, const AnyFuture& done) {
    if (done.cancelled()) {
        outcome.cancel();
        return;
    }
    if (!outcome.begin()) return;
    std::exception_ptr error = done.exception();
    if (!error) {
        if constexpr (std::is_void_v<T>) outcome.slot.set();
        else outcome.slot.set(asyncio::detail::result_to_keep(Future<T>(done.state())));
    }
    outcome.finish(error);
}

/// Ties a task to the thread's future, both ways (Python: futures._chain_future).
template <class T>
void chain(const Task<T>& task, const std::shared_ptr<concurrent::FutureOf<T>>& outcome) {
    Loop& loop = task.get_loop();
    add_done_call(*task.state(), trace::Callback::threadsafe_deliver,
                  [outcome](const AnyFuture& done) { deliver(*outcome, done); });
    // Once: the reference to the task goes over to the handle, so that no other thread counts it.
    outcome->add_done_callback([&loop, outcome = outcome.get(), task = std::make_shared<Task<T>>(task)]() mutable {
        if (outcome->status() != concurrent::FutureState::Status::cancelled) return;
        loop.call_soon_threadsafe(named("cancel", [task = std::move(task)] { task->cancel(); }));
    });
}

template <class T>
void submit(Loop& loop, Coroutine<T> coroutine, const std::shared_ptr<concurrent::FutureOf<T>>& outcome) {
    try {
        chain(loop.create_task(std::move(coroutine)), outcome);
    } catch (const BaseException&) {
        if (outcome->begin()) outcome->finish(std::current_exception());
        throw;
    }
}

}  // namespace detail

/// From another thread: runs the coroutine in `loop`. The future gives its result to the thread; cancelling
/// it cancels the task, a timeout of result() does not.
///
/// Python: asyncio.run_coroutine_threadsafe. Emits: push (threadsafe.submit, then threadsafe.deliver).
/// Throws: RuntimeError if the loop is closed.
template <class T>
concurrent::Future<T> run_coroutine_threadsafe(Coroutine<T>&& coroutine, Loop& loop) {
    auto outcome = std::make_shared<concurrent::FutureOf<T>>();
    auto shared = std::make_shared<Coroutine<T>>(std::move(coroutine));
    auto submit = [shared, outcome, &loop] { detail::submit(loop, std::move(*shared), outcome); };
    loop.push_threadsafe(own_call_in_context<HandleState>(loop, trace::Callback::threadsafe_submit, std::move(submit)));
    return concurrent::Future<T>(outcome);
}
/// A coroutine that has a name is used up, as by create_task.
template <class T>
concurrent::Future<T> run_coroutine_threadsafe(Coroutine<T>& coroutine, Loop& loop) {
    return run_coroutine_threadsafe(std::move(coroutine), loop);
}
template <class T>
concurrent::Future<T> run_coroutine_threadsafe(Sleep<T> sleep, Loop& loop) {
    return run_coroutine_threadsafe(as_coroutine(std::move(sleep)), loop);
}

}  // namespace asyncio
