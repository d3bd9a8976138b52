#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>

#include "visualizer/session/session.hpp"

namespace awaitscope {

/// What the command line asks to show in a window.
struct Shown {
    std::unique_ptr<Session> session;
    std::filesystem::path file;      ///< where it was read from, if it is a recording
    Lang lang = Lang::en;
    bool light = false;
};

/// Shows it until the window is closed; returns the program's exit code.
/// Throws NoDisplay before anything is shown.
using ShowWindow = std::function<int(Shown)>;

/// what(): why there can be no window, in words that stand in brackets.
struct NoDisplay : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Does what the words after the program's name say. Returns the exit code: 0, 1 if something failed on the
/// way, 2 if it was asked for something that cannot be, 128 + n if signal n ended it. Says at most one line
/// on standard error for each thing that is wrong; standard output is what was asked for and nothing else.
int command_line(int argc, const char* const* argv, const ShowWindow& show_window);

}  // namespace awaitscope
