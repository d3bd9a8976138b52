#pragma once
#include <functional>
#include <string>
#include <utility>

#include "callable_name.hpp"

namespace asyncio {

/// A method together with the object that it is called on. See bound().
template <class Object, class Method>
class Bound {
public:
    Bound(Object object, Method method) : object_(std::move(object)), method_(method) {}

    template <class... Args> requires std::is_invocable_v<const Method&, Object&, Args...>
    decltype(auto) operator()(Args&&... args) const { return std::invoke(method_, object_, std::forward<Args>(args)...); }

    std::string method_name() const { return callable_name(method_); }                ///< "tick"
    std::string qualified_method_name() const { return qualified_name(method_); }     ///< "Clock.tick"
    /// Equal for the same method of the same object, given by its address; nullptr where that is not known.
    const void* identity() const {
        if constexpr (!std::is_pointer_v<Object>) return nullptr;
        else return reinterpret_cast<const void*>(reinterpret_cast<std::size_t>(object_) * 31 + method_number());
    }

private:
    std::size_t method_number() const {
        return std::hash<std::string_view>()({reinterpret_cast<const char*>(&method_), sizeof(method_)});
    }
    mutable Object object_;
    Method method_;
};

/// A method as a callback, as Python's `object.method` is one: for call_soon, add_done_callback, to_thread and all else that
/// takes a function. In the trace and in repr() it has the method's name.
///
///     future.add_done_callback(bound(this, &Client::answered));
///     future.remove_done_callback(bound(this, &Client::answered));   // the same method of the same object
///
/// `object`: a pointer to it, which must live as long as it may be called; or what is the same when it is copied (a smart
/// pointer, an Event, a Task).
template <class Object, class Method> requires std::is_member_function_pointer_v<Method>
Bound<Object, Method> bound(Object object, Method method) { return {std::move(object), method}; }

}  // namespace asyncio
