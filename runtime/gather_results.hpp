#pragma once
#include <fmt/ranges.h>

#include <array>
#include <concepts>
#include <string>
#include <tuple>
#include <vector>

#include "repr_value.hpp"
#include "slot.hpp"

namespace asyncio {
namespace detail {

template <class... T>
struct GatherResultsBase { using Type = std::tuple<T...>; };
template <class T, std::same_as<T>... Same>
struct GatherResultsBase<T, Same...> { using Type = std::array<T, 1 + sizeof...(Same)>; };

}  // namespace detail

/// What a gather of several arguments gives, in their order (void: None). Results of one type can be gone through as an
/// array, others are a tuple; both can be taken apart, and are shown as the list that Python gives.
///
///     auto [page, size] = co_await gather(fetch(), measure());
///     for (int square : co_await gather(squared(2), squared(3))) print(square);
template <class... T>
class GatherResults : public detail::GatherResultsBase<T...>::Type {
    using Base = detail::GatherResultsBase<T...>::Type;
    static constexpr bool is_tuple = std::same_as<Base, std::tuple<T...>>;

public:
    using ShownAsList = void;   ///< by repr()
    explicit GatherResults(T... results) : Base{std::move(results)...} {}
    operator std::tuple<T...>() const requires(!is_tuple) { return std::tuple_cat(static_cast<const Base&>(*this)); }
    template <class U> requires(!is_tuple && (std::same_as<U, T> && ...))
    operator std::vector<U>() const { return {this->begin(), this->end()}; }
};

template <class... T>
inline constexpr bool can_be_copied<GatherResults<T...>> = (can_be_copied<T> && ...);

}  // namespace asyncio

/// @cond
template <class... T>
struct std::tuple_size<asyncio::GatherResults<T...>> : std::integral_constant<std::size_t, sizeof...(T)> {};
template <std::size_t I, class... T>
struct std::tuple_element<I, asyncio::GatherResults<T...>> : std::tuple_element<I, std::tuple<T...>> {};
template <class... T>
struct fmt::is_range<asyncio::GatherResults<T...>, char> : std::false_type {};
template <class... T>
struct fmt::is_tuple_like<asyncio::GatherResults<T...>> : std::false_type {};
template <class... T>
struct fmt::formatter<asyncio::GatherResults<T...>> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const asyncio::GatherResults<T...>& results, Out& out) const { return fmt::formatter<std::string>::format(repr(results), out); }
};
/// @endcond
