#pragma once
#include <optional>
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
    void reset() {}
};

/// void as a value: None.
template <class T> struct ValueOf { using type = T; };
template <> struct ValueOf<void> { using type = None; };
template <class T> using Value = typename ValueOf<T>::type;

}  // namespace asyncio
