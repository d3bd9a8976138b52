#pragma once
#include <cerrno>

namespace asyncio {

/// What a system call returns, repeated as long as a signal interrupts it. `errno` tells of a negative one.
template <class Call>
auto uninterrupted(Call call) {
    for (;;)
        if (const auto result = call(); result >= 0 || errno != EINTR) return result;
}

/// The same, or the error's code, negative.
template <class Call>
long uninterrupted_or_code(Call call) {
    const long result = uninterrupted(call);
    return result < 0 ? -errno : result;
}

}  // namespace asyncio
