#pragma once
#include <fmt/ranges.h>

#include <compare>
#include <concepts>
#include <iterator>
#include <tuple>
#include <vector>

#include "repr_value.hpp"
#include "slot.hpp"

namespace asyncio {

template <class... T>
class GatherResults;

namespace detail {

/// A place among results of one type.
template <class Results, class T>
class GatherIterator {
public:
    using value_type = std::remove_const_t<T>;
    using difference_type = std::ptrdiff_t;
    using reference = T&;
    using pointer = T*;
    using iterator_category = std::random_access_iterator_tag;

    GatherIterator() = default;
    GatherIterator(Results& results, difference_type at) : results_(&results), at_(at) {}
    T& operator*() const { return (*results_)[static_cast<std::size_t>(at_)]; }
    T* operator->() const { return &**this; }
    T& operator[](difference_type n) const { return *(*this + n); }
    GatherIterator& operator+=(difference_type n) { return at_ += n, *this; }
    GatherIterator& operator-=(difference_type n) { return at_ -= n, *this; }
    GatherIterator& operator++() { return *this += 1; }
    GatherIterator& operator--() { return *this -= 1; }
    GatherIterator operator++(int) { return std::exchange(*this, *this + 1); }
    GatherIterator operator--(int) { return std::exchange(*this, *this - 1); }
    friend GatherIterator operator+(GatherIterator it, difference_type n) { return it += n; }
    friend GatherIterator operator+(difference_type n, GatherIterator it) { return it += n; }
    friend GatherIterator operator-(GatherIterator it, difference_type n) { return it -= n; }
    friend difference_type operator-(const GatherIterator& a, const GatherIterator& b) { return a.at_ - b.at_; }
    friend bool operator==(const GatherIterator& a, const GatherIterator& b) { return a.at_ == b.at_; }
    friend auto operator<=>(const GatherIterator& a, const GatherIterator& b) { return a.at_ <=> b.at_; }

private:
    Results* results_ = nullptr;
    difference_type at_ = 0;
};

/// What results have besides, that are of one type.
template <class... T>
class GatherRange {};
template <class T, std::same_as<T>... Same>
class GatherRange<T, Same...> {
    using Results = GatherResults<T, Same...>;

public:
    using value_type = T;
    static constexpr std::size_t size() { return 1 + sizeof...(Same); }
    T& operator[](std::size_t i) { return at(static_cast<Results&>(*this), i); }
    const T& operator[](std::size_t i) const { return at(static_cast<const Results&>(*this), i); }
    auto begin() { return GatherIterator<Results, T>(static_cast<Results&>(*this), 0); }
    auto end() { return begin() + size(); }
    auto begin() const { return GatherIterator<const Results, const T>(static_cast<const Results&>(*this), 0); }
    auto end() const { return begin() + size(); }
    operator std::vector<T>() const { return {begin(), end()}; }

private:
    template <class Self>
    static auto& at(Self& self, std::size_t i) {
        if (i >= size()) throw IndexError("list index out of range");
        using Get = decltype(std::get<0>(self)) (*)(Self&);
        return [&]<std::size_t... I>(std::index_sequence<I...>) -> auto& {
            static constexpr Get each[] = {[](Self& results) -> auto& { return std::get<I>(results); }...};
            return each[i](self);
        }(std::make_index_sequence<size()>());
    }
};

}  // namespace detail

/// What a gather of several arguments gives: a tuple of their results in their order (void: None). Where they are of one
/// type it can be gone through, too, and asked by number; both are shown as the list that Python gives.
///
///     auto [page, size] = co_await gather(fetch(), measure());
///     for (int square : co_await gather(squared(2), squared(3))) print(square);
template <class... T>
class GatherResults : public std::tuple<T...>, public detail::GatherRange<T...> {
public:
    using ShownAsList = void;   ///< by repr()
    explicit GatherResults(T... results) : std::tuple<T...>(std::move(results)...) {}
};

template <class... T>
inline constexpr bool can_be_copied<GatherResults<T...>> = (can_be_copied<T> && ...);

}  // namespace asyncio

/// @cond
template <class... T>
struct std::tuple_size<asyncio::GatherResults<T...>> : std::tuple_size<std::tuple<T...>> {};
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
