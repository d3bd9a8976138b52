#pragma once
#include <atomic>

#include "lessons/lesson.hpp"

/// Small lessons that behave in all the ways in which a session may find a lesson.
namespace session_lessons {

extern const lessons::Lesson two_sleepers;  ///< what-ifs: delay
extern const lessons::Lesson workers;       ///< jobs in threads, which sleep and print
extern const lessons::Lesson failing;       ///< ends with ValueError("no such page")
extern const lessons::Lesson endless;       ///< gives way for ever
extern const lessons::Lesson spinning;      ///< never gives way, from its first step on, while `spins`
extern const lessons::Lesson hoarding;      ///< never gives way and makes events without end, while `spins`

inline std::atomic<bool> spins{false};
inline std::atomic<int> unwound{0};         ///< how many coroutines of two_sleepers were left, in whatever way

}  // namespace session_lessons
