#pragma once
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "visualizer/panels/view.hpp"
#include "visualizer/session/session.hpp"

namespace awaitscope {

/// There is no display, or no OpenGL 3 on it: tell the story in the terminal instead.
struct NoWindow : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct WindowOptions {
    std::unique_ptr<Session> session;         ///< what to show first
    std::filesystem::path file;               ///< where it was read from, if it is a recording
    Lang lang = Lang::en;
    Appearance appearance = Appearance::dark;
    int width = 0, height = 0;                ///< 0: 1600 × 900, or what the screen has room for
    float scale = 0;                          ///< pixels for each pixel of the design; 0: by the screen and the height
    std::filesystem::path probe;              ///< write what is seen to this file whenever it changes; "": $AWAITSCOPE_PROBE
};

/// Opens the window and stays until it is closed. Returns the program's exit code.
/// Throws NoWindow before anything is shown.
int run_window(WindowOptions options);

}  // namespace awaitscope
