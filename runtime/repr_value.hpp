#pragma once
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "exceptions.hpp"
#include "quoted.hpp"
#include "slot.hpp"

namespace asyncio {
namespace detail {

std::string repr_of_text(std::string_view text);   ///< quoted, and cut in the middle if it is long
std::string repr_of_number(double number);

template <class T>
concept Textual = std::is_convertible_v<const T&, std::string_view>;
template <class T> inline constexpr bool is_optional = false;
template <class T> inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
concept TupleLike = requires { std::tuple_size<T>::value; };
template <class T> inline constexpr bool is_std_tuple = false;
template <class... T> inline constexpr bool is_std_tuple<std::tuple<T...>> = true;
template <class A, class B> inline constexpr bool is_std_tuple<std::pair<A, B>> = true;
/// A tuple that stands for a list.
template <class T>
concept ListLike = TupleLike<T> && requires { typename T::ShownAsList; };
template <class T>
concept Items = !Textual<T> && requires(const T& items) { items.begin(); items.end(); items.size(); } &&
                !std::is_same_v<typename T::value_type, T>;

/// What repr() shows as a value: the futures and the exceptions have a repr() of their own.
template <class T>
concept PlainValue = std::is_same_v<T, None> || std::is_same_v<T, std::nullopt_t> || std::is_arithmetic_v<T> || Textual<T> ||
                     is_optional<T> || TupleLike<T> || Items<T>;

}  // namespace detail

/// A value as Python shows it: True, None, 0.5, 'text', [1, 2] for a vector, ('a', 1) for a tuple or a pair, {'a': 1} for
/// a map, {1, 2} for a set; of an optional what is in it, or None. A char is a text, as in Python. Python: repr
template <detail::PlainValue T>
std::string repr(const T& value);

namespace detail {

/// Whether repr() has words for a T and for all that is in it.
template <class T>
constexpr bool can_show() {
    if constexpr (is_optional<T>) return can_show<typename T::value_type>();
    else if constexpr (Items<T> && requires { typename T::mapped_type; }) return can_show<typename T::key_type>() && can_show<typename T::mapped_type>();
    else if constexpr (Items<T>) return can_show<typename T::value_type>();
    else if constexpr (TupleLike<T>)
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return (can_show<std::remove_cvref_t<std::tuple_element_t<I, T>>>() && ...);
        }(std::make_index_sequence<std::tuple_size_v<T>>());
    else return requires(const T& value) { { repr(value) } -> std::convertible_to<std::string>; };
}

/// What repr() can show as a whole.
template <class T>
concept KnownValue = PlainValue<T> && can_show<T>();

template <class T>
std::string repr_of_items(const T& items) {
    constexpr bool keyed = requires { typename T::key_type; }, mapped = requires { typename T::mapped_type; };
    if (keyed && !mapped && items.size() == 0) return "set()";
    std::string text;
    for (const auto& item : items) {
        if (!text.empty()) text += ", ";
        if constexpr (mapped) text += repr(item.first) + ": " + repr(item.second);
        else text += repr(static_cast<const typename T::value_type&>(item));
    }
    return (keyed ? "{" : "[") + text + (keyed ? "}" : "]");
}

template <class T>
std::string repr_of_tuple(const T& items) {
    std::string text;
    std::apply([&](const auto&... item) { ((text += (text.empty() ? "" : ", ") + repr(item)), ...); }, items);
    if (ListLike<T>) return "[" + text + "]";
    return "(" + text + (std::tuple_size_v<T> == 1 ? ",)" : ")");
}

}  // namespace detail

template <detail::PlainValue T>
std::string repr(const T& value) {
    if constexpr (std::is_same_v<T, None> || std::is_same_v<T, std::nullopt_t>) return "None";
    else if constexpr (std::is_same_v<T, bool>) return value ? "True" : "False";
    else if constexpr (std::is_same_v<T, char>) return asyncio::quoted(std::string_view(&value, 1));
    else if constexpr (std::is_floating_point_v<T>) return detail::repr_of_number(static_cast<double>(value));
    else if constexpr (std::is_integral_v<T>) return std::to_string(value);
    else if constexpr (detail::Textual<T>) return asyncio::quoted(value);
    else if constexpr (detail::is_optional<T>) return value ? repr(*value) : "None";
    else if constexpr (detail::Items<T>) return detail::repr_of_items(value);
    else return detail::repr_of_tuple(value);
}

namespace detail {

/// ", got 42": what was handed over instead of what was wanted.
template <class T>
std::string shown_as_got(const T& value) {
    if constexpr (KnownValue<T>) return ", got " + repr(value);
    else return ", got <object>";
}

std::string shortened(std::string text);   ///< cut in the middle if it is long

template <class T>
std::string repr_value(const T& value);

/// "1, 'a'", and no more than Python's reprlib shows.
class ItemsShown {
public:
    explicit ItemsShown(int most = 6) : most_(most) {}
    template <class T>
    void add(const T& item) {
        if (comes()) text_ += repr_value(item);
    }
    template <class K, class T>
    void add(const K& key, const T& item) {
        if (comes()) text_ += repr_value(key) + ": " + repr_value(item);
    }
    std::string list() const { return "[" + text_ + "]"; }
    std::string braced() const { return "{" + text_ + "}"; }
    std::string tuple() const { return "(" + text_ + (count_ == 1 ? ",)" : ")"); }

private:
    bool comes() {
        if (++count_ <= most_ + 1) text_ += count_ == 1 ? "" : count_ <= most_ ? ", " : ", ...";
        return count_ <= most_;
    }

    std::string text_;
    int most_, count_ = 0;
};

template <class T>
std::string repr_of_some(const T& items) {
    constexpr bool keyed = requires { typename T::key_type; }, mapped = requires { typename T::mapped_type; };
    if (keyed && !mapped && items.size() == 0) return "set()";
    ItemsShown shown(mapped ? 4 : 6);
    for (const auto& item : items) {
        if constexpr (mapped) shown.add(item.first, item.second);
        else shown.add(static_cast<const typename T::value_type&>(item));
    }
    return keyed ? shown.braced() : shown.list();
}

template <class T>
std::string repr_of_some_in_tuple(const T& items) {
    ItemsShown shown;
    std::apply([&](const auto&... item) { (shown.add(item), ...); }, items);
    return ListLike<T> ? shown.list() : shown.tuple();
}

/// A result as Python shows it in the repr of a task: what is long is cut. What has no such form is `...`.
template <class T>
std::string repr_value(const T& value) {
    if constexpr (Textual<T>) return repr_of_text(value);
    else if constexpr (is_optional<T>) return value ? repr_value(*value) : "None";
    else if constexpr (Items<T>) return repr_of_some(value);
    else if constexpr (is_std_tuple<T> || ListLike<T>) return repr_of_some_in_tuple(value);
    else if constexpr (PlainValue<T> && !TupleLike<T>) return repr(value);
    else if constexpr (requires { { repr(value) } -> std::same_as<std::string>; }) return shortened(repr(value));
    else return "...";
}

}  // namespace detail
}  // namespace asyncio
