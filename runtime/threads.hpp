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
    std::string name = callable_name(function);
    auto in_context = [context = copy_context(), function = std::move(function)](Args... a) mutable {
        EnteredContext entered(context);
        return std::invoke(function, std::move(a)...);
    };
    co_return co_await loop.run_in_executor(nullptr, named(std::move(name), std::move(in_context)), std::move(args)...);
}

/// From another thread: runs the coroutine in `loop`; the future gives its result to the thread.
///
/// Python: asyncio.run_coroutine_threadsafe. Emits: push (threadsafe.submit, then threadsafe.deliver).
template <class T>
concurrent::Future<T> run_coroutine_threadsafe(Coroutine<T> coroutine, Loop& loop) {
    auto outcome = std::make_shared<concurrent::FutureOf<T>>();
    auto shared = std::make_shared<Coroutine<T>>(std::move(coroutine));
    auto deliver = [outcome](const AnyFuture& done) {
        if (done.cancelled()) {
            outcome->cancel();
            return;
        }
        if (!outcome->begin()) return;
        std::exception_ptr error = done.exception();
        if (!error) {
            if constexpr (std::is_void_v<T>) outcome->slot.set();
            else outcome->slot.set(Future<T>(done.state()).result());
        }
        outcome->finish(error);
    };
    auto submit = [shared, outcome, deliver, &loop] {
        Task<T> task = loop.create_task(std::move(*shared));
        outcome->add_done_callback([&loop, outcome, task = std::make_shared<Task<T>>(task)] {
            if (outcome->status() == concurrent::FutureState::Status::cancelled && !task->done())
                loop.call_soon_threadsafe(named("cancel", [task] { task->cancel(); }));
        });
        add_done_call(*task.state(), trace::Callback::threadsafe_deliver, nullptr, deliver);
    };
    loop.push_threadsafe(own_call<HandleState>(loop, trace::Callback::threadsafe_submit, std::move(submit)));
    return concurrent::Future<T>(outcome);
}

}  // namespace asyncio
