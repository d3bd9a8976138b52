#pragma once
#include "runtime/asyncio.hpp"

/// Awaits itself, `depth` times, down to what is awaited at the bottom.
template <class F>
asyncio::Coroutine<int> descend(int depth, F& bottom) {
    if (depth == 0) co_return co_await bottom();
    co_return 1 + co_await descend(depth - 1, bottom);
}
