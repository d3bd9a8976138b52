#pragma once
#include <fmt/format.h>

#include "visualizer/model/history.hpp"

/// States as text, so that a test can assert every state of a recording, whole.
inline std::string describe(const awaitscope::Task& task) {
    constexpr const char* words[] = {"ready",  "running", "sleeping", "awaiting", "io_wait",
                                     "thread", "done",    "failed",   "cancelled"};
    std::string text = fmt::format(" | {} {}", name(task.ref), words[static_cast<int>(task.state)]);
    if (task.on) text += " on " + name(task.on);
    if (task.due >= 0) text += fmt::format(" until {}", task.due);
    if (task.line > 0) text += fmt::format(" line {}", task.line);
    if (!task.exc.empty()) text += fmt::format(" {} {}", task.exc, task.msg);
    return text;
}

inline std::string describe(const awaitscope::ReadyHandle& handle) {
    return fmt::format("{} {}{}", name(handle.ref), handle.fn.empty() ? handle.callback_name : handle.fn,
                       handle.cancelled ? " cancelled" : "");
}

inline std::string describe(const awaitscope::Timer& timer) {
    return fmt::format(" | timer {} at {}{}", name(timer.ref), timer.when,
                       timer.task ? " for " + name(timer.task) : "");
}

inline std::string describe(const awaitscope::Watcher& watcher) {
    return fmt::format(" | watcher {} {}{}{}", name(watcher.ref), word(watcher.direction),
                       watcher.task ? " for " + name(watcher.task) : "", watcher.ready ? " ready" : "");
}

inline std::string describe(const awaitscope::Job& job) {
    constexpr const char* words[] = {"queued", "running", "done", "failed", "cancelled"};
    std::string text = fmt::format(" | {} {} {}", name(job.ref), job.fn, words[static_cast<int>(job.state)]);
    if (job.worker >= 0) text += fmt::format(" in {}", job.worker);
    if (!job.exc.empty()) text += fmt::format(" {} {}", job.exc, job.msg);
    return text;
}

/// The queue; in brackets what runs in this turn.
inline std::string describe_queue(const awaitscope::State& state) {
    if (state.ready.empty()) return "";
    std::string text = state.left_in_turn ? " | queue [" : " | queue ";
    for (std::size_t i = 0; i < state.ready.size(); ++i) {
        if (i > 0 && i == state.left_in_turn) text += "] ";
        else if (i > 0) text += ", ";
        text += describe(state.ready[i]);
    }
    return text + (state.left_in_turn == state.ready.size() ? "]" : "");
}

inline std::string describe(const awaitscope::State& state) {
    constexpr const char* phases[] = {"outside", "between", "turn", "polling", "running", "deadlock", "ended"};
    std::string text = fmt::format("{:7} | {}", phases[static_cast<int>(state.phase)], state.now);
    for (const auto& task : state.tasks) text += describe(task);
    if (state.current.ref) text += " | " + describe(state.current) + " runs";
    text += describe_queue(state);
    for (const auto& timer : state.timers) text += describe(timer);
    for (const auto& watcher : state.watchers) text += describe(watcher);
    for (const auto& job : state.jobs) text += describe(job);
    return text;
}

/// One line for each event: its kind and the state that it leaves behind.
inline std::string story_of_states(const awaitscope::Log& log) {
    std::string text;
    awaitscope::State state;
    for (std::size_t i = 0; i < log.size(); ++i) {
        fold(state, log, log[i]);
        text += fmt::format("{:14} {}\n", word(log[i].kind), describe(state));
    }
    return text;
}
