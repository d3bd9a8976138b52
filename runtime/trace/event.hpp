#pragma once
#include <cstdint>
#include <string>

/// The vocabulary of the event log: what a scheduler's decision looks like as a 32-byte fact.
namespace asyncio::trace {

/// What happened. The order is the order of the table in schema.cpp, which gives each kind its fields.
enum class Kind : std::uint8_t {
    loop_begin, loop_end, iter_begin, poll, clock, iter_end, deadlock, end,
    push, run, skip, handle_cancel, timer_arm, timer_fire, timer_cancel,
    task_new, task_name, step, suspend, task_done, cancel, uncancel, future_new, future_done,
    io_begin, io_ready, io_end, job_submit, job_begin, job_end,
    block, out, mark, loop_error, warning, slow_callback,
};
inline constexpr int kind_count = static_cast<int>(Kind::slow_callback) + 1;

/// What a handle in the ready queue will do when it runs.
enum class Callback : std::uint8_t {
    none, task_step, task_wakeup, sleep_wake, gather_child_done, wait_child_done, wait_timeout,
    as_completed_child_done, as_completed_timeout, wait_for_child_done, wait_for_timeout,
    timeout_expire, taskgroup_child_done, shield_inner_done, shield_outer_done, run_stop,
    executor_deliver, executor_check_cancel, threadsafe_submit, threadsafe_deliver,
    sock_recv, sock_send, sock_accept, sock_connect, sock_read_done, sock_write_done,
    server_accept, transport_connected, transport_start_reading, transport_ready,
    transport_read, transport_write, transport_closed, stream_handler_done,
    user,
    other,  ///< a name that this version does not know: Event::text2 holds it
};

/// What made a future, i.e. what the task that awaits it is waiting for.
enum class FutureKind : std::uint8_t {
    none, sleep, lock, event, condition, semaphore, barrier, queue_get, queue_put, queue_join,
    wait_for, wait_for_cancelling, wait, gather, shield, taskgroup, executor,
    sock_recv, sock_send, sock_accept, sock_connect, stream_read, stream_drain, stream_closed,
    transport, server_serve, server_closed, user, asyncio,
};

enum class How : std::uint8_t { none, start, resume, throw_ };             ///< how a step begins
enum class State : std::uint8_t { none, result, exception, cancelled };   ///< how a task, future or job ended
enum class Direction : std::uint8_t { none, read, write };                ///< what a watcher waits for

/// A name such as Task-3, Future-1, H7, IO-2 or Job-1, or one of the words that stand in its place.
class Ref {
public:
    enum class Type : std::uint8_t { none, task, future, handle, io, job, loop, outside, yield, error, cancel_all };

    constexpr Ref() = default;
    constexpr Ref(Type type, std::uint32_t number = 0) : bits_(static_cast<std::uint32_t>(type) << 28 | number) {}

    /// Task-n, Future-n, ...
    static constexpr Ref task(std::uint32_t n) { return {Type::task, n}; }
    static constexpr Ref future(std::uint32_t n) { return {Type::future, n}; }
    static constexpr Ref handle(std::uint32_t n) { return {Type::handle, n}; }
    static constexpr Ref io(std::uint32_t n) { return {Type::io, n}; }
    static constexpr Ref job(std::uint32_t n) { return {Type::job, n}; }

    /// What it names.
    constexpr Type type() const { return static_cast<Type>(bits_ >> 28); }
    constexpr std::uint32_t number() const { return bits_ & 0x0fff'ffff; }  ///< counts from 1
    constexpr bool is(Type t) const { return type() == t; }
    constexpr explicit operator bool() const { return bits_ != 0; }
    constexpr std::uint32_t bits() const { return bits_; }
    static constexpr Ref from_bits(std::uint32_t b) { Ref r; r.bits_ = b; return r; }
    friend constexpr bool operator==(Ref, Ref) = default;
    friend constexpr auto operator<=>(Ref, Ref) = default;

private:
    std::uint32_t bits_ = 0;
};

/// "Task-3", "H7", "loop", "outside", "yield"; "" for none.
std::string name(Ref ref);

/// An index into the log's string table; 0 is no text.
using TextId = std::uint32_t;

/// The value of a poll's timeout that means "for ever".
inline constexpr std::int64_t forever = -1;

/// One fact. Which member holds which field of which kind is said once, in schema.cpp; in short:
///
///   subject  whom it is about (task, handle, fut, io, job); the iteration number `i`
///   object   the other one: suspend's `on`, `fut` of a callback, loop_begin's `until`;
///            the TextId of loop_error's message (as bits)
///   by       who did it; `task` of a callback
///   code     Callback, How, State or, for io_begin, the Callback
///   code2    FutureKind of suspend and future_done; Direction of io_begin
///   value    t, when, timeout, dur, count or worker; the source line of suspend
///   text     coro, name, fn, exc, text, label, category, cancel's msg
///   text2    msg of an exception or a warning; the name of Callback::other
///
/// Four facts are for the eye only and not part of TRACE.md's format: `value` of task_new (where its
/// function begins), step and out (the source line), `text2` of task_new (the arguments of the call),
/// and `text2` of suspend (Log::list of the tasks that a gather, wait or as_completed is made of).
struct Event {
    Kind kind{};
    std::uint8_t code = 0;
    std::uint8_t code2 = 0;
    std::uint8_t reserved = 0;
    Ref subject{}, object{}, by{};
    std::int64_t value = 0;
    TextId text = 0, text2 = 0;

    /// `code` and `code2` by their meanings.
    Callback callback() const { return static_cast<Callback>(code); }
    FutureKind future_kind() const { return static_cast<FutureKind>(code2); }
    How how() const { return static_cast<How>(code); }
    State state() const { return static_cast<State>(code); }
    Direction direction() const { return static_cast<Direction>(code2); }

    /// The second 64-bit number of `block` (its `dur`; value holds `t`). Lies in text and text2.
    std::int64_t wide() const { return static_cast<std::int64_t>(std::uint64_t{text2} << 32 | text); }
    void set_wide(std::int64_t v) {
        text = static_cast<TextId>(v);
        text2 = static_cast<TextId>(static_cast<std::uint64_t>(v) >> 32);
    }
    friend bool operator==(const Event&, const Event&) = default;
};
static_assert(sizeof(Event) == 32);

/// The words of TRACE.md: "task_new", "gather.child_done", "queue.get", "resume", "cancelled", "read".
const char* word(Kind);
const char* word(Callback);
const char* word(FutureKind);
const char* word(How);
const char* word(State);
const char* word(Direction);

/// Housekeeping that no learner needs and whose absence changes no order (executor.check_cancel, ...).
bool is_bookkeeping(Callback);

}  // namespace asyncio::trace
