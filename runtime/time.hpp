#pragma once
#include "duration.hpp"

/// Python's time module, as far as the event loop's world knows it.
namespace asyncio::time {

/// Blocks this thread: in the loop's thread everything stands still. Virtual time: the clock moves
/// (a job's thread lets the others go on). Emits: block, in the loop's thread.
void sleep(Seconds duration);

/// Seconds since the program began; virtual under the virtual clock.
double monotonic();

}  // namespace asyncio::time
