#pragma once
#include <chrono>
#include <cmath>
#include <cstdint>
#include <type_traits>

namespace asyncio {

/// Seconds, as asyncio counts them: `sleep(0.5)`, `sleep(2)` and `sleep(500ms)` mean what they say.
class Seconds {
public:
    template <class N> requires std::is_convertible_v<const N&, double>
    constexpr Seconds(const N& seconds) : count_(static_cast<double>(seconds)) {}
    template <class Rep, class Period>
    constexpr Seconds(std::chrono::duration<Rep, Period> duration)
        : count_(std::chrono::duration<double>(duration).count()) {}
    constexpr double count() const { return count_; }

private:
    double count_;
};

using Micros = std::int64_t;

/// To the nearest microsecond, ties to even: Python's round(seconds * 1e6). What is too much to be counted becomes the most
/// that can be added to a moment: 146,000 years.
inline Micros to_micros(double seconds) {
    constexpr double most = 0x1p62;
    const double micros = std::nearbyint(seconds * 1e6);
    return static_cast<Micros>(micros < most ? std::fmax(micros, -most) : most);
}
inline double to_seconds(Micros micros) { return static_cast<double>(micros) / 1e6; }

}  // namespace asyncio
