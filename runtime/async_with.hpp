#pragma once
#include <optional>

#include "awaiters.hpp"

namespace asyncio {

namespace detail {

template <class Body, class Entered>
concept TakesEntered = !std::is_void_v<Entered> && std::is_invocable_v<Body&, std::add_lvalue_reference_t<Entered>>;

/// What a call of the body gives, without a look into it: clang 19 loses what a generic lambda's body needs if that is
/// instantiated first inside a decltype.
template <class Body, class Manager, class Entered>
struct CallOf {
    using Result = std::invoke_result_t<Body&>;
};
template <class Body, class Manager, class Entered> requires TakesEntered<Body, Entered>
struct CallOf<Body, Manager, Entered> {
    using Result = std::invoke_result_t<Body&, Entered&>;
};
template <class Body, class Manager, class Entered>
    requires (!TakesEntered<Body, Entered> && std::is_invocable_v<Body&, Manager&>)
struct CallOf<Body, Manager, Entered> {
    using Result = std::invoke_result_t<Body&, Manager&>;
};

/// Calls the body with what `enter` gave, or with the manager, or with nothing: whatever it takes.
template <class Body, class Manager, class Entered>
typename CallOf<Body, Manager, Entered>::Result call_body(Body& body, Manager& manager, Slot<Entered>& entered) {
    if constexpr (TakesEntered<Body, Entered>) return body(entered.inside());
    else if constexpr (std::is_invocable_v<Body&, Manager&>) return body(manager);
    else return body();
}

template <class Manager>
using Entered = AwaitResult<decltype(std::declval<Manager&>().enter())>;

template <class Manager, class Body>
using BodyResult = typename CallOf<Body, Manager, Entered<Manager>>::Result::Value;

/// Runs the body and keeps what comes of it, so that the way out can be awaited.
template <class Kept, class Body, class Manager = std::remove_reference_t<Kept>>
Coroutine<BodyResult<Manager, Body>> run_with(Kept manager, Body body) {
    using R = BodyResult<Manager, Body>;
    Slot<Entered<Manager>> entered;
    if constexpr (std::is_void_v<Entered<Manager>>) co_await manager.enter();
    else entered.set(co_await manager.enter());
    std::exception_ptr error;
    Slot<R> result;
    try {
        if constexpr (std::is_void_v<R>) co_await call_body(body, manager, entered);
        else result.set(co_await call_body(body, manager, entered));
    } catch (...) {
        error = std::current_exception();
    }
    bool swallowed = false;
    try {
        swallowed = co_await manager.exit(error);
    } catch (BaseException& raised) {
        if (error && std::current_exception() != error) raised.raised_while_handling(error);
        throw;
    }
    if (error && !swallowed) std::rethrow_exception(error);
    co_return result.take();
}

/// What says of itself that its copies are the same thing (locks, groups) is kept by copy, so that it is there
/// to be left when whoever made it is gone; other managers are kept by reference if they have a name.
template <class Manager>
using Kept = std::conditional_t<requires { typename std::decay_t<Manager>::CopiesAreTheSame; }, std::decay_t<Manager>, Manager>;

}  // namespace detail

/// Python's `async with manager as m: body`, where C++ has no asynchronous destructors:
///
///     co_await async_with(timeout(0.5), [&](Timeout& t) -> Coroutine<> { co_await work(); });
///
/// Awaits manager.enter(), the body (in the same task), then manager.exit(error), however the body ends.
/// The body may take what enter() gives, the manager, or nothing; its result is the result.
/// Throws what enter(), exit() or the body throws.
template <class Manager, class Body>
auto async_with(Manager&& manager, Body body) {
    return detail::run_with<detail::Kept<Manager>, Body>(std::forward<Manager>(manager), std::move(body));
}

}  // namespace asyncio
