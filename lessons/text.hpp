#pragma once
#include <string>
#include <string_view>
#include <vector>

/// The text around a lesson (en.md, zh.md), taken apart. CONTRIBUTING.md has the format.
namespace lessons {

struct Answer {
    std::string text;
    std::string feedback;      ///< what to say to someone who has chosen it; may be empty
    bool right = false;
    friend bool operator==(const Answer&, const Answer&) = default;
};

struct Question {
    std::string text;
    std::vector<Answer> answers;   ///< at least two, exactly one of them right
    std::string explanation;       ///< for everybody, after the answer
    friend bool operator==(const Question&, const Question&) = default;
};

/// What a WhatIf is called.
struct Label {
    std::string name;          ///< the WhatIf's: "delay_a"
    std::string label;         ///< a few words to stand beside the slider or the box
    std::string hint;          ///< a sentence: what to look at when it is changed; may be empty
    friend bool operator==(const Label&, const Label&) = default;
};

/// All strings may hold Markdown's inline marks; body holds whole Markdown (sections from `##` on).
struct Text {
    std::string title;
    std::string summary;
    std::string body;
    std::vector<Label> what_ifs;
    std::vector<Question> questions;

    std::string_view label(std::string_view name) const;   ///< of the WhatIf `name`; the name itself if it has none
    friend bool operator==(const Text&, const Text&) = default;
};

/// Takes `markdown` apart. What does not fit the format is left out and said in `problems`, one line
/// each, beginning with "line N: "; the rest is there all the same.
Text parse(std::string_view markdown, std::vector<std::string>& problems);

}  // namespace lessons
