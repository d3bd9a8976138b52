#pragma once
#include <cstring>
#include <functional>
#include <string>
#include <type_traits>
#include <typeinfo>

namespace asyncio {

/// A callable with a name of its own in the trace: `call_soon(named("set_result", [=] { ... }))`.
template <class F>
struct Named {
    std::string name;
    F function;
    template <class... Args>
    decltype(auto) operator()(Args&&... args) { return std::invoke(function, std::forward<Args>(args)...); }
};
template <class F>
Named<F> named(std::string name, F function) { return {std::move(name), std::move(function)}; }

namespace detail {
std::string symbol_name(const void* address);       ///< of a function with external linkage, else "function"
std::string functor_name(const std::type_info&);    ///< "<lambda>" or the class's name
}  // namespace detail

/// The name by which the trace knows a callable (Python: __name__).
template <class F>
std::string callable_name(const F& function) {
    if constexpr (requires { function.name; function.function; }) {
        return function.name;
    } else if constexpr (std::is_pointer_v<F>) {
        return detail::symbol_name(reinterpret_cast<const void*>(function));
    } else if constexpr (std::is_member_function_pointer_v<F>) {
        const void* address = nullptr;  // the first word of a pointer to a non-virtual member function
        std::memcpy(&address, &function, sizeof(address));
        return detail::symbol_name(address);
    } else {
        return detail::functor_name(typeid(F));
    }
}

/// What tells equal callables apart from others: functions are equal to themselves, all else to nothing.
template <class F>
const void* callable_identity(const F& function) {
    if constexpr (std::is_pointer_v<F>) return reinterpret_cast<const void*>(function);
    else return nullptr;
}

}  // namespace asyncio
