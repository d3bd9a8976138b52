#pragma once
#include <string>
#include <string_view>
#include <type_traits>

#include "callable_name.hpp"
#include "trace/event.hpp"

/// The arguments of a recorded coroutine's call as a learner would write them: `"A", 2.0`.
namespace asyncio {

class Loop;
template <class T> class Counted;

bool is_recording();                                      ///< in this thread, now
trace::TextId record_call_text(const std::string& text);

namespace detail {

/// Who a method is called on is no argument.
template <class T> inline constexpr bool is_receiver = false;
template <> inline constexpr bool is_receiver<Loop> = true;
template <class T> inline constexpr bool is_receiver<Counted<T>> = true;

std::string show(double number);
std::string show(std::string_view text);

template <class T>
std::string show_argument(const T& value) {
    if constexpr (std::is_same_v<T, bool>) return value ? "true" : "false";
    else if constexpr (std::is_floating_point_v<T>) return show(static_cast<double>(value));
    else if constexpr (std::is_integral_v<T>) return std::to_string(value);
    else if constexpr (std::is_convertible_v<const T&, std::string_view>) return show(std::string_view(value));
    else if constexpr (std::is_function_v<std::remove_pointer_t<T>>) return callable_name(value);
    else return "…";
}

template <class T>
void add_argument(std::string& text, const T& value) {
    if constexpr (!is_receiver<T>) text += (text.empty() ? "" : ", ") + show_argument(value);
}

}  // namespace detail

template <class... Args>
trace::TextId call_text(const Args&... args) {
    if constexpr (sizeof...(Args) > 0) {
        if (is_recording()) [[unlikely]] {
            std::string text;
            (detail::add_argument(text, args), ...);
            return record_call_text(text);
        }
    }
    return 0;
}

}  // namespace asyncio
