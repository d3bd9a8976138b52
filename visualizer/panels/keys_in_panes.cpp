#include <algorithm>

#include "keys.hpp"
#include "what_if.hpp"

namespace awaitscope {
namespace {

struct ChoicePlace {
    std::size_t question, choice;
};

/// Which choice of which question is in a row.
ChoicePlace place_of(const LessonText& text, std::size_t row) {
    std::size_t question = 0;
    while (question < text.questions.size() && row >= text.questions[question].choices.size())
        row -= text.questions[question++].choices.size();
    return {question, row};
}

std::size_t choice_count(const LessonText& text) {
    std::size_t count = 0;
    for (const Question& question : text.questions) count += question.choices.size();
    return count;
}

/// What Enter does in the chosen row.
Requests enter(const Frame& f) {
    const std::size_t row = f.view.chosen;
    switch (f.view.focus) {
    case Pane::lessons: return {request::OpenLesson{f.lessons[row].name}};
    case Pane::tasks: return {request::Select{f.state.tasks[row].ref}};
    case Pane::exports: return {request::Export{f.formats[row].name}, request::Focus{Pane::none}};
    case Pane::text: {
        const auto [question, choice] = place_of(f.text, row);
        return {request::Answer{question, choice}};
    }
    case Pane::what_if: {
        const lessons::WhatIf& what_if = *f.lesson->what_ifs[row];
        if (what_if.type == lessons::WhatIf::Type::number) return {};
        return {request::WhatIf{what_if.name, 1 - setting(f.settings, what_if)}};
    }
    default: return {};
    }
}

/// The arrow keys to the sides change a number.
Requests change(const Frame& f, int by) {
    const lessons::WhatIf& what_if = *f.lesson->what_ifs[f.view.chosen];
    const double value = setting(f.settings, what_if);
    if (what_if.type == lessons::WhatIf::Type::flag) return enter(f);
    const double wanted = std::clamp(value + by * what_if.step, what_if.least, what_if.most);
    return wanted == value ? Requests{} : Requests{request::WhatIf{what_if.name, wanted}};
}

/// Up and down in the list of events move the cursor itself.
Requests seek(const Frame& f, int by) {
    if (f.view.filter.empty()) return {request::Step{by}};
    const auto& matches = f.narration.matches(f.view.filter, f.view.lang);
    const auto current = by > 0 ? std::ranges::lower_bound(matches, f.state.events)
                                : std::ranges::lower_bound(matches, std::max<std::size_t>(f.state.events, 1) - 1);
    if (by > 0) return current == matches.end() ? Requests{} : Requests{request::Seek{*current + 1}};
    return current == matches.begin() ? Requests{} : Requests{request::Seek{*(current - 1) + 1}};
}

Requests choose(const Frame& f, int by, std::size_t rows) {
    if (f.view.focus == Pane::events) return seek(f, by);
    const auto row = static_cast<std::ptrdiff_t>(f.view.chosen) + by;
    return {request::Choose{static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(row, 0, static_cast<std::ptrdiff_t>(rows) - 1))}};
}

}  // namespace

std::size_t row_count(const Frame& f, Pane pane) {
    switch (pane) {
    case Pane::lessons: return f.lessons.size();
    case Pane::what_if: return f.lesson ? f.lesson->what_ifs.size() : 0;
    case Pane::text: return f.view.page == Page::text ? choice_count(f.text) : 0;
    case Pane::tasks: return f.state.tasks.size();
    case Pane::events: return f.view.lower == Lower::events ? f.recorded() : 0;
    case Pane::exports: return f.formats.size();
    case Pane::none: case Pane::filter: return 0;
    }
    return 0;
}

Requests press_in_pane(const Frame& f, KeyPress key) {
    const std::size_t rows = row_count(f, f.view.focus);
    if (rows == 0 || key.ctrl || (f.view.chosen >= rows && f.view.focus != Pane::events)) return {};
    switch (key.key) {
    case key_up: return choose(f, -1, rows);
    case key_down: return choose(f, 1, rows);
    case key_enter: return enter(f);
    case key_left: case key_right:
        return f.view.focus == Pane::what_if ? change(f, key.key == key_right ? 1 : -1) : Requests{};
    default: return {};
    }
}

}  // namespace awaitscope
