#pragma once
#include "lesson.hpp"

namespace lessons {

/// A lesson and its texts, as embed.py puts them into the program.
struct Embedded {
    const Lesson* lesson;
    Sources sources;
};

/// In teaching order, as the list in meson.build has them.
std::span<const Embedded> embedded();

}  // namespace lessons
