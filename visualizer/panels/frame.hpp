#pragma once
#include <span>
#include <string>

#include "fonts.hpp"
#include "lesson_text.hpp"
#include "lessons/lesson.hpp"
#include "narration.hpp"
#include "probe.hpp"
#include "request.hpp"
#include "source_text.hpp"
#include "view.hpp"
#include "visualizer/model/spans.hpp"
#include "words.hpp"

namespace awaitscope {

struct LessonEntry {
    std::string name, title;
    bool done = false;   ///< the learner has been at its end
};

/// A kind of file that the recording can be exported to.
struct FormatEntry {
    std::string name, what;   ///< "svg", "the timeline as a picture"
};

/// All that a panel may look at while it draws: one instant of the session, and how it is viewed.
struct Frame {
    const Log& log;
    const State& state;                   ///< at the cursor
    const Timeline& timeline;             ///< of everything recorded
    bool complete, waiting, playing;      ///< as in Session
    double speed;
    std::string_view title, problem;
    const lessons::Lesson* lesson;        ///< nullptr for a recording
    const lessons::Settings& settings;
    std::span<const LessonEntry> lessons;
    const Sources& sources;
    const LessonText& text;               ///< in the language of the view
    std::span<const FormatEntry> formats; ///< of exports
    const Narration& narration;
    const View& view;
    const Fonts& fonts;
    const Theme& theme;
    bool dense = false;                   ///< room is scarce: empty sections take one row
    Probe* probe = nullptr;               ///< nullptr: nobody wants to know

    std::size_t recorded() const { return timeline.events; }
    float px(float design) const { return design * fonts.scale; }
    std::string_view say(const Label& label) const { return label.in(view.lang); }
};

}  // namespace awaitscope
