#pragma once
#include "scene.hpp"

/// One sentence for each kind of event.
namespace awaitscope::tells {

using Tell = Prose (*)(const Scene&, const Event&);

// tell_loop.cpp
Prose loop_begin(const Scene&, const Event&);
Prose loop_end(const Scene&, const Event&);
Prose iter_begin(const Scene&, const Event&);
Prose poll(const Scene&, const Event&);
Prose clock(const Scene&, const Event&);
Prose iter_end(const Scene&, const Event&);
Prose deadlock(const Scene&, const Event&);
Prose end(const Scene&, const Event&);

// tell_queue.cpp
Prose push(const Scene&, const Event&);
Prose run(const Scene&, const Event&);
Prose skip(const Scene&, const Event&);
Prose handle_cancel(const Scene&, const Event&);
Prose timer_arm(const Scene&, const Event&);
Prose timer_fire(const Scene&, const Event&);
Prose timer_cancel(const Scene&, const Event&);

// tell_tasks.cpp
Prose task_new(const Scene&, const Event&);
Prose task_name(const Scene&, const Event&);
Prose step(const Scene&, const Event&);
Prose suspend(const Scene&, const Event&);
Prose task_done(const Scene&, const Event&);
Prose cancel(const Scene&, const Event&);
Prose uncancel(const Scene&, const Event&);
Prose future_new(const Scene&, const Event&);
Prose future_done(const Scene&, const Event&);

// tell_outside.cpp
Prose io_begin(const Scene&, const Event&);
Prose io_ready(const Scene&, const Event&);
Prose io_end(const Scene&, const Event&);
Prose job_submit(const Scene&, const Event&);
Prose job_begin(const Scene&, const Event&);
Prose job_end(const Scene&, const Event&);
Prose block(const Scene&, const Event&);
Prose out(const Scene&, const Event&);
Prose mark(const Scene&, const Event&);
Prose loop_error(const Scene&, const Event&);
Prose warning(const Scene&, const Event&);
Prose slow_callback(const Scene&, const Event&);

/// The task as `event`, its suspend, leaves it.
Task suspended(const Scene& scene, const Event& event);

}  // namespace awaitscope::tells
