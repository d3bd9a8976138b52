#pragma once
#include <string_view>

#include "visualizer/story/story.hpp"

namespace awaitscope {

/// What `awaitscope COMMAND --help` says; "" is the program itself.
std::string_view help(std::string_view command, Lang lang);

}  // namespace awaitscope
