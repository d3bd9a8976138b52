#pragma once
#include "ui.hpp"

namespace awaitscope::ui {

/// One thing in one row: its name to the left, what there is to know of it to the right.
struct Card {
    Paint paint;
    std::string name, what, right;   ///< bold, plain, plain at the right end
    Ref ref;                         ///< what a click on it selects
    bool hatched = false;            ///< cancelled
    std::string tip = {};
};

/// Draws it in a row of its own. A click selects.
Requests card(const Frame& f, const char* id, const Card& card);

/// A frame around `rect` if `ref` is selected.
void mark_selected(const Frame& f, const Rect& rect, Ref ref);

/// The colours of rows that are in no particular state.
Paint plain_paint(const Frame& f);

/// How `task` is called: "Task-3".
std::string task_name(const Task& task);

/// "Task-3 fetch("B")", from a reference; other things by their names.
std::string who(const Frame& f, Ref ref);

}  // namespace awaitscope::ui
