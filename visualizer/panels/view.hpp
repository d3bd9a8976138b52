#pragma once
#include <map>
#include <string>

#include "theme.hpp"
#include "visualizer/story/story.hpp"

/// How the learner looks at the session: everything that is not the session itself. Plain values.
namespace awaitscope {

enum class Page : std::uint8_t { cpp, python, text };           ///< what the middle shows
enum class Lower : std::uint8_t { timeline, events };           ///< what the bottom shows
enum class Axis : std::uint8_t { time, events };                ///< the timeline's x axis
enum class Pane : std::uint8_t { none, lessons, what_if, text, tasks, events, filter, exports };  ///< who gets the arrow keys

/// Where the window is divided, as shares of its size.
struct Splits {
    float left = 0.142f, right = 0.360f;  ///< widths of the outer columns
    float bottom = 0.338f;                ///< height of the lower row
    float told = 0.158f;                  ///< height of "what just happened"
    float output = 0.243f;                ///< width of the output
    friend bool operator==(const Splits&, const Splits&) = default;
};

struct View {
    Lang lang = Lang::en;
    Appearance appearance = Appearance::dark;
    Page page = Page::cpp;
    Lower lower = Lower::timeline;
    Axis axis = Axis::time;
    Pane focus = Pane::none;
    Ref selected;                             ///< highlighted everywhere
    std::size_t chosen = 0;                   ///< the row that has the arrow keys, in the focused pane
    double left = 0, right = 1;               ///< the part of the timeline that is shown
    std::string filter;                       ///< of the event list
    std::map<std::size_t, std::size_t> answers;  ///< question -> choice, of this lesson
    float zoom = 1;                           ///< of the text, by the learner
    Splits splits;
    bool help = false;
    std::string note;                         ///< one line about what was just done, or ""
};

}  // namespace awaitscope
