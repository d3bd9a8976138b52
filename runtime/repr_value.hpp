#pragma once
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "slot.hpp"

namespace asyncio::detail {

std::string repr_of_text(std::string_view text);   ///< quoted, and cut in the middle if it is long
std::string repr_of_number(double number);

/// A result as Python would show it: True, 7, 'text', [1, 2], None. What has no such form is `...`.
template <class T>
std::string repr_value(const T& value) {
    if constexpr (std::is_same_v<T, None>) return "None";
    else if constexpr (std::is_same_v<T, bool>) return value ? "True" : "False";
    else if constexpr (std::is_floating_point_v<T>) return repr_of_number(static_cast<double>(value));
    else if constexpr (std::is_integral_v<T>) return std::to_string(value);
    else if constexpr (std::is_convertible_v<const T&, std::string_view>) return repr_of_text(value);
    else return "...";
}
template <class T>
std::string repr_value(const std::vector<T>& items) {
    constexpr std::size_t most = 6;   // Python: reprlib
    std::string text;
    for (std::size_t i = 0; i < items.size() && i <= most; ++i)
        text += (i ? ", " : "") + (i == most ? "..." : repr_value(static_cast<const T&>(items[i])));
    return "[" + text + "]";
}

}  // namespace asyncio::detail
