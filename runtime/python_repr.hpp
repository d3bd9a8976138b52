#pragma once
#include <string>
#include <type_traits>

#include "callable_name.hpp"
#include "future.hpp"
#include "repr_value.hpp"

namespace asyncio {

/// How Python shows a value in the text of an error: 42, 'text', True, None, `<function work>`, `<Future pending>`.
template <class T>
std::string python_repr(const T& value) {
    if constexpr (detail::KnownValue<T>) return repr(value);
    else if constexpr (detail::PlainValue<T>) return "...";
    else if constexpr (std::is_base_of_v<AnyFuture, T>) return value.done() ? "<Future finished>" : "<Future pending>";
    else if constexpr (std::is_function_v<std::remove_pointer_t<std::decay_t<T>>>) return "<function " + callable_name(std::decay_t<T>(value)) + ">";
    else return "<object>";
}

namespace detail {

/// The name of a function, "?" of anything else. Python: getattr(thing, "__name__", "?")
template <class T>
std::string function_name(const T& thing) {
    if constexpr (std::is_function_v<std::remove_pointer_t<std::decay_t<T>>>) return callable_name(std::decay_t<T>(thing));
    else return "?";
}

/// What is said to somebody who hands over something else than a coroutine.
template <class T>
std::string not_a_coroutine_text(const T& thing) { return "a coroutine was expected, got " + python_repr(thing); }

}  // namespace detail
}  // namespace asyncio
