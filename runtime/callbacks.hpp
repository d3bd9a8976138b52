#pragma once
#include <type_traits>

#include "calls.hpp"
#include "context.hpp"
#include "place.hpp"

namespace asyncio {

template <class T> class Coroutine;
template <class T> class Sleep;

/// What the loop asks of a function and its arguments before it takes them as a callback.
namespace detail {

template <class T> inline constexpr bool is_coroutine = false;
template <class T> inline constexpr bool is_coroutine<Coroutine<T>> = true;
template <class T> inline constexpr bool is_sleep = false;
template <class T> inline constexpr bool is_sleep<Sleep<T>> = true;
/// What is a coroutine in Python, though no Coroutine here: sleep(), and what is asked of a generator.
template <class A>
concept StandsForCoroutine = is_sleep<A> || requires { typename A::IsCoroutine; };
/// Whether F can be called with Args; the first may be the Context to call it in.
template <class F, class... Args>
inline constexpr bool can_be_called = std::is_invocable_v<F&, Args&...> || LeavesLastOut<F, Args...>;
template <class F, class... Args>
inline constexpr bool can_be_called<Context, F, Args...> = can_be_called<F, Args...>;
/// Whether calling F gives a coroutine, i.e. whether F is a coroutine function.
template <class F, class... Args>
inline constexpr bool makes_coroutine = false;
template <class F, class... Args> requires std::is_invocable_v<F&, Args&...>
inline constexpr bool makes_coroutine<F, Args...> = is_coroutine<std::invoke_result_t<F&, Args&...>>;
template <class F, class... Args>
inline constexpr bool makes_coroutine<Context, F, Args...> = makes_coroutine<F, Args...>;

/// Of a callback's: everything but the place that stands for where the call is made.
template <class A> inline constexpr bool is_argument = !std::is_same_v<std::decay_t<A>, Place>;

}  // namespace detail

}  // namespace asyncio
