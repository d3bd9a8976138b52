#pragma once
#include <unordered_map>
#include <vector>

#include "frame.hpp"

namespace asyncio {

/// Where things were made: coroutines, futures, tasks and handles. Kept by a loop in debug mode, by address: what
/// is made anew at an address takes the place of what was there.
class Origins {
public:
    /// `object` is being made, at `where` if that is known, by the task that runs.
    void note(const void* object, Place where = {}) { origins_[object] = running_frames(where); }
    /// Outermost first; nothing if it is not known.
    const std::vector<Frame>& of(const void* object) const;

private:
    std::unordered_map<const void*, std::vector<Frame>> origins_;
};

}  // namespace asyncio
