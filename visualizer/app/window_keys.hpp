#pragma once
#include <optional>

#include "visualizer/panels/keys.hpp"

namespace awaitscope {

/// A GLFW key event as a key of ours; nothing if it is a release or a key that has no meaning here.
std::optional<KeyPress> read_key(int key, int scancode, int action, int mods);

}  // namespace awaitscope
