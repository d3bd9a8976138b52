#include "spans.hpp"

#include "history.hpp"
#include "lookup.hpp"

namespace awaitscope {
namespace {

void end_span(Lane& lane, std::size_t event, Micros now) {
    if (!lane.open) return;
    lane.spans.back().end = event;
    lane.spans.back().to = now;
    lane.open = false;
}

/// Task lanes stand first, one for each task of the state, in the same order.
Lane& task_lane(Timeline& timeline, std::size_t index) {
    const Ref ref = timeline.state.tasks[index].ref;
    if (index >= timeline.lanes.size() || timeline.lanes[index].task != ref) {
        Lane lane;
        lane.type = Lane::Type::task;
        lane.task = ref;
        timeline.lanes.insert(timeline.lanes.begin() + static_cast<std::ptrdiff_t>(index), std::move(lane));
    }
    return timeline.lanes[index];
}

Lane& worker_lane(Timeline& timeline, std::int32_t worker) {
    const auto first = timeline.lanes.begin() + static_cast<std::ptrdiff_t>(timeline.state.tasks.size());
    const auto found =
        std::find_if(first, timeline.lanes.end(), [=](const Lane& lane) { return lane.worker >= worker; });
    if (found != timeline.lanes.end() && found->worker == worker) return *found;
    Lane lane;
    lane.type = Lane::Type::worker;
    lane.worker = worker;
    return *timeline.lanes.insert(found, std::move(lane));
}

/// Notes what the task is doing after `event`.
void follow_task(Timeline& timeline, Ref ref, std::size_t event) {
    const std::size_t index = position(timeline.state.tasks, ref);
    if (index >= timeline.state.tasks.size() || timeline.state.tasks[index].ref != ref) return;
    const Task& task = timeline.state.tasks[index];
    Lane& lane = task_lane(timeline, index);
    if (!lane.spans.empty() && lane.spans.back().state == task.state && lane.spans.back().on == task.on) return;
    const Micros now = timeline.state.now;
    end_span(lane, event, now);
    lane.spans.push_back({event, event + 1, now, now, task.state, task.on, task.kind});
    lane.open = !task.over();
}

void follow_job(Timeline& timeline, Ref ref, std::size_t event) {
    const Job* job = timeline.state.find_job(ref);
    if (!job || job->worker < 0) return;
    Lane& lane = worker_lane(timeline, job->worker);
    const Micros now = timeline.state.now;
    end_span(lane, event, now);
    if (job->state != Job::State::running) return;
    lane.spans.push_back({event, event + 1, now, now, TaskState::thread, ref, FutureKind::executor});
    lane.open = true;
}

bool in_turn(Phase phase) { return phase != Phase::outside && phase != Phase::between && phase != Phase::ended; }

void follow_turn(Timeline& timeline, Phase before, const Event& event, Micros passed) {
    const std::size_t index = timeline.state.events - 1;
    const Micros now = timeline.state.now;
    if (in_turn(before) && !timeline.turns.empty()) {
        timeline.turns.back().end = index;
        timeline.turns.back().to = now;
        if (event.kind == Kind::clock) timeline.turns.back().waited += passed;
    }
    if (event.kind == Kind::iter_begin) timeline.turns.push_back({index, index + 1, now, now, 0});
}

void follow(Timeline& timeline, const Log& log, const Event& event) {
    const Phase phase = timeline.state.phase;
    const std::size_t index = timeline.state.events;
    const Ref newborn = timeline.state.newborn;
    fold(timeline.state, log, event);
    if (newborn) follow_task(timeline, newborn, index);   // it may have come to nothing
    const Micros now = timeline.state.now;
    follow_turn(timeline, phase, event, now - timeline.times.back());
    for (const Ref ref : {event.subject, event.by}) {
        if (ref.is(Ref::Type::task)) follow_task(timeline, ref, index);
        if (ref.is(Ref::Type::job)) follow_job(timeline, ref, index);
    }
    timeline.times.push_back(now);
}

/// What has not ended yet reaches to the end of the log.
void stretch(Timeline& timeline) {
    const Micros now = timeline.state.now;
    for (Lane& lane : timeline.lanes) {
        if (!lane.open) continue;
        lane.spans.back().end = timeline.events;
        lane.spans.back().to = now;
    }
    if (in_turn(timeline.state.phase) && !timeline.turns.empty()) {
        timeline.turns.back().end = timeline.events;
        timeline.turns.back().to = now;
    }
}

}  // namespace

void extend(Timeline& timeline, const Log& log) {
    const std::size_t size = log.size();
    if (timeline.events == size) return;
    while (timeline.events < size) follow(timeline, log, log[timeline.events++]);
    stretch(timeline);
}

}  // namespace awaitscope
