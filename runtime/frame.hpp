#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "place.hpp"

namespace asyncio {

class Loop;
class TaskState;

/// One function of a call stack, and how far it has come.
struct Frame {
    const char* function = "";
    const char* file = "";
    std::uint32_t line = 0;
    bool is_coroutine = true;
    bool is_later = false;   ///< somewhere after `line`: a coroutine notes where it awaits, not where it calls
};

/// The coroutines of a task, each awaited by the one before. None once it is done.
std::vector<Frame> frames_of(const TaskState& task);

/// The stack of the task that runs in this thread, down to `where`. Without a task: `where`, if it is known.
std::vector<Frame> running_frames(Place where);

/// As in a traceback: `  File "a.cpp", line 3, in main`, a line for each, without the last newline.
std::string format_frames(const std::vector<Frame>& frames);

/// Whether a source file belongs to the library: then a line in it says little to a learner.
bool is_library(const char* file);

}  // namespace asyncio
