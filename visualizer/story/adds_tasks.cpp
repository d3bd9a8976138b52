#include "adds.hpp"

namespace awaitscope::adds {
namespace {

void add_waiters(Paragraph& paragraph) {
    const std::vector<Ref> waiters = paragraph.before.waiting_for(paragraph.event.subject);
    if (!waiters.empty()) paragraph.add(Phrase::waited_for, {{"tasks", paragraph.before.names(waiters)}});
}

Phrase how_cancelled(const Task& task) {
    if (task.state == TaskState::running) return Phrase::cancel_running;
    if (task.state != TaskState::ready) return Phrase::cancel_waiting;
    return task.steps == 0 ? Phrase::cancel_unstarted : Phrase::cancel_ready;
}

}  // namespace

void nothing(Paragraph&) {}
void task_new(Paragraph& paragraph) { paragraph.add(Phrase::task_new_next); }
void job_submit(Paragraph& paragraph) { paragraph.add(Phrase::job_submit_next); }
void job_begin(Paragraph& paragraph) { paragraph.add(Phrase::job_begin_next); }
void future_done(Paragraph& paragraph) { add_waiters(paragraph); }

void step(Paragraph& paragraph) {
    const ReadyHandle& handle = paragraph.before.state.current;
    const bool clear = !handle.fut.is(Ref::Type::future);  // "Task-2 is done" has said it all
    if (!clear && paragraph.event.how() == How::resume) {
        if (const Prose cause = origin(paragraph.before, handle); !cause.empty()) paragraph.add(cause);
    }
    paragraph.add(Phrase::step_next, {{"task", paragraph.after.name(paragraph.event.subject)}});
}

void suspend(Paragraph& paragraph) {
    if (paragraph.event.object.is(Ref::Type::future) || paragraph.event.object.is(Ref::Type::task))
        what_is_next(paragraph);
}

void task_done(Paragraph& paragraph) {
    if (paragraph.event.state() == asyncio::trace::State::exception) paragraph.add(Phrase::outcome_kept);
    add_waiters(paragraph);
}

void cancel(Paragraph& paragraph) {
    const Task* task = paragraph.before.state.find_task(paragraph.event.subject);
    if (task && !task->over()) paragraph.add(how_cancelled(*task));
}

void job_end(Paragraph& paragraph) {
    if (paragraph.event.state() != asyncio::trace::State::cancelled) paragraph.add(Phrase::job_end_next);
}

void running_on(Paragraph& paragraph) {
    const Ref running = paragraph.after.state.running;
    if (running) paragraph.add(Phrase::running_on, {{"task", paragraph.after.name(running)}});
}

}  // namespace awaitscope::adds
