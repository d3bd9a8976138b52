#pragma once
#include <unordered_map>

#include "chrome_file.hpp"
#include "ruler.hpp"
#include "visualizer/model/spans.hpp"

namespace awaitscope::exports {

/// What an export knows of a recording.
struct Recording {
    const Log& log;
    const Timeline& timeline;
    const Ruler& ruler;

    double at(std::size_t event) const { return ruler.of(event); }
    /// A moment that belongs to the event alone, between it and the next.
    double inside(std::size_t event) const { return (at(event) + at(event + 1)) / 2; }
    std::string title_of(Ref task) const;
};

/// What the loop's own thread does, told event by event: a track of slices in slices (run, turn, poll or
/// handle, step), marks for what is printed or goes wrong, the length of the ready queue as a counter, and
/// an arrow from what armed a timer or queued a handle to its run.
class LoopTrack {
public:
    LoopTrack(ChromeFile& file, const Recording& recording)
        : file_(file), recording_(recording), slices_(file, loop_thread) {}

    void tell(std::size_t index);
    void close();

private:
    struct Handle {
        Event push;                      ///< what queued it
        double armed = -1, queued = -1;  ///< where its arrow begins; -1: nowhere, no slice was there
    };

    void nest(const Event& event, std::size_t index);
    void pass(const char* how, std::size_t index);
    void queue(const Event& event, std::size_t index);
    void draw_arrow(const Handle& handle, std::size_t run);
    void remark(const Event& event, std::size_t index);
    std::string handle_title(Ref handle);
    double moment(std::size_t index) const { return slices_.open() ? recording_.inside(index) : -1; }
    Json args(std::size_t index) const;

    ChromeFile& file_;
    const Recording& recording_;
    NestedSlices slices_;
    std::unordered_map<std::uint32_t, Handle> handles_;  // armed or queued; the key is Ref::bits()
    std::size_t ready_ = 0, arrows_ = 0;
};

}  // namespace awaitscope::exports
