#include "whole_file.hpp"

#include <cerrno>
#include <fstream>
#include <stdexcept>

namespace awaitscope {

namespace fs = std::filesystem;

void write_whole(const fs::path& path, const std::function<void(std::ostream&)>& write) {
    const fs::path part = path.string() + ".part";
    const auto fail = [&](const std::string& why) {
        std::error_code ignored;
        fs::remove(part, ignored);
        throw std::runtime_error(path.string() + ": " + why);
    };
    const auto reason = [] { return std::error_code(errno ? errno : EIO, std::generic_category()).message(); };
    errno = 0;
    std::ofstream out(part, std::ios::binary);
    if (!out) return fail(reason());
    try {
        write(out);
    } catch (const std::exception& error) {
        return fail(error.what());
    }
    out.close();
    if (!out) return fail(reason());
    std::error_code failed;
    fs::rename(part, path, failed);
    if (failed) fail(failed.message());
}

fs::path free_path(const std::string& stem, const std::string& extension) {
    fs::path path = stem + extension;
    for (int number = 2; fs::exists(path); ++number) path = stem + "-" + std::to_string(number) + extension;
    return path;
}

}  // namespace awaitscope
