#pragma once
#include <cstdint>
#include <compare>
#include <semaphore>
#include <set>

#include "duration.hpp"

namespace asyncio {

class Recorder;

/// A thread that takes part in virtual time: it runs only while it holds the baton, which the loop
/// hands out in its polls. So one thread runs at a time, and always in the same order.
class SimulatedThread {
public:
    virtual ~SimulatedThread() = default;
    /// The loop's side: hands the baton over and waits until it comes back.
    virtual void resume() = 0;
    /// Its own side: gives the baton back until somebody resumes it. Throws Abandoned if the program was abandoned.
    virtual void park() = 0;
};

/// The virtual clock of a program and the threads that wait for it.
class VirtualTime {
public:
    explicit VirtualTime(Recorder* recorder) : recorder_(recorder) {}

    Micros now() const { return now_; }
    void advance(Micros to);                       ///< emits clock, if that is later
    void block(Micros duration) { now_ += duration; }

    bool nobody_waits() const { return wakes_.empty(); }
    Micros next_wake() const { return wakes_.begin()->when; }
    void wake_at(Micros when, SimulatedThread& thread) { wakes_.insert({when, ++order_, &thread}); }
    /// Takes back every wake-up of `thread`: what it waited for has come another way.
    void forget(SimulatedThread& thread);
    /// Resumes every thread that is due, in the order (time, request).
    void run_due_threads();
    /// Goes on to the next wake-up, of which there must be one.
    void run_next_threads() {
        advance(next_wake());
        run_due_threads();
    }

    /// Given back by a thread that sleeps or ends; awaited by the loop that resumed it.
    std::binary_semaphore baton{0};

private:
    struct Wake {
        Micros when;
        std::uint64_t order;
        SimulatedThread* thread;
        auto operator<=>(const Wake&) const = default;
    };
    Recorder* recorder_;
    Micros now_ = 0;
    std::uint64_t order_ = 0;
    std::set<Wake> wakes_;   // in the order (time, request)
};

}  // namespace asyncio
