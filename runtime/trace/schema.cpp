#include "schema.hpp"

namespace asyncio::trace {
namespace {

template <class... Types>
constexpr Field ref(const char* key, Slot slot, Types... types) {
    return {key, slot, Form::ref, static_cast<std::uint16_t>(((1u << static_cast<int>(types)) | ...))};
}
constexpr Field maybe(Field field) {
    field.optional = true;
    return field;
}

using Type = Ref::Type;

constexpr Field task = ref("task", Slot::subject, Type::task);
constexpr Field handle = ref("h", Slot::subject, Type::handle, Type::io);
constexpr Field io = ref("io", Slot::subject, Type::io);
constexpr Field job = ref("job", Slot::subject, Type::job);
constexpr Field future = ref("fut", Slot::subject, Type::future);
constexpr Field iteration{"i", Slot::subject, Form::count};

constexpr Field until = ref("until", Slot::object, Type::task, Type::future, Type::cancel_all);
constexpr Field on = ref("on", Slot::object, Type::future, Type::task, Type::yield, Type::error);
constexpr Field by = ref("by", Slot::by, Type::task, Type::job, Type::loop, Type::outside);

constexpr Field cb{"cb", Slot::code, Form::callback};
constexpr Field cb_task = ref("task", Slot::by, Type::task);
constexpr Field cb_fut = ref("fut", Slot::object, Type::future, Type::task);

constexpr Field how{"how", Slot::code, Form::how};
constexpr Field state{"state", Slot::code, Form::state};
constexpr Field kind{"kind", Slot::code2, Form::kind};
constexpr Field direction{"dir", Slot::code2, Form::direction};

constexpr Field t{"t", Slot::value, Form::micros};
constexpr Field when{"when", Slot::value, Form::micros};
constexpr Field dur{"dur", Slot::value, Form::micros};
constexpr Field block_dur{"dur", Slot::wide, Form::micros};
constexpr Field timeout{"timeout", Slot::value, Form::timeout};
constexpr Field count{"count", Slot::value, Form::count};
constexpr Field worker{"worker", Slot::value, Form::count};
constexpr Field line{"_line", Slot::value, Form::count};

constexpr Field coro{"coro", Slot::text, Form::text};
constexpr Field name_{"name", Slot::text, Form::text};
constexpr Field fn{"fn", Slot::text, Form::text};
constexpr Field printed{"text", Slot::text, Form::text};
constexpr Field label{"label", Slot::text, Form::text};
constexpr Field category{"category", Slot::text, Form::text};
constexpr Field message{"message", Slot::object, Form::text};
constexpr Field cancel_msg{"msg", Slot::text, Form::text};
constexpr Field exc{"exc", Slot::text, Form::text};
constexpr Field msg{"msg", Slot::text2, Form::text};

constexpr Schema table[] = {
    {Kind::loop_begin, "loop_begin", {maybe(until)}},
    {Kind::loop_end, "loop_end", {t}},
    {Kind::iter_begin, "iter_begin", {iteration, t}},
    {Kind::poll, "poll", {timeout}},
    {Kind::clock, "clock", {t}},
    {Kind::iter_end, "iter_end", {iteration}},
    {Kind::deadlock, "deadlock", {}},
    {Kind::end, "end", {maybe(exc), maybe(msg)}},
    {Kind::push, "push", {handle, cb, maybe(cb_task), maybe(fn), maybe(cb_fut)}},
    {Kind::run, "run", {handle}},
    {Kind::skip, "skip", {handle}},
    {Kind::handle_cancel, "handle_cancel", {handle}},
    {Kind::timer_arm, "timer_arm", {handle, when, cb, maybe(cb_task), maybe(fn), maybe(cb_fut)}},
    {Kind::timer_fire, "timer_fire", {handle}},
    {Kind::timer_cancel, "timer_cancel", {handle}},
    {Kind::task_new, "task_new", {task, coro, by}},
    {Kind::task_name, "task_name", {task, name_}},
    {Kind::step, "step", {task, how, maybe(exc), maybe(msg)}},
    {Kind::suspend, "suspend", {task, on, maybe(kind), maybe(line)}},
    {Kind::task_done, "task_done", {task, state, maybe(exc), maybe(msg)}},
    {Kind::cancel, "cancel", {task, by, count, maybe(cancel_msg)}},
    {Kind::uncancel, "uncancel", {task, count}},
    {Kind::future_new, "future_new", {future, by}},
    {Kind::future_done, "future_done", {future, kind, state, maybe(exc), maybe(msg)}},
    {Kind::io_begin, "io_begin", {io, direction, cb, maybe(fn), maybe(cb_fut)}},
    {Kind::io_ready, "io_ready", {io}},
    {Kind::io_end, "io_end", {io}},
    {Kind::job_submit, "job_submit", {job, fn, by}},
    {Kind::job_begin, "job_begin", {job, worker}},
    {Kind::job_end, "job_end", {job, state, maybe(exc), maybe(msg)}},
    {Kind::block, "block", {block_dur, t, by}},
    {Kind::out, "out", {printed, by}},
    {Kind::mark, "mark", {label, by}},
    {Kind::loop_error, "loop_error", {message, maybe(exc), maybe(msg)}},
    {Kind::warning, "warning", {category, msg}},
    {Kind::slow_callback, "slow_callback", {handle, dur}},
};

constexpr bool in_order_of_kinds() {
    for (int k = 0; k < kind_count; ++k)
        if (static_cast<int>(table[k].kind) != k) return false;
    return std::size(table) == kind_count;
}
static_assert(in_order_of_kinds(), "the table has one line for each Kind, in the order of the enum");

}  // namespace

const Schema& schema(Kind kind) { return table[static_cast<int>(kind)]; }

const char* word(Kind kind) { return schema(kind).name; }

std::int64_t get(const Event& event, Slot slot) {
    switch (slot) {
    case Slot::subject: return event.subject.bits();
    case Slot::object: return event.object.bits();
    case Slot::by: return event.by.bits();
    case Slot::code: return event.code;
    case Slot::code2: return event.code2;
    case Slot::value: return event.value;
    case Slot::text: return event.text;
    case Slot::text2: return event.text2;
    case Slot::wide: return event.wide();
    }
    return 0;
}

void set(Event& event, Slot slot, std::int64_t bits) {
    const auto low = static_cast<std::uint32_t>(bits);
    switch (slot) {
    case Slot::subject: event.subject = Ref::from_bits(low); break;
    case Slot::object: event.object = Ref::from_bits(low); break;
    case Slot::by: event.by = Ref::from_bits(low); break;
    case Slot::code: event.code = static_cast<std::uint8_t>(bits); break;
    case Slot::code2: event.code2 = static_cast<std::uint8_t>(bits); break;
    case Slot::value: event.value = bits; break;
    case Slot::text: event.text = low; break;
    case Slot::text2: event.text2 = low; break;
    case Slot::wide: event.set_wide(bits); break;
    }
}

}  // namespace asyncio::trace
