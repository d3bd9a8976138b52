#pragma once

namespace asyncio {

/// Without a recorder in the library one sees what it costs where nothing is recorded (tests/bench/instructions.py).
#if ASYNCIO_WITHOUT_RECORDER
inline constexpr bool can_record = false;
#else
inline constexpr bool can_record = true;
#endif

}  // namespace asyncio
