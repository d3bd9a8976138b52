#include "coroutine.hpp"

#include "trashcan.hpp"

namespace asyncio {

void destroy_inside_out(std::coroutine_handle<> frame) {
    PromiseBase* const outermost = &PromiseBase::of(frame);
    PromiseBase* promise = outermost;
    while (promise->awaits) promise = promise->awaits;
    while (promise != outermost) {
        auto awaited = std::coroutine_handle<PromiseBase>::from_promise(*promise);
        auto* awaiting = reinterpret_cast<Awaiting*>(promise->error);
        promise = &PromiseBase::of(promise->continuation);
        promise->awaits = nullptr;
        if (awaiting->awaited && awaiting->awaited->gives_away(awaited)) awaited.destroy();
    }
    frame.destroy();
}

void destroy_never_awaited(PromiseBase& coroutine) {
    warn_never_awaited(coroutine);
    auto frame = std::coroutine_handle<PromiseBase>::from_promise(coroutine);
    Trashcan::dispose(frame.address(), [](void* address) { std::coroutine_handle<>::from_address(address).destroy(); });
}

}  // namespace asyncio
