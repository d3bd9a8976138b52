#pragma once
#include <cstddef>
#include <string_view>

namespace awaitscope {

/// A character and how many bytes it takes. A byte that begins no character counts as U+FFFD.
struct Character {
    unsigned code;
    std::size_t bytes;
};

/// The first character of `text`, which is not empty.
Character first_character(std::string_view text);

/// Written without spaces between the words: a line may break on either side of it.
bool is_ideograph(unsigned code);
bool never_begins_a_line(unsigned code);   ///< 。，）…
bool never_ends_a_line(unsigned code);     ///< （“…

}  // namespace awaitscope
