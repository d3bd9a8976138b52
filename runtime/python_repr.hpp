#pragma once
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>
#include <type_traits>

#include "callable_name.hpp"
#include "future.hpp"
#include "slot.hpp"

namespace asyncio {

/// How Python shows a value in the text of an error: 42, 'text', True, None, `<function work>`, `<Future pending>`.
template <class T>
std::string python_repr(const T& value) {
    if constexpr (std::is_same_v<T, None>) return "None";
    else if constexpr (std::is_same_v<T, bool>) return value ? "True" : "False";
    else if constexpr (std::is_integral_v<T>) return std::to_string(value);
    else if constexpr (std::is_floating_point_v<T>) return fmt::format(fmt::runtime(std::floor(value) == value ? "{:.1f}" : "{}"), value);
    else if constexpr (std::is_convertible_v<const T&, std::string_view>) return "'" + std::string(std::string_view(value)) + "'";
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
