#pragma once

namespace asyncio {

/// What a poll has found on a descriptor.
struct Readiness {
    int fd;
    bool readable, writable;   ///< an error or a hang-up is both
};

}  // namespace asyncio
