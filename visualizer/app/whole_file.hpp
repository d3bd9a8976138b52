#pragma once
#include <filesystem>
#include <functional>
#include <iosfwd>

namespace awaitscope {

/// Writes a file that is either there whole or not at all: under a temporary name first, then renamed.
/// Throws std::runtime_error with the path and the system's reason; nothing is left behind then.
void write_whole(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);

/// STEM.EXT in the current folder, or STEM-2.EXT and so on if that is taken.
std::filesystem::path free_path(const std::string& stem, const std::string& extension);

}  // namespace awaitscope
