#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "visualizer/model/history.hpp"

/// Events and states in words, in English and Chinese: what the panels, the terminal, the exports and
/// the tests say. One catalogue for all of them (en.cpp, zh.cpp).
namespace awaitscope {

enum class Lang : std::uint8_t { en, zh };

/// A stretch of text in one style.
struct Run {
    enum class Style : std::uint8_t { plain, bold, code };
    std::string text;
    Style style = Style::plain;
    friend bool operator==(const Run&, const Run&) = default;
};

/// One or more sentences; names of tasks and the like are bold, source code is code.
struct Prose {
    std::vector<Run> runs;
    std::string str() const;  ///< the same without styles
    bool empty() const { return runs.empty(); }
};

/// One event in one short, clear sentence. `before` is the state before it (History::at(its index)).
///
///     The timer of Task-3 has fired at t = 1.000 s.
Prose tell(const Log& log, const State& before, const Event& event, Lang lang);

/// The paragraph "What just happened" for a cursor that stands after `events` events: the latest event
/// in words, why it happened, and what comes next. One to three sentences, never empty.
Prose happened(History& history, const Log& log, std::size_t events, Lang lang);

/// The whole program in short, one line a fact: only what a learner needs. Every line ends in '\n'.
///
///     Task-1 starts: main
///     Task-1 sleeps until t = 1.000 s
std::string story(const Log& log, Lang lang);

// Labels.

/// What a task waits for: "sleeping, due t = 2.000 s", "gather ← Task-2, Task-3 (0 of 2 done)",
/// "awaits Task-2", "waits for a lock"; for a task that waits for nothing, the word of its state.
std::string waits_for(const State& state, const Task& task, Lang lang);

/// "running", "ready", "sleeping", "awaiting", "I/O wait", "thread", "done", "failed", "cancelled".
std::string_view state_word(TaskState state, Lang lang);
std::string_view state_word(Job::State state, Lang lang);

/// What the loop is doing: "polling", "running handles", "has ended", ...
std::string_view phase_word(Phase phase, Lang lang);

/// What a handle will do, short enough for a card: "next step", "wake-up", "end of sleep", "function".
std::string_view callback_phrase(Callback callback, Lang lang);

/// The same for one handle, with whom it is about: "the wake-up of Task-3", "the function tick".
std::string handle_phrase(const State& state, const ReadyHandle& handle, Lang lang);

/// "Task-3", or the name that the program gave it; other references by their own names ("H7", "Job-1").
std::string display_name(const State& state, Ref ref);

/// "Task-3 fetch("B")": its display name and the call (in a recording of CPython, "Task-3 fetch()").
std::string title(const Task& task);

/// An output line as the panel shows it: errors with their exception, warnings with their category.
std::string output_text(const OutputLine& line);

/// "1.000 s"; with more digits only if the time is not a whole millisecond ("0.000250 s").
std::string format_time(Micros time);

}  // namespace awaitscope
