#pragma once
#include "event.hpp"

namespace asyncio::trace {

/// An event as the log keeps it, in half the room: of an Event's larger members no kind that comes often uses more than the
/// subject and two others. Which two is said here; an event that has more than those stands elsewhere, whole.
class PackedEvent {
public:
    /// What 16 bytes of the log stand for: an event, one that is kept elsewhere, or several (see joined_events.hpp).
    enum class Form : std::uint8_t { one, elsewhere, begin, give_way, spawn, finish, turn, turn_on };

    /// Holds all of `event` if event() gives the same again.
    [[gnu::always_inline]] explicit PackedEvent(const Event& event)
        : head_(static_cast<std::uint32_t>(event.kind) | std::uint32_t{event.code} << 8 | std::uint32_t{event.code2} << 16),
          subject_(event.subject), rest_(rest_of(event)) {}
    /// Stands for one that is kept elsewhere.
    static PackedEvent elsewhere(std::uint32_t index) {
        PackedEvent packed{Event{}};
        packed.head_ = std::uint32_t{static_cast<std::uint8_t>(Form::elsewhere)} << 24;
        packed.rest_ = index;
        return packed;
    }

    Form form() const { return static_cast<Form>(head_ >> 24); }   ///< what it stands for
    std::uint32_t index() const { return low(); }                  ///< what elsewhere() was given
    /// The event, if it is one; what it has too much of is 0.
    [[gnu::always_inline]] Event event() const {
        const auto kind = static_cast<Kind>(head_ & 0xff);
        Event event{.kind = kind, .code = static_cast<std::uint8_t>(head_ >> 8), .code2 = static_cast<std::uint8_t>(head_ >> 16), .subject = subject_};
        switch (pair_of(kind)) {
        case Pair::value: event.value = static_cast<std::int64_t>(rest_); break;
        case Pair::object_value: event.object = Ref::from_bits(low()), event.value = high(); break;
        case Pair::object_by: event.object = Ref::from_bits(low()), event.by = Ref::from_bits(high()); break;
        case Pair::by_value: event.by = Ref::from_bits(low()), event.value = high(); break;
        case Pair::by_text: event.by = Ref::from_bits(low()), event.text = high(); break;
        case Pair::texts: event.text = low(), event.text2 = high(); break;
        }
        return event;
    }

private:
    enum class Pair : std::uint8_t { value, object_value, object_by, by_value, by_text, texts };

    static constexpr Pair pair_of(Kind kind) {
        switch (kind) {
        case Kind::suspend: case Kind::timer_arm: return Pair::object_value;
        case Kind::push: case Kind::loop_begin: case Kind::io_begin: return Pair::object_by;
        case Kind::cancel: return Pair::by_value;
        case Kind::task_new: case Kind::future_new: case Kind::job_submit: case Kind::out: case Kind::mark: return Pair::by_text;
        case Kind::step: case Kind::task_name: case Kind::task_done: case Kind::future_done: case Kind::job_end:
        case Kind::end: case Kind::loop_error: case Kind::warning: return Pair::texts;
        default: return Pair::value;
        }
    }
    static constexpr std::uint64_t two(std::uint64_t low, std::uint64_t high) { return high << 32 | low; }
    [[gnu::always_inline]] static std::uint64_t rest_of(const Event& event) {
        switch (pair_of(event.kind)) {
        case Pair::value: return static_cast<std::uint64_t>(event.value);
        case Pair::object_value: return two(event.object.bits(), static_cast<std::uint32_t>(event.value));
        case Pair::object_by: return two(event.object.bits(), event.by.bits());
        case Pair::by_value: return two(event.by.bits(), static_cast<std::uint32_t>(event.value));
        case Pair::by_text: return two(event.by.bits(), event.text);
        case Pair::texts: return two(event.text, event.text2);
        }
        return 0;
    }
    std::uint32_t low() const { return static_cast<std::uint32_t>(rest_); }
    std::uint32_t high() const { return static_cast<std::uint32_t>(rest_ >> 32); }

    std::uint32_t head_;   // kind, code, code2, form
    Ref subject_;
    std::uint64_t rest_;
};
static_assert(sizeof(PackedEvent) == 16);

}  // namespace asyncio::trace
