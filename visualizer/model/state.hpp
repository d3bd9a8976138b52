#pragma once
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "runtime/trace/log.hpp"
#include "series.hpp"

/// One instant of a program, folded from the first n events of a log. Plain values, no behaviour: what
/// the panels draw, the story tells and the tests read. Texts are views into the log, which outlives it.
namespace awaitscope {

using asyncio::trace::Callback;
using asyncio::trace::Direction;
using asyncio::trace::Event;
using asyncio::trace::FutureKind;
using asyncio::trace::How;
using asyncio::trace::Kind;
using asyncio::trace::Log;
using asyncio::trace::Ref;
using Micros = std::int64_t;  ///< time in microseconds; 0 is the program's start

/// What a task is doing, in the eyes of a learner. One colour each (theme.hpp).
enum class TaskState : std::uint8_t { ready, running, sleeping, awaiting, io_wait, thread, done, failed, cancelled };

struct Task {
    Ref ref{};
    std::string_view name{};        ///< set by the program; empty: the ref's own name (Task-3)
    std::string_view coro{};        ///< "fetch"
    std::string_view arguments{};   ///< of the call: "\"A\", 2.0"; unknown in a recording of CPython
    Ref parent{};                   ///< who created it: a task, a job, loop or outside
    TaskState state = TaskState::ready;
    Ref on{};                       ///< the future or task that it waits for, or Ref::Type::yield; until its next step
    FutureKind kind{};              ///< what `on` is, if a future
    std::vector<Ref> parts{};       ///< the tasks a gather, wait or as_completed is made of, where known
    Ref inside{};                   ///< during an eager first step: the task whose step made it, and goes on then
    Micros due = -1;                ///< while it waits: the deadline of the timer of what it waits for; -1: none
    std::int32_t line = 0;          ///< where it stands in the program's source (last known); 0: unknown
    std::uint32_t steps = 0;        ///< how often it has been resumed
    std::uint32_t cancelling = 0;   ///< requests to cancel it
    std::string_view exc{}, msg{};  ///< the exception it failed with, or that its step was given
    std::size_t born = 0;           ///< index of its task_new
    std::size_t ended = 0;          ///< index of its task_done; 0: alive
    bool refused = false;           ///< create_task threw: it failed before it could begin

    bool over() const { return state >= TaskState::done; }
    std::string call() const { return std::string(coro).append("(").append(arguments).append(")"); }   ///< "fetch(\"A\", 2.0)"
    friend bool operator==(const Task&, const Task&) = default;
};

/// A handle in the ready queue (or the one that runs).
struct ReadyHandle {
    Ref ref{};
    Callback callback{};
    std::string_view callback_name{};  ///< "task.wakeup"; for user functions, "user"
    Ref task{};                        ///< whose step it is, or whom timeout.expire cancels
    Ref fut{};                         ///< the future or task that the callback is given
    std::string_view fn{};             ///< name of a user function
    bool cancelled = false;            ///< will be skipped
    std::size_t pushed = 0;            ///< index of its push
    Micros pushed_at = 0;              ///< time of its push
    friend bool operator==(const ReadyHandle&, const ReadyHandle&) = default;
};

/// An armed timer. State::timers is in firing order: (when, order of arming).
struct Timer {
    Ref ref{};
    Micros when = 0;
    Callback callback{};
    std::string_view callback_name{};
    Ref task{};             ///< whom it will wake or cancel, where the log tells
    Ref fut{};
    std::string_view fn{};
    std::size_t armed = 0;  ///< index of its timer_arm
    Micros armed_at = 0;    ///< time of its timer_arm
    friend bool operator==(const Timer&, const Timer&) = default;
};

struct Watcher {
    Ref ref{};
    Direction direction{};
    Callback callback{};
    std::string_view callback_name{};
    Ref task{};             ///< who waits for it, where the log tells
    Ref fut{};
    std::string_view fn{};
    bool ready = false;     ///< found ready; its handle is in the queue
    std::size_t begun = 0;  ///< index of its io_begin
    friend bool operator==(const Watcher&, const Watcher&) = default;
};

struct Job {
    enum class State : std::uint8_t { queued, running, done, failed, cancelled };
    Ref ref{};
    std::string_view fn{};
    Ref by{};                  ///< who submitted it
    State state = State::queued;
    std::int32_t worker = -1;  ///< thread number; -1 while queued
    std::string_view exc{}, msg{};
    Micros since = 0;          ///< time of its latest change
    friend bool operator==(const Job&, const Job&) = default;
};

struct Future {
    Ref ref{};
    FutureKind kind{};
    asyncio::trace::State state{};  ///< none: pending
    Micros due = -1;                ///< the deadline of the timer that will set it; -1: none
    std::vector<Ref> waiters{};     ///< tasks suspended on it, in order
    friend bool operator==(const Future&, const Future&) = default;
};

/// A printed line, a mark, an error report or a warning, in the order of appearance.
struct OutputLine {
    enum class Type : std::uint8_t { out, mark, error, warning };
    Type type{};
    Micros time = 0;
    Ref by{};
    std::string_view text{};        ///< the line, the label, the error's message or the warning's
    std::string_view exc{}, msg{};  ///< errors: the exception; warnings: exc is the category
    Micros took = -1;               ///< a slow callback's warning: how long it took, `by` is the handle
    std::size_t event = 0;
    friend bool operator==(const OutputLine&, const OutputLine&) = default;
};

/// What the loop is doing.
enum class Phase : std::uint8_t {
    outside,   ///< not running: before, between or after run_until_complete
    between,   ///< running, but between two turns
    turn,      ///< a turn has begun
    polling,   ///< asking libuv: waiting, or collecting what is due
    running,   ///< taking handles out of the ready queue
    deadlock,  ///< nothing can ever wake it
    ended,     ///< the program has ended
};

struct State {
    std::size_t events = 0;                 ///< how many events have been folded
    Micros now = 0;
    std::uint32_t turn = 0;                 ///< iteration number, as in iter_begin
    Phase phase = Phase::outside;
    bool stopping = false;                  ///< the loop will stop at the end of its turn: its main task is done
    Micros poll_timeout = 0;                ///< of the turn's poll; asyncio::trace::forever: for ever
    std::size_t loop_ended = 0;             ///< events up to and with the latest loop_end
    Ref running{};                          ///< the task whose step is running; none otherwise
    Ref newborn{};                          ///< the task that the latest event has made; none otherwise
    ReadyHandle current{};                  ///< the handle that is being run; its ref is none otherwise
    std::deque<ReadyHandle> ready;          ///< front runs next
    std::size_t left_in_turn = 0;           ///< handles of `ready` that run in this turn (rest: next turn)
    std::deque<Timer> timers;               ///< the first fires first
    std::vector<Watcher> watchers;
    Series<Job> jobs;                       ///< in order of submission; ended ones stay
    Series<Task> tasks;                     ///< in order of creation; tasks[i].ref is Task-(i+1) in a sound log
    Series<Future> futures;                 ///< in order of first mention; done ones stay
    Series<OutputLine> output;
    std::string_view end_exc{}, end_msg{};  ///< how the program ended, if with an exception

    const Task* find_task(Ref) const;       ///< nullptr if there is none
    const Job* find_job(Ref) const;
    const Future* find_future(Ref) const;
    friend bool operator==(const State&, const State&) = default;
};

}  // namespace awaitscope
