#pragma once
#include "awaiters.hpp"

namespace asyncio {

namespace detail {

/// The result of a callable that can be called in one way only, whatever its arguments.
template <class F> struct ResultOfCall {};
template <class R, class... A> struct ResultOfCall<R (*)(A...)> { using type = R; };
template <class R, class... A> struct ResultOfCall<R (*)(A...) noexcept> { using type = R; };
template <class F> requires requires { &F::operator(); }
struct ResultOfCall<F> : ResultOfCall<decltype(&F::operator())> {};
template <class R, class C, class... A> struct ResultOfCall<R (C::*)(A...)> { using type = R; };
template <class R, class C, class... A> struct ResultOfCall<R (C::*)(A...) const> { using type = R; };

}  // namespace detail

/// Whether it is a coroutine object. Python: asyncio.iscoroutine
template <class T>
constexpr bool iscoroutine(const T&) { return detail::is_coroutine<T> || detail::is_sleep<T>; }

/// Whether it is a function (or method, or lambda) whose call gives a coroutine. Python: asyncio.iscoroutinefunction
template <class F>
constexpr bool iscoroutinefunction(const F&) {
    if constexpr (requires { typename detail::ResultOfCall<std::decay_t<F>>::type; })
        return detail::is_coroutine<typename detail::ResultOfCall<std::decay_t<F>>::type>;
    else return false;
}

/// Whether it is a future or a task. Python: asyncio.isfuture
template <class T>
constexpr bool isfuture(const T&) { return std::is_base_of_v<AnyFuture, T>; }

}  // namespace asyncio
