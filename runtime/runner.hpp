#pragma once
#include <optional>

#include "ensure_future.hpp"
#include "interrupt.hpp"
#include "loop.hpp"

namespace asyncio {

/// How run() and Runner run.
struct RunOptions {
    std::optional<bool> debug = {};                     ///< debug mode; none: as the loop has it
    std::function<Counted<Loop>()> loop_factory = {};   ///< makes the loop; none: new_event_loop
};

/// Several run() calls with one loop and one context: tasks left over go on in the next.
///
/// Python: asyncio.Runner. Use it in a block: its end closes it.
class Runner {
public:
    explicit Runner(RunOptions options = {}) : options_(std::move(options)) {}
    ~Runner() noexcept(false);
    Runner(const Runner&) = delete;

    /// Runs the coroutine to its end and returns its result. All runs share the runner's context; `context`
    /// is used instead of it.
    /// Throws: what it throws; KeyboardInterrupt if Ctrl-C ended it; RuntimeError if a loop runs in this thread
    /// or the runner is closed.
    template <class T>
    T run(Coroutine<T>& coroutine, std::optional<Context> context = {}) {
        check_can_run();
        Task<T> task = make_task(get_loop(), std::move(coroutine), {}, context ? *context : context_);
        Interrupts interrupts(*loop_, *task.state());
        try {
            return loop_->run_until_complete(task);
        } catch (const CancelledError&) {
            if (interrupts.count() > 0 && task.uncancel() == 0) throw KeyboardInterrupt();
            throw;
        }
    }
    template <class T>
    T run(Coroutine<T>&& coroutine, std::optional<Context> context = {}) {
        checked_for(coroutine, [this] { check_can_run(); });
        return run(coroutine, std::move(context));
    }
    template <class T>
    T run(Sleep<T> sleep, std::optional<Context> context = {}) { return run(as_coroutine(std::move(sleep)), std::move(context)); }
    /// Anything else is refused, as in Python. Throws: ValueError
    template <class A> requires (!detail::is_coroutine<A> && !detail::is_sleep<A>)
    void run(const A& thing) { throw ValueError(detail::not_a_coroutine_text(thing)); }
    /// The loop; it is made at the first use. Throws RuntimeError "Runner is closed".
    Loop& get_loop();
    /// Cancels what is left, waits for it and for the executor's jobs, closes the loop. Idempotent.
    void close();

private:
    enum class State { created, initialized, closed };
    void check_can_run();
    void cancel_all_tasks();
    /// Ends the executor and closes the loop. What is still ready runs meanwhile, and leaves no trace but what it prints.

    RunOptions options_;
    const int exceptions_before_ = std::uncaught_exceptions();
    State state_ = State::created;
    Counted<Loop> loop_;
    Context context_;
};

namespace detail {
void check_no_loop_runs();
}

/// Runs `main` in a new loop: the usual way into asynchronous code. Python: asyncio.run
///
/// When main is done the remaining tasks are cancelled and awaited, then the default executor is waited
/// for, then the loop is closed. Ctrl-C cancels main (see Interrupts).
/// Throws: what main throws; KeyboardInterrupt; RuntimeError if a loop runs in this thread.
template <class T>
T run(Coroutine<T>& main, RunOptions options = {}) {
    detail::check_no_loop_runs();
    Runner runner(std::move(options));
    return runner.run(main);
}
template <class T>
T run(Coroutine<T>&& main, RunOptions options = {}) {
    checked_for(main, detail::check_no_loop_runs);
    return run(main, std::move(options));
}
template <class T>
T run(Sleep<T> main, RunOptions options = {}) { return run(as_coroutine(std::move(main)), std::move(options)); }
/// Anything else is refused, as in Python. Throws: ValueError
template <class A> requires (!detail::is_coroutine<A> && !detail::is_sleep<A>)
void run(const A& thing, RunOptions = {}) {
    detail::check_no_loop_runs();
    Runner().run(thing);
}

template <class T>
T Loop::run_until_complete(Future<T> future) {
    check_closed();
    check_running();
    detail::check_loop(future, *this);
    run_until_done(*future.state(), false);
    return detail::result_to_keep(future);
}
template <class T>
T Loop::run_until_complete(const Task<T>& task) { return run_until_complete(Future<T>(task)); }

template <class T>
T Loop::run_until_complete(Coroutine<T>& coroutine) {
    check_closed();
    check_running();
    Task<T> task = create_task(std::move(coroutine));
    run_until_done(*task.state(), true);
    return detail::result_to_keep(Future<T>(task));
}
template <class T>
T Loop::run_until_complete(Coroutine<T>&& coroutine) {
    checked_for(coroutine, [this] {
        check_closed();
        check_running();
    });
    return run_until_complete(coroutine);
}
template <class T>
T Loop::run_until_complete(Sleep<T> sleep) { return run_until_complete(as_coroutine(std::move(sleep))); }

}  // namespace asyncio
