#pragma once
#include "phrase.hpp"

namespace awaitscope {

/// Turns the things of a State into parts of sentences, in one language.
struct Speaker {
    const State& state;
    Lang lang;

    Prose say(Phrase phrase, const Parts& parts = {}) const { return awaitscope::say(lang, phrase, parts); }

    // Whom and what.
    Prose name(Ref ref) const;                       ///< bold: "Task-3", "worker", "Job-1"
    Prose names(const std::vector<Ref>& refs) const; ///< "Task-2, Task-3, Task-4, …"; empty for none
    Prose actor(Ref by) const;                       ///< who did it: a task, a job, the main program, a callback
    Prose call(Ref task) const;                      ///< `fetch("A", 2.0)`, or `fetch()`
    Prose coro(Ref task) const;
    Prose noun(const ReadyHandle& handle) const;     ///< "the wake-up of **Task-3**"

    // How a task waits.
    Prose does(const Task& task) const;              ///< "sleeps until t = 1.000 s"
    Prose label(const Task& task) const;             ///< "sleeping, due t = 1.000 s"
    std::vector<Ref> waiting_for(Ref what) const;    ///< the tasks that are suspended on a future or a task

    // When.
    Prose time(Micros time) const;                   ///< "t = 1.000 s"
    Prose duration(Micros time) const;               ///< "1.000 s"
};

/// The same for events: `state` is the state before the event that is told.
struct Scene : Speaker {
    const Log& log;

    // Texts of the program, cut to one line that can be read.
    Prose text(asyncio::trace::TextId id) const;     ///< `?` if there is none
    Prose exc(const Event& event) const;             ///< `ValueError: no`; empty if there is none
};

Prose number(std::int64_t n);
/// One line of at most `most` characters, as code.
Prose quote(std::string_view text, std::size_t most = 120);

ReadyHandle as_handle(const Timer& timer);
ReadyHandle as_handle(const Watcher& watcher);
/// What a push or a timer_arm speaks of.
ReadyHandle as_handle(const Scene& scene, const Event& event);

/// The handle `ref`, wherever it is: running, in the queue, a timer or a watcher; just its name if nowhere.
ReadyHandle find_handle(const State& state, Ref ref);

/// Why `handle` is in the ready queue: "its timer fired at t = 1.000 s". Empty if the log does not tell.
Prose reason(const Scene& scene, const ReadyHandle& handle);

/// Why a task that waited for a future of this kind can go on: "the sleep is over". `index`: when it was set.
Prose over(const Scene& scene, FutureKind kind, std::size_t index);

/// What has set `handle` off in the end, as a sentence: a timer, a descriptor, a job or another task. May be empty.
Prose origin(const Scene& scene, const ReadyHandle& handle);

/// "The" for "the": an English sentence that begins with a part.
Prose capitalised(Lang lang, Prose sentence);

}  // namespace awaitscope
