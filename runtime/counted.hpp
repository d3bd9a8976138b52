#pragma once
#include <utility>

namespace asyncio {

/// A counted reference to an object that counts itself (retain / release). Not atomic: everything it
/// points to belongs to one loop's thread. As in Python, the object goes at once with its last reference.
template <class T>
class Counted {
public:
    Counted() = default;
    Counted(std::nullptr_t) {}
    explicit Counted(T* object) : object_(object) { if (object_) object_->retain(); }
    Counted(const Counted& other) : Counted(other.object_) {}
    Counted(Counted&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    template <class U> requires std::is_convertible_v<U*, T*>
    Counted(const Counted<U>& other) : Counted(static_cast<T*>(other.get())) {}
    ~Counted() { if (object_) object_->release(); }

    Counted& operator=(Counted other) noexcept { std::swap(object_, other.object_); return *this; }

    /// Takes over a reference that somebody else has already counted.
    static Counted adopt(T* object) { Counted c; c.object_ = object; return c; }
    /// Gives the reference away without counting down.
    T* detach() { return std::exchange(object_, nullptr); }

    T* get() const { return object_; }
    T* operator->() const { return object_; }
    T& operator*() const { return *object_; }
    explicit operator bool() const { return object_ != nullptr; }
    friend bool operator==(const Counted& a, const Counted& b) { return a.object_ == b.object_; }

private:
    T* object_ = nullptr;
};

}  // namespace asyncio
