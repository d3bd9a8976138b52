#include "fold.hpp"
#include "lookup.hpp"

// Input and output, and threads: what happens outside the loop's own thread.
namespace awaitscope::folds {
namespace {

auto find_watcher(State& state, Ref ref) {
    return std::find_if(state.watchers.begin(), state.watchers.end(), [=](const Watcher& w) { return w.ref == ref; });
}

}  // namespace

void io_begin(State& state, const Log& log, const Event& event) {
    if (event.object.is(Ref::Type::future)) mention(state.futures, event.object);
    state.watchers.push_back({
        .ref = event.subject,
        .direction = event.direction(),
        .callback = event.callback(),
        .callback_name = callback_name(log, event),
        .task = waiter(state, event.object),
        .fut = event.object,
        .fn = log.text(event.text),
        .begun = state.events,
    });
}

void io_ready(State& state, const Log&, const Event& event) {
    if (const auto found = find_watcher(state, event.subject); found != state.watchers.end()) found->ready = true;
}

void io_end(State& state, const Log& log, const Event& event) {
    if (const auto found = find_watcher(state, event.subject); found != state.watchers.end())
        state.watchers.erase(found);
    handle_cancel(state, log, event);  // if it is in the ready queue it will be skipped
}

void job_submit(State& state, const Log& log, const Event& event) {
    Job fresh;
    fresh.ref = event.subject;
    fresh.fn = log.text(event.text);
    fresh.by = event.by;
    fresh.since = state.now;
    mention(state.jobs, event.subject) = fresh;
}

void job_begin(State& state, const Log&, const Event& event) {
    Job& job = mention(state.jobs, event.subject);
    job.state = Job::State::running;
    job.worker = static_cast<std::int32_t>(event.value);
    job.since = state.now;
}

void job_end(State& state, const Log& log, const Event& event) {
    Job& job = mention(state.jobs, event.subject);
    switch (event.state()) {
        case asyncio::trace::State::exception: job.state = Job::State::failed; break;
        case asyncio::trace::State::cancelled: job.state = Job::State::cancelled; break;
        default: job.state = Job::State::done;
    }
    job.exc = log.text(event.text);
    job.msg = log.text(event.text2);
    job.since = state.now;
}

}  // namespace awaitscope::folds
