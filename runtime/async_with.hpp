#pragma once
#include <optional>

#include "awaiters.hpp"

namespace asyncio {

namespace detail {

template <class Body, class Manager>
auto call_body(Body& body, Manager& manager) {
    if constexpr (std::is_invocable_v<Body&, Manager&>) return body(manager);
    else return body();
}

template <class Manager, class Body>
using BodyResult = typename decltype(call_body(std::declval<Body&>(), std::declval<std::remove_reference_t<Manager>&>()))::Value;

/// Runs the body and keeps what comes of it, so that the way out can be awaited.
template <class Manager, class Body>
Coroutine<BodyResult<Manager, Body>> run_with(Manager manager, Body body) {
    using R = BodyResult<Manager, Body>;
    co_await manager.enter();
    std::exception_ptr error;
    Slot<R> result;
    try {
        if constexpr (std::is_void_v<R>) co_await call_body(body, manager);
        else result.set(co_await call_body(body, manager));
    } catch (...) {
        error = std::current_exception();
    }
    const bool swallowed = co_await manager.exit(error);
    if (error && !swallowed) std::rethrow_exception(error);
    co_return result.take();
}

}  // namespace detail

/// Python's `async with manager as m: body`, where C++ has no asynchronous destructors:
///
///     co_await async_with(timeout(0.5), [&](Timeout& t) -> Coroutine<> { co_await work(); });
///
/// Awaits manager.enter(), the body (in the same task), then manager.exit(error), however the body ends.
/// The body may take the manager or nothing; its result is the result. Throws what exit() or the body throws.
template <class Manager, class Body>
auto async_with(Manager&& manager, Body body) {
    return detail::run_with<Manager, Body>(std::forward<Manager>(manager), std::move(body));
}

}  // namespace asyncio
