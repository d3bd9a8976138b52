#include "joined_events.hpp"

#include "log.hpp"

namespace asyncio::trace {

namespace {
constexpr std::uint8_t code(auto word) { return static_cast<std::uint8_t>(word); }
}

Event JoinedEvents::event(std::size_t n, const Log& log) const {
    switch (form()) {
    case Form::spawn: {
        const Log::Site site = log.site(what());
        if (n == 0) return {.kind = Kind::task_new, .subject = a_, .by = b_, .value = site.line, .text = site.coroutine};
        return {.kind = Kind::push, .code = code(Callback::task_step), .subject = c_, .by = a_};
    }
    case Form::finish:
        if (n == 0) return {.kind = a_.is(Ref::Type::task) ? Kind::task_done : Kind::future_done, .code = code(State::result),
                            .code2 = static_cast<std::uint8_t>(what()), .subject = a_};
        return {.kind = Kind::push, .code = static_cast<std::uint8_t>(what() >> 8), .subject = b_, .object = a_, .by = c_};
    case Form::turn: case Form::turn_on: return turn_event(n);
    default: return begin_event(n);
    }
}

Event JoinedEvents::begin_event(std::size_t n) const {
    switch (n) {
    case 0: return {.kind = Kind::run, .subject = b_};
    case 1: return {.kind = Kind::step, .code = static_cast<std::uint8_t>(a_.bits() >> 28), .subject = task()};
    case 2: return {.kind = Kind::suspend, .subject = task(), .object = Ref::Type::yield, .value = what()};
    default: return {.kind = Kind::push, .code = code(Callback::task_step), .subject = c_, .by = task()};
    }
}

Event JoinedEvents::turn_event(std::size_t n) const {
    const auto t = static_cast<std::int64_t>(std::uint64_t{c_.bits()} << 32 | b_.bits());
    switch (n) {
    case 0: return {.kind = Kind::iter_end, .subject = a_};
    case 1: return {.kind = Kind::iter_begin, .subject = Ref::from_bits(a_.bits() + 1), .value = t};
    case 2: return {.kind = Kind::poll};
    default: return {.kind = Kind::clock, .value = t + what()};
    }
}

}  // namespace asyncio::trace
