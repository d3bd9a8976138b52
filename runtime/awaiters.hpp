#pragma once
#include "coroutine.hpp"
#include "task.hpp"

/// What `co_await` does with futures, tasks, coroutines and anything else. Awaiters only queue: the one
/// place that resumes a coroutine is TaskState::resume.
namespace asyncio {

[[noreturn]] void refuse_to_await();

/// The task in whose step this code runs. Throws RuntimeError if there is none.
inline TaskState& stepping_task() {
    if (!here.task) [[unlikely]] refuse_to_await();
    return *here.task;
}
/// Where an awaiter that always suspends goes on, hence in a task: throws what is to be thrown into the coroutine, if anything.
[[gnu::always_inline]] inline void rethrow_if_asked() { here.task->rethrow_if_asked(); }

/// `co_await future`: nothing happens if it is done; else the task waits for it.
template <class T>
class FutureAwaiter {
public:
    explicit FutureAwaiter(Future<T> future) : future_(std::move(future)) {}

    bool await_ready() const { return future_.done(); }
    template <class P>
    void await_suspend(std::coroutine_handle<P> leaf) { stepping_task().wait_for(*future_.state(), leaf, leaf.promise()); }
    T await_resume() {
        stepping_task().rethrow_if_asked();
        FutureState& state = *future_.state();
        state.check_result();
        Slot<T>& slot = slot_of<T>(state);
        if constexpr (std::is_void_v<T>) return;
        else if constexpr (!can_be_copied<T>) return slot.take();
        else return state.references() == 1 ? slot.take() : slot.get();
    }

private:
    Future<T> future_;
};

/// A bare yield: the task goes to the back of the ready queue. What sleep(0) does.
///
/// Yielding anything but None is an error: `co_await Yield(42)` throws RuntimeError "Task got bad yield: 42" at the
/// task's next step.
class Yield {
public:
    using SuspendsTask = void;
    Yield() = default;
    explicit Yield(None) {}
    template <class T>
    explicit Yield(const T& thing) {
        if constexpr (std::is_base_of_v<AnyFuture, T>) problem_ = "yield was used instead of yield from in task <Task> with <Future>";
        else problem_ = "Task got bad yield: " + python_repr(thing);
    }

    bool await_ready() const noexcept { return false; }
    template <class P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        if (problem_.empty()) stepping_task().give_way(leaf, leaf.promise());
        else stepping_task().bad_yield(leaf, leaf.promise(), problem_);
    }
    void await_resume() { rethrow_if_asked(); }

private:
    std::string problem_;
};

/// An awaiter that knows nothing of tasks: if it suspends, nobody here would know what for, and the
/// task gets RuntimeError "Task got bad yield", as in Python.
template <class Awaiter>
class ForeignAwaiter {
public:
    explicit ForeignAwaiter(Awaiter awaiter) : awaiter_(std::forward<Awaiter>(awaiter)) {}
    bool await_ready() { return awaiter_.await_ready(); }
    template <class P>
    void await_suspend(std::coroutine_handle<P> leaf) {
        stepping_task().bad_yield(leaf, leaf.promise(), "Task got bad yield: <awaiter>");
    }
    decltype(auto) await_resume() {
        stepping_task().rethrow_if_asked();
        return awaiter_.await_resume();
    }

private:
    Awaiter awaiter_;
};

namespace detail {

template <class A> inline constexpr bool is_future = false;
template <class T> inline constexpr bool is_future<Future<T>> = true;
template <class T> inline constexpr bool is_future<Task<T>> = true;
template <> inline constexpr bool is_future<AnyFuture> = true;
template <> inline constexpr bool is_future<AnyTask> = true;

/// Awaits the Coroutine that a class's own operator co_await has made.
template <class T>
class OwnedCoroutineAwaiter {
public:
    explicit OwnedCoroutineAwaiter(Coroutine<T> coroutine) : coroutine_(std::move(coroutine)), awaiter_(coroutine_) {}
    bool await_ready() { return awaiter_.await_ready(); }
    template <class P>
    auto await_suspend(std::coroutine_handle<P> caller) { return awaiter_.await_suspend(caller); }
    T await_resume() { return awaiter_.await_resume(); }
private:
    Coroutine<T> coroutine_;
    CoroutineAwaiter<T> awaiter_;
};

template <class T>
auto own(Coroutine<T> coroutine) { return OwnedCoroutineAwaiter<T>(std::move(coroutine)); }

}  // namespace detail

/// Library awaiters say so by this member type; everything else that suspends by itself is foreign.
template <class A>
concept TaskAwaiter = requires { typename std::decay_t<A>::SuspendsTask; };

/// What can stand behind `co_await`: coroutines, futures and tasks, sleep(), and what has an operator co_await or is an
/// awaiter itself.
template <class A>
concept Awaitable = detail::is_coroutine<std::decay_t<A>> || detail::is_future<std::decay_t<A>> || TaskAwaiter<A> ||
                    requires(A&& awaitable) { std::forward<A>(awaitable).operator co_await(); } ||
                    requires(A&& awaiter) { awaiter.await_ready(); awaiter.await_resume(); };

/// A future whose type is not known (AnyFuture, AnyTask) is awaited for its end alone: it throws what that threw.
template <class Awaited>
decltype(auto) awaiter_for(Awaited&& awaited) {
    using A = std::decay_t<Awaited>;
    static_assert(!std::is_arithmetic_v<A>, "a number cannot be awaited. Was sleep() given an unsigned one? That is the C library's "
                                            "sleep: write asyncio::sleep.");
    static_assert(Awaitable<Awaited>, "this cannot be awaited: co_await takes coroutines, futures, tasks, sleep(), and classes "
                                      "with an operator co_await. (A function must be called first.)");
    if constexpr (detail::is_coroutine<A>) {
        return CoroutineAwaiter<typename A::Value>(awaited);
    } else if constexpr (std::is_same_v<A, AnyFuture> || std::is_same_v<A, AnyTask>) {
        return FutureAwaiter<void>(Future<void>(awaited.state()));
    } else if constexpr (detail::is_future<A>) {
        return FutureAwaiter<typename A::Value>(Future<typename A::Value>(std::forward<Awaited>(awaited)));
    } else if constexpr (requires { std::forward<Awaited>(awaited).operator co_await(); }) {
        using Made = decltype(std::forward<Awaited>(awaited).operator co_await());
        if constexpr (detail::is_coroutine<std::decay_t<Made>>) return detail::own(std::forward<Awaited>(awaited).operator co_await());
        else if constexpr (TaskAwaiter<Made>) return std::forward<Awaited>(awaited).operator co_await();
        else return ForeignAwaiter<std::decay_t<Made>>(std::forward<Awaited>(awaited).operator co_await());
    } else if constexpr (TaskAwaiter<A>) {
        return std::forward<Awaited>(awaited);
    } else {
        return ForeignAwaiter<Awaited&&>(std::forward<Awaited>(awaited));
    }
}

/// What co_await of an A gives.
template <Awaitable A>
using AwaitResult = decltype(awaiter_for(std::declval<A>()).await_resume());

}  // namespace asyncio
