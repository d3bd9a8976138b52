#pragma once
#include <filesystem>

namespace awaitscope {

/// STEM.EXT in the current folder, or STEM-2.EXT and so on if that is taken.
std::filesystem::path free_path(const std::string& stem, const std::string& extension);

}  // namespace awaitscope
