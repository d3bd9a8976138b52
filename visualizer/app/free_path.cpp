#include "free_path.hpp"

namespace awaitscope {

std::filesystem::path free_path(const std::string& stem, const std::string& extension) {
    std::filesystem::path path = stem + extension;
    for (int number = 2; std::filesystem::exists(path); ++number)
        path = stem + "-" + std::to_string(number) + extension;
    return path;
}

}  // namespace awaitscope
