#include "chrome_loop.hpp"

#include <fmt/format.h>

#include "visualizer/story/story.hpp"

namespace awaitscope::exports {
namespace {

enum Depth { whole_run, turn, handle, step, passing };  // what lies in what

std::string timeout(Micros value) { return value == asyncio::trace::forever ? "inf" : format_time(value); }

}  // namespace

std::string Recording::title_of(Ref task) const {
    const Task* known = timeline.state.find_task(task);
    return known ? title(*known) : name(task);
}

void LoopTrack::tell(std::size_t index) {
    const Event& event = recording_.log[index];
    nest(event, index);
    queue(event, index);
    remark(event, index);
}

void LoopTrack::close() { slices_.end(whole_run, recording_.ruler.end); }

Json LoopTrack::args(std::size_t index) const {
    return {{"event", index + 1}, {"t", format_time(recording_.timeline.times[index + 1])}};
}

void LoopTrack::nest(const Event& event, std::size_t index) {
    const double now = recording_.at(index);
    const auto begin = [&](Depth depth, std::string name) { slices_.begin(depth, std::move(name), now, args(index)); };
    switch (event.kind) {
        case Kind::loop_begin:
            return begin(whole_run, event.object ? "run until " + name(event.object) : "run forever");
        case Kind::loop_end: return slices_.end(whole_run, now);
        case Kind::iter_begin: return begin(turn, fmt::format("turn {}", event.subject.number()));
        case Kind::iter_end: return slices_.end(turn, now);
        case Kind::poll: return begin(handle, fmt::format("poll, timeout {}", timeout(event.value)));
        case Kind::run: return begin(handle, handle_title(event.subject));
        case Kind::skip: return slices_.end(handle, now);
        case Kind::step: return begin(step, recording_.title_of(event.subject));
        case Kind::suspend:
        case Kind::task_done: return slices_.end(step, now);
        case Kind::clock: return pass("waits", index);
        case Kind::block: return pass("blocks the loop for", index);
        default: return;
    }
}

/// A slice for the time that passes in the event itself.
void LoopTrack::pass(const char* how, std::size_t index) {
    if (!slices_.open()) return;
    const auto& times = recording_.timeline.times;
    const auto text = fmt::format("{} {}", how, format_time(times[index + 1] - times[index]));
    slices_.begin(passing, text, recording_.ruler.at[index], args(index));
    slices_.end(passing, recording_.at(index));
}

/// "task.wakeup Task-3", or the name of the function.
std::string LoopTrack::handle_title(Ref handle) {
    const auto found = handles_.find(handle.bits());
    if (found == handles_.end()) return name(handle);
    const Event& push = found->second.push;
    if (push.callback() == Callback::user) return fmt::format("{}()", recording_.log.text(push.text));
    const std::string_view what =
        push.callback() == Callback::other ? recording_.log.text(push.text2) : word(push.callback());
    const Ref whom = push.by ? push.by : push.object;
    return whom ? fmt::format("{} {}", what, name(whom)) : std::string(what);
}

void LoopTrack::queue(const Event& event, std::size_t index) {
    const std::uint32_t key = event.subject.bits();
    const auto count = [&](std::size_t handles) {
        file_.counter("ready queue", recording_.at(index), ready_ = handles);
    };
    switch (event.kind) {
        case Kind::timer_arm: handles_[key].armed = moment(index); return;
        case Kind::timer_cancel: handles_.erase(key); return;
        case Kind::push:
            handles_[key].push = event;
            handles_[key].queued = moment(index);
            return count(ready_ + 1);
        case Kind::run: draw_arrow(handles_[key], index); [[fallthrough]];
        case Kind::skip: handles_.erase(key); return count(ready_ - (ready_ > 0));
        default: return;
    }
}

void LoopTrack::draw_arrow(const Handle& handle, std::size_t run) {
    if (handle.queued < 0) return;
    ++arrows_;
    if (handle.armed >= 0) file_.flow('s', arrows_, handle.armed);
    file_.flow(handle.armed >= 0 ? 't' : 's', arrows_, handle.queued);
    file_.flow('f', arrows_, recording_.inside(run));
}

void LoopTrack::remark(const Event& event, std::size_t index) {
    const auto mark = [&](const char* category, std::string_view text) {
        file_.instant(loop_thread, std::string(text), category, recording_.at(index), args(index));
    };
    const Log& log = recording_.log;
    switch (event.kind) {
        case Kind::out: return mark("output", log.text(event.text));
        case Kind::mark: return mark("mark", log.text(event.text));
        case Kind::loop_error: return mark("error", log.text(event.object.bits()));
        case Kind::warning: return mark("warning", log.text(event.text2));
        case Kind::cancel: return mark("cancel", "cancel " + name(event.subject));
        case Kind::deadlock: return mark("error", "deadlock");
        default: return;
    }
}

}  // namespace awaitscope::exports
