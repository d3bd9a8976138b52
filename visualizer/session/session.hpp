#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "lessons/lesson.hpp"
#include "visualizer/model/history.hpp"
#include "visualizer/model/spans.hpp"
#include "visualizer/story/story.hpp"

namespace awaitscope {

/// A log, a place in it, and the lesson (if any) that is still writing it.
///
/// The cursor counts events: 0 is before the first. Going forward past the end of the log lets the
/// held lesson take its next decision; going back never disturbs it. All functions are for the one
/// thread that owns the session (the window's); the lesson runs on its own.
class Session {
public:
    /// Starts `lesson` under the virtual clock and holds it before its first event.
    static std::unique_ptr<Session> live(const lessons::Lesson& lesson, lessons::Settings settings = {});
    /// A recording. Throws trace::ReadError if nothing of it can be used; a part that can is kept and
    /// problem() says what is wrong with the rest.
    static std::unique_ptr<Session> recording(const std::filesystem::path& file);
    virtual ~Session() = default;  ///< a held lesson is unwound; one that never gives way is left behind

    // What is there.
    virtual const Log& log() const = 0;
    virtual const lessons::Lesson* lesson() const = 0;        ///< nullptr for a recording
    virtual const lessons::Settings& settings() const = 0;
    virtual std::string title() const = 0;                    ///< lesson name or file name
    virtual std::string problem(Lang lang = Lang::en) const = 0;  ///< "" or one line: what is wrong, what to do
    virtual std::size_t recorded() const = 0;                 ///< events in the log so far
    virtual bool complete() const = 0;                        ///< nothing can be added any more
    virtual bool waiting() const = 0;                         ///< the lesson was let go on and has not reported back yet
    virtual std::size_t cursor() const = 0;
    virtual const State& state() = 0;                         ///< at the cursor
    virtual const State& state_at(std::size_t events) = 0;    ///< elsewhere; valid until the next call
    virtual const Timeline& timeline() = 0;                   ///< of everything recorded

    // Moving. Each moves as far as it can at once; what the lesson still has to do goes on in tick().
    virtual void seek(std::size_t events) = 0;                ///< live: runs the lesson on if need be
    virtual void step() = 0;
    virtual void step_back() = 0;
    virtual void next_task_switch() = 0;                      ///< to the next `step` event
    virtual void previous_task_switch() = 0;
    virtual void next_turn() = 0;                             ///< to the next `iter_begin`
    virtual void previous_turn() = 0;
    virtual void to_start() = 0;
    virtual void to_end() = 0;                                ///< a lesson that never ends stops after `endless_limit` events

    // Playing.
    virtual bool playing() const = 0;
    virtual void set_playing(bool) = 0;                       ///< at the end of a complete log: from the start again
    virtual double speed() const = 0;                         ///< events a second
    virtual void set_speed(double) = 0;

    /// Once a frame: plays, and takes note of what the lesson has done. `seconds` since the last call.
    virtual void tick(double seconds) = 0;
    /// Lets pending motion come to rest (for tests and the command line). False if the lesson has not
    /// reported back within `patience` seconds: it blocks its loop.
    virtual bool settle(double patience = 5.0) = 0;

    static constexpr std::size_t endless_limit = 1'000'000;
};

/// Runs a lesson to its end on this thread; `out` false: what it prints and reports goes to the log only.
/// Stops an endless lesson after `limit` events, or a few more; returns false then.
///
/// Throws: what the lesson throws; the log is complete all the same.
bool record(const lessons::Lesson& lesson, const lessons::Settings& settings, bool real_clock, Log& log,
            bool out, std::size_t limit = Session::endless_limit);

}  // namespace awaitscope
