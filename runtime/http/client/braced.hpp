#pragma once
#include <concepts>
#include <initializer_list>
#include <optional>
#include <utility>

namespace asyncio::http {

/// A T that may be missing, and takes T's braces as its own: `.json = {{"a", 1}}` is Json{{"a", 1}}. (A std::optional<T>
/// understands the outer ones as itself, and makes Json{"a", 1} of the rest.)
template <class T, class Item>
class Braced : public std::optional<T> {
public:
    Braced() = default;
    Braced(std::nullopt_t) {}
    Braced(std::optional<T> value) : std::optional<T>(std::move(value)) {}
    Braced(std::initializer_list<Item> items) : std::optional<T>(std::in_place, items) {}
    template <class U> requires (!std::derived_from<std::remove_cvref_t<U>, std::optional<T>> && std::convertible_to<U, T>)
    Braced(U&& value) : std::optional<T>(std::in_place, std::forward<U>(value)) {}
};

}  // namespace asyncio::http
