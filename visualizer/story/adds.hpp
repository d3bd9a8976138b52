#pragma once
#include "scene.hpp"

/// What is worth adding to the sentence of an event: why it happened, and what comes next.
namespace awaitscope {

/// A paragraph in the making.
struct Paragraph {
    Scene before, after;
    const Event& event;
    Prose text;

    void add(const Prose& sentence);
    void add(Phrase phrase, const Parts& parts = {}) { add(before.say(phrase, parts)); }
};

namespace adds {

using Add = void (*)(Paragraph&);

// adds_loop.cpp
void loop_begin(Paragraph&);
void loop_end(Paragraph&);
void iter_begin(Paragraph&);
void poll(Paragraph&);
void clock(Paragraph&);
void iter_end(Paragraph&);
void deadlock(Paragraph&);
void end(Paragraph&);
void block(Paragraph&);

// adds_queue.cpp
void push(Paragraph&);
void run(Paragraph&);
void timer_arm(Paragraph&);
void timer_fire(Paragraph&);
void io_begin(Paragraph&);
void io_ready(Paragraph&);
void what_is_next(Paragraph&);  ///< what the loop does when the code that ran gives way

// adds_tasks.cpp
void task_new(Paragraph&);
void step(Paragraph&);
void suspend(Paragraph&);
void task_done(Paragraph&);
void cancel(Paragraph&);
void future_done(Paragraph&);
void job_submit(Paragraph&);
void job_begin(Paragraph&);
void job_end(Paragraph&);
void running_on(Paragraph&);    ///< that the task which did this still runs
void nothing(Paragraph&);

}  // namespace adds
}  // namespace awaitscope
