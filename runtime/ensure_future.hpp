#pragma once
#include "sleep.hpp"
#include "task.hpp"

namespace asyncio {

namespace detail {
/// What a class's awaitables are called as coroutines: in Python some are coroutines themselves, but have no name.
template <class A>
inline constexpr const char* name_as_coroutine = "_wrap_awaitable";
template <class A> requires requires { typename A::IsCoroutine; }
inline constexpr const char* name_as_coroutine<A> = "?";
}  // namespace detail

/// Any other awaitable as a coroutine.
template <Awaitable A> requires (!detail::is_coroutine<std::decay_t<A>> && !detail::is_future<std::decay_t<A>>)
auto as_coroutine(A&& awaitable) -> Coroutine<AwaitResult<A>> {
    return [](std::decay_t<A> a) -> Coroutine<AwaitResult<A>> { co_return co_await std::move(a); }(std::forward<A>(awaitable))
        .as(detail::name_as_coroutine<std::decay_t<A>>);
}

template <detail::StandsForCoroutine A>
auto Loop::create_task(A coroutine, TaskOptions options, Place where) {
    return create_task(as_coroutine(std::move(coroutine)), std::move(options), where);
}
template <detail::StandsForCoroutine A>
auto Loop::create_task(A coroutine, std::string name, Place where) {
    return create_task(as_coroutine(std::move(coroutine)), std::move(name), where);
}

/// A sleep, and what a generator gives, are coroutines, too, in Python.
template <detail::StandsForCoroutine A>
auto create_task(A coroutine, TaskOptions options = {}, Place where = Place::current()) {
    return create_task(as_coroutine(std::move(coroutine)), std::move(options), where);
}
template <detail::StandsForCoroutine A>
auto create_task(A coroutine, std::string name, Place where = Place::current()) {
    return create_task(as_coroutine(std::move(coroutine)), std::move(name), where);
}

/// A future as it is; a coroutine or another awaitable made into a task. Python: asyncio.ensure_future
///
/// Emits: task_new and push, if a task is made. Throws: RuntimeError if no loop runs in this thread.
template <class T>
Future<T> ensure_future(Future<T> future) { return future; }
template <class T>
Task<T> ensure_future(Task<T> task) { return task; }
template <class T>
Task<T> ensure_future(Coroutine<T>&& coroutine) { return create_task(std::move(coroutine)); }
/// One that has a name is used up, as by create_task.
template <class T>
Task<T> ensure_future(Coroutine<T>& coroutine) { return create_task(coroutine); }
template <Awaitable A> requires (!detail::is_coroutine<std::decay_t<A>> && !detail::is_future<std::decay_t<A>>)
auto ensure_future(A&& awaitable) -> Task<AwaitResult<A>> { return create_task(as_coroutine(std::forward<A>(awaitable))); }
/// One whose type is not known: for its end alone.
inline Future<void> ensure_future(const AnyFuture& future) { return Future<void>(future.state()); }
/// Anything else is refused, as in Python. Throws: TypeError
template <class A> requires (!Awaitable<A>)
Future<void> ensure_future(const A&) { throw TypeError("An asyncio.Future, a coroutine or an awaitable is required"); }

namespace detail {
/// Throws ValueError if it is of another loop.
inline void check_loop(const AnyFuture& future, const Loop& loop) {
    if (&future.get_loop() != &loop)
        throw ValueError("The future belongs to a different loop than the one specified as the loop argument");
}
}  // namespace detail

/// What awaiting an A (coroutine, future, task, sleep, ...) gives.
template <class A>
using ResultOf = typename decltype(ensure_future(std::declval<A>()))::Value;

}  // namespace asyncio
