#pragma once
#include <functional>
#include <string>

#include "../../loop.hpp"

namespace asyncio::http {

/// A moment at which something is too late. Moving it on costs nothing: the timer is moved when it would come too late,
/// and looks again when it comes too early.
class Deadline {
public:
    /// `name` is what the trace calls the timer.
    Deadline(Loop& loop, std::string name, std::function<void()> too_late)
        : loop_(loop), name_(std::move(name)), too_late_(std::move(too_late)) {}
    ~Deadline() { clear(); }
    Deadline(const Deadline&) = delete;

    void set(Micros when);               ///< Emits: timer_arm, and timer_cancel if it was to be later
    void clear();                        ///< Emits: timer_cancel

private:
    void strike();
    void arm();

    Loop& loop_;
    const std::string name_;
    const std::function<void()> too_late_;
    Counted<TimerState> timer_;
    Micros when_ = 0;
};

/// When `delay` seconds from now are over, as aiohttp has it: beyond five seconds, at a whole second of the loop's time.
Micros moment_after(const Loop& loop, double delay);

}  // namespace asyncio::http
