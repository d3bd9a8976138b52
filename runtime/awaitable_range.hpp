#pragma once
#include <concepts>
#include <ranges>
#include <utility>
#include <vector>

#include "awaiters.hpp"

namespace asyncio {

/// What Python calls an iterable of awaitables: a vector, set, list, array, span, view or any other range of them.
template <class R>
concept AwaitableRange = std::ranges::input_range<R> && !Awaitable<R> && Awaitable<std::ranges::range_value_t<R>>;

/// The same of futures or tasks alone.
template <class R>
concept FutureRange = AwaitableRange<R> && std::is_base_of_v<AnyFuture, std::ranges::range_value_t<R>>;

namespace detail {

/// Whether what the range holds is taken out of it: coroutines and all else that can only be moved, which Python's
/// functions use up, too; and what nobody else will ask for, as the range is a temporary.
template <class R>
inline constexpr bool is_taken_from = !std::is_copy_constructible_v<std::ranges::range_value_t<R>> ||
                                      is_coroutine<std::ranges::range_value_t<R>> ||
                                      (!std::is_lvalue_reference_v<R> && !std::ranges::view<R>);

/// The awaitables of a range in a vector, in the range's order.
template <AwaitableRange R>
auto listed(R&& range) {
    using A = std::ranges::range_value_t<R>;
    using Given = std::ranges::range_reference_t<R>;
    static_assert(std::is_constructible_v<A, Given> || std::is_constructible_v<A, std::remove_reference_t<Given>>,
                  "this range does not let go of its coroutines: they are moved, not copied, so neither they nor the range "
                  "may be const");
    if constexpr (std::is_same_v<R, std::vector<A>>) {
        return std::move(range);
    } else {
        std::vector<A> list;
        if constexpr (std::ranges::sized_range<R>) list.reserve(std::ranges::size(range));
        for (auto&& awaitable : range) {
            if constexpr (is_taken_from<R>) list.push_back(std::move(awaitable));
            else list.push_back(std::forward<decltype(awaitable)>(awaitable));
        }
        return list;
    }
}

}  // namespace detail

}  // namespace asyncio
