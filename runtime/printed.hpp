#pragma once
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <type_traits>

#include "repr_value.hpp"

namespace asyncio::detail {

/// What Python shows otherwise than fmt: True, [1, 'a'], None. (Classes with a formatter of their own are as they say. A
/// double is fmt's affair: what is 2 in Python may be 2.0 in C++.)
template <class T>
concept ShownAsInPython = std::is_same_v<T, bool> ||
                          (KnownValue<T> && (is_optional<T> || is_std_tuple<T> || (Items<T> && fmt::is_range<T, char>::value)));

/// An argument of print().
template <class T>
struct Printed { const T& value; };

template <class T>
using PrintedAs = std::conditional_t<ShownAsInPython<std::remove_cvref_t<T>>, Printed<std::remove_cvref_t<T>>, T>;

template <class T>
PrintedAs<T&&> printed(T&& value) {
    if constexpr (ShownAsInPython<std::remove_cvref_t<T>>) return {value};
    else return std::forward<T>(value);
}

/// Python: str() of a value
template <class T>
std::string str_of_value(const T& value) {
    if constexpr (Textual<T>) return std::string(std::string_view(value));
    else if constexpr (std::is_same_v<T, char>) return std::string(1, value);
    else if constexpr (is_optional<T>) return value ? str_of_value(*value) : "None";
    else return repr(value);
}

struct NoFormatter {
    constexpr auto parse(fmt::format_parse_context& context) { return context.begin(); }
};

}  // namespace asyncio::detail

/// @cond
// With a format specification it is fmt's affair.
template <class T>
struct fmt::formatter<asyncio::detail::Printed<T>> {
    constexpr auto parse(format_parse_context& context) {
        is_specified_ = context.begin() != context.end() && *context.begin() != '}';
        return own_.parse(context);
    }
    template <class Context>
    auto format(const asyncio::detail::Printed<T>& printed, Context& context) const {
        if constexpr (is_formattable<T>::value)
            if (is_specified_) return own_.format(printed.value, context);
        return fmt::format_to(context.out(), "{}", asyncio::detail::str_of_value(printed.value));
    }

private:
    std::conditional_t<is_formattable<T>::value, formatter<T>, asyncio::detail::NoFormatter> own_;
    bool is_specified_ = false;
};
/// @endcond
