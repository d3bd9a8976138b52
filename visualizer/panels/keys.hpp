#pragma once
#include "frame.hpp"

/// The keyboard: which key asks for what. The help overlay is drawn from the same table.
namespace awaitscope {

/// A key: the character that is printed on it (letters in capitals), or one of these.
enum Key : int {
    key_left = 256, key_right, key_up, key_down, key_home, key_end, key_page_up, key_page_down, key_enter, key_escape,
    key_tab, key_f1, key_f11,
};

struct KeyPress {
    int key = 0;
    bool shift = false, ctrl = false;
};

struct Shortcut {
    KeyPress press;
    Requests (*ask)(const Frame&);
    Label shown = {}, what = {};   ///< for the help overlay; empty: another way to ask for the same
};

std::span<const Shortcut> shortcuts();

/// What a key asks for now: first the pane that has the arrow keys, then the shortcuts.
Requests press(const Frame& frame, KeyPress key);

/// How many rows the arrow keys can choose from in `pane`.
std::size_t row_count(const Frame& frame, Pane pane);

/// The arrow keys and Enter within the focused pane; nothing if it has no use for the key.
Requests press_in_pane(const Frame& frame, KeyPress key);

}  // namespace awaitscope
