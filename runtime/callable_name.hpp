#pragma once
#include <cstring>
#include <functional>
#include <string>
#include <type_traits>
#include <typeinfo>

namespace asyncio {

namespace detail {
/// The same text, to be kept as long as the program runs.
const char* kept_name(const std::string& name);
}

/// A callable with a name of its own in the trace: `call_soon(named("set_result", [=] { ... }))`. If it is a coroutine
/// function, its coroutines have that name:
///
///     auto worker = named("worker", [&](int n) -> Coroutine<> { ... });
///     co_await gather(worker(1), worker(2));
template <class F>
struct Named {
    std::string name;
    F function;
    template <class... Args> requires std::is_invocable_v<F&, Args...>
    decltype(auto) operator()(Args&&... args) { return call(function, name, std::forward<Args>(args)...); }
    template <class... Args> requires std::is_invocable_v<const F&, Args...>
    decltype(auto) operator()(Args&&... args) const { return call(function, name, std::forward<Args>(args)...); }

private:
    template <class G, class... Args>
    static decltype(auto) call(G& function, const std::string& name, Args&&... args) {
        using R = std::invoke_result_t<G&, Args...>;
        if constexpr (requires { typename R::promise_type; std::declval<R>().as(""); })
            return R(std::invoke(function, std::forward<Args>(args)...).as(detail::kept_name(name)));
        else return std::invoke(function, std::forward<Args>(args)...);
    }
};
template <class F>
Named<F> named(std::string name, F function) { return {std::move(name), std::move(function)}; }

namespace detail {
std::string symbol_name(const void* address);       ///< of a function; "function" if the program was stripped
std::string qualified_symbol_name(const void* address);   ///< of a method, with its class: "Clock.tick"
std::string functor_name(const std::type_info&);    ///< "<lambda>" or the class's name

template <class F> inline constexpr bool is_reference_to_callable = false;   // std::ref of an object
template <class F> inline constexpr bool is_reference_to_callable<std::reference_wrapper<F>> = std::is_class_v<F>;

template <class F>
const void* address_of_method(const F& function) {
    const void* address = nullptr;  // the first word of a pointer to a non-virtual member function
    std::memcpy(&address, &function, sizeof(address));
    return address;
}
}  // namespace detail

/// The name by which the trace knows a callable (Python: __name__).
template <class F>
std::string callable_name(const F& function) {
    if constexpr (detail::is_reference_to_callable<F>) return callable_name(function.get());
    else if constexpr (requires { F::python_name; }) return F::python_name;
    else if constexpr (requires { function.name; function.function; }) {
        return function.name;
    } else if constexpr (requires { function.method_name(); }) {
        return function.method_name();
    } else if constexpr (std::is_pointer_v<F>) {
        return detail::symbol_name(reinterpret_cast<const void*>(function));
    } else if constexpr (std::is_member_function_pointer_v<F>) {
        return detail::symbol_name(detail::address_of_method(function));
    } else {
        static const std::string name = detail::functor_name(typeid(F));   // found out once: it takes longer than the call
        return name;
    }
}

/// The same with its class, as repr() shows it (Python: __qualname__).
template <class F>
std::string qualified_name(const F& function) {
    if constexpr (detail::is_reference_to_callable<F>) return qualified_name(function.get());
    else if constexpr (requires { function.qualified_method_name(); }) return function.qualified_method_name();
    else if constexpr (std::is_member_function_pointer_v<F>) return detail::qualified_symbol_name(detail::address_of_method(function));
    else return callable_name(function);
}

/// What tells equal callables apart from others: functions are equal to themselves, bound methods to those of the same
/// object, std::ref(x) to that of the same x, all else to nothing.
template <class F>
const void* callable_identity(const F& function) {
    if constexpr (requires { function.identity(); }) return function.identity();
    else if constexpr (std::is_pointer_v<F>) return reinterpret_cast<const void*>(function);
    else if constexpr (detail::is_reference_to_callable<F>) return &function.get();
    else return nullptr;
}

}  // namespace asyncio
