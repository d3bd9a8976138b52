#pragma once
#include <utility>

#include "loop.hpp"

namespace asyncio {

namespace detail {
/// Whether it is made to be called, so that arguments that do not fit are a mistake in the source.
template <class F>
inline constexpr bool is_function = std::is_function_v<std::remove_pointer_t<F>> || std::is_member_function_pointer_v<F> ||
                                    requires { &F::operator(); };
}  // namespace detail

/// Throws TypeError for what cannot be called with these arguments and, in debug mode, for a coroutine function.
template <class F, class... Args>
void Loop::check_callback(const char* method, const std::remove_reference_t<F>& function) const {
    constexpr bool fits = detail::can_be_called<std::decay_t<F>, std::decay_t<Args>...>;
    static_assert(fits || !detail::is_function<std::decay_t<F>>, "this function does not take these arguments");
    if constexpr (!fits)
        refuse_callback("a callable object was expected by ", method, detail::shown_as_got(function));
    else if constexpr (detail::makes_coroutine<std::decay_t<F>, std::decay_t<Args>...>)
        if (origins_) refuse_callback("coroutines cannot be used with ", method);
}

template <class Base, class F, class... Args>
Base* Loop::checked_call(Place where, const char* method, F&& function, Args&&... args) {
    check_closed();
    if (origins_) check_thread();
    check_callback<F, Args...>(method, function);
    if constexpr (detail::can_be_called<std::decay_t<F>, std::decay_t<Args>...>) {
        Base* call = user_call<Base>(*this, std::forward<F>(function), std::forward<Args>(args)...);
        if (origins_) [[unlikely]] note_origin(call, where);
        return call;
    } else __builtin_unreachable();
}

}  // namespace asyncio
