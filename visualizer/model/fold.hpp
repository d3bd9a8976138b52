#pragma once
#include "history.hpp"

/// What each kind of event does to a State. State::events is still the event's own index.
namespace awaitscope::folds {

// fold_loop.cpp
void loop_begin(State&, const Log&, const Event&);
void loop_end(State&, const Log&, const Event&);
void iter_begin(State&, const Log&, const Event&);
void poll(State&, const Log&, const Event&);
void clock(State&, const Log&, const Event&);
void iter_end(State&, const Log&, const Event&);
void deadlock(State&, const Log&, const Event&);
void end(State&, const Log&, const Event&);

// fold_queue.cpp
void push(State&, const Log&, const Event&);
void run(State&, const Log&, const Event&);
void skip(State&, const Log&, const Event&);
void handle_cancel(State&, const Log&, const Event&);
void timer_arm(State&, const Log&, const Event&);
void timer_fire(State&, const Log&, const Event&);
void timer_cancel(State&, const Log&, const Event&);

// fold_tasks.cpp
void task_new(State&, const Log&, const Event&);
/// Before the event after a task_new is folded. A task's making goes on at once with its first push, its name or, eagerly,
/// its first step; if it does not, create_task has thrown (what it was given is no coroutine).
void watch_newborn(State&, const Event&);
void task_name(State&, const Log&, const Event&);
void step(State&, const Log&, const Event&);
void suspend(State&, const Log&, const Event&);
void task_done(State&, const Log&, const Event&);
void cancel(State&, const Log&, const Event&);
void uncancel(State&, const Log&, const Event&);
void future_new(State&, const Log&, const Event&);
void future_done(State&, const Log&, const Event&);
void make_ready(State&, Ref task);  ///< its next step is in the ready queue

// fold_outside.cpp
void io_begin(State&, const Log&, const Event&);
void io_ready(State&, const Log&, const Event&);
void io_end(State&, const Log&, const Event&);
void job_submit(State&, const Log&, const Event&);
void job_begin(State&, const Log&, const Event&);
void job_end(State&, const Log&, const Event&);

// fold_output.cpp
void block(State&, const Log&, const Event&);
void out(State&, const Log&, const Event&);
void mark(State&, const Log&, const Event&);
void loop_error(State&, const Log&, const Event&);
void warning(State&, const Log&, const Event&);
void slow_callback(State&, const Log&, const Event&);

/// The callback's word in the trace, whether this version knows it or not.
std::string_view callback_name(const Log& log, const Event& event);

/// Who waits for `fut` first; none if nobody does yet.
Ref waiter(const State& state, Ref fut);

}  // namespace awaitscope::folds
