#pragma once
#include <bit>

#include "packed_event.hpp"

namespace asyncio::trace {

class Log;

/// Events that so often come one after the other that the log keeps them in the room of one: most of what recording costs is
/// the memory that it writes for the first time.
class JoinedEvents {
public:
    using Form = PackedEvent::Form;
    static constexpr std::uint32_t limit = 1 << 24;   ///< of a line, a site and a distance in time

    /// run, step
    static JoinedEvents begin(Ref handle, Ref task, How how) { return {Form::begin, 0, with_how(task, how), handle, Ref()}; }
    /// run, step, suspend in `line` to give way, push of `next`
    static JoinedEvents give_way(Ref handle, Ref task, How how, std::uint32_t line, Ref next) {
        return {Form::give_way, line, with_how(task, how), handle, next};
    }
    /// task_new at a site (Log::add_site), push of its first step
    static JoinedEvents spawn(Ref task, std::uint32_t site, Ref by, Ref handle) { return {Form::spawn, site, task, by, handle}; }
    /// task_done or future_done with a result, push of the one callback that is told
    static JoinedEvents finish(Ref future, std::uint8_t kind, Ref handle, std::uint8_t callback, Ref by) {
        return {Form::finish, std::uint32_t{kind} | std::uint32_t{callback} << 8, future, handle, by};
    }
    /// iter_end, iter_begin of the next turn at the time `t`, a poll that does not wait and, if `later` is not 0, the clock
    static JoinedEvents turn(std::uint32_t ended, std::int64_t t, std::uint32_t later) {
        return {later ? Form::turn_on : Form::turn, later, Ref::from_bits(ended), Ref::from_bits(static_cast<std::uint32_t>(t)),
                Ref::from_bits(static_cast<std::uint32_t>(static_cast<std::uint64_t>(t) >> 32))};
    }

    explicit JoinedEvents(const PackedEvent& packed) : JoinedEvents(std::bit_cast<JoinedEvents>(packed)) {}
    operator PackedEvent() const { return std::bit_cast<PackedEvent>(*this); }

    /// How many events a form stands for.
    static constexpr std::size_t count(Form form) {
        switch (form) {
        case Form::one: case Form::elsewhere: return 1;
        case Form::begin: case Form::spawn: case Form::finish: return 2;
        case Form::turn: return 3;
        case Form::give_way: case Form::turn_on: return 4;
        }
        return 1;
    }
    /// One of them, counted from 0.
    Event event(std::size_t n, const Log& log) const;

private:
    JoinedEvents(Form form, std::uint32_t what, Ref a, Ref b, Ref c)
        : head_(what | std::uint32_t{static_cast<std::uint8_t>(form)} << 24), a_(a), b_(b), c_(c) {}
    /// A task's number, with how its step begins where its type would be.
    static Ref with_how(Ref task, How how) { return Ref::from_bits(static_cast<std::uint32_t>(how) << 28 | task.number()); }

    Event begin_event(std::size_t n) const;
    Event turn_event(std::size_t n) const;
    Form form() const { return static_cast<Form>(head_ >> 24); }
    std::uint32_t what() const { return head_ & (limit - 1); }
    Ref task() const { return Ref::task(a_.number()); }

    std::uint32_t head_;   // what, form: as in PackedEvent
    Ref a_, b_, c_;
};
static_assert(sizeof(JoinedEvents) == sizeof(PackedEvent));

}  // namespace asyncio::trace
