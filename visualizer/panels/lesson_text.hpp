#pragma once
#include <map>
#include <string>
#include <vector>

#include "markdown.hpp"

namespace awaitscope {

/// One answer that can be chosen, and what the learner is told then.
struct Choice {
    std::vector<Run> text, feedback;
    bool right = false;
};

struct Question {
    std::vector<Run> text;
    std::vector<Choice> choices;
    std::vector<Run> explanation;   ///< for everybody, once an answer was chosen
};

/// What a what-if is called, and what to look at when it is changed.
struct WhatIfLabel {
    std::string label, hint;
};

/// A lesson's page in one language (en.md, zh.md), ready to be set.
struct LessonText {
    std::string title;
    std::vector<Block> blocks;
    std::vector<Question> questions;
    std::map<std::string, WhatIfLabel, std::less<>> what_ifs;   ///< by name
};

/// Reads a page. What does not fit the format is left out.
LessonText read_lesson_text(std::string_view markdown);

}  // namespace awaitscope
