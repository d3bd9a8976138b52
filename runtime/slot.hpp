#pragma once
#include <concepts>
#include <optional>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>

namespace asyncio {

/// Python's None, where a type is needed for "no value" (the elements of gather's tuple).
struct None {
    /// Where nothing may be given: `wait_for(work(), None())` has no limit.
    template <class T> requires (!std::is_same_v<T, None>)
    operator std::optional<T>() const { return std::nullopt; }
    friend bool operator==(None, None) { return true; }
};

/// Whether a T can be copied, and what is in it, too: a vector of what cannot be copied says that it can.
template <class T>
inline constexpr bool can_be_copied = std::is_copy_constructible_v<T>;
template <std::ranges::input_range T> requires (!std::same_as<std::ranges::range_value_t<T>, T>)
inline constexpr bool can_be_copied<T> = std::is_copy_constructible_v<T> && can_be_copied<std::ranges::range_value_t<T>>;
template <class... T>
inline constexpr bool can_be_copied<std::tuple<T...>> = (can_be_copied<T> && ...);
template <class A, class B>
inline constexpr bool can_be_copied<std::pair<A, B>> = can_be_copied<A> && can_be_copied<B>;

/// A place for a result that comes later.
template <class T>
class Slot {
public:
    using Reference = const T&;
    template <class... U>
    void set(U&&... value) { value_.emplace(std::forward<U>(value)...); }
    const T& get() const { return *value_; }
    T& inside() { return *value_; }
    T take() { return std::move(*value_); }
    /// For somebody who keeps it: a copy; of what can only be moved, the thing itself (who asks next gets what is left).
    T to_keep() {
        if constexpr (can_be_copied<T>) return get();
        else return take();
    }
    void reset() { value_.reset(); }

private:
    std::optional<T> value_;
};

template <>
class Slot<void> {
public:
    using Reference = void;
    void set() {}
    void set(None) {}
    void get() const {}
    void inside() {}
    void take() {}
    void to_keep() {}
    void reset() {}
};

/// void as a value: None.
template <class T> struct ValueOf { using type = T; };
template <> struct ValueOf<void> { using type = None; };
template <class T> using Value = typename ValueOf<T>::type;

}  // namespace asyncio
