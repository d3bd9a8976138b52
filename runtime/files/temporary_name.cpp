#include "temporary_name.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <random>
#include <vector>

#include "errors.hpp"
#include "folders.hpp"
#include "paths.hpp"

namespace asyncio::files {
namespace {

/// Eight characters, as Python chooses them.
std::string chance() {
    constexpr std::string_view characters = "abcdefghijklmnopqrstuvwxyz0123456789_";
    static thread_local std::mt19937_64 random{std::random_device{}()};
    std::uniform_int_distribution<std::size_t> which(0, characters.size() - 1);
    std::string text;
    for (int i = 0; i < 8; ++i) text += characters[which(random)];
    return text;
}

}  // namespace

std::string temporary_folder() {
    std::vector<std::string> candidates;
    for (const char* variable : {"TMPDIR", "TEMP", "TMP"})
        if (const char* folder = std::getenv(variable); folder && *folder) candidates.emplace_back(folder);
    for (const char* folder : {"/tmp", "/var/tmp", "/usr/tmp", "."}) candidates.emplace_back(folder);
    for (const std::string& folder : candidates)
        if (system::is_dir(folder) && ::access(folder.c_str(), W_OK | X_OK) == 0) return system::abspath(folder);
    throw FileNotFoundError(ENOENT, "No usable temporary directory found");
}

std::string with_new_name(const TemporaryName& name, const std::function<void(const std::string& path)>& make) {
    const std::string folder = system::abspath(name.dir ? *name.dir : temporary_folder());
    for (int tries = 1;; ++tries) {
        const std::string path = system::join(folder, name.prefix + chance() + name.suffix);
        try {
            make(path);
            return path;
        } catch (const FileExistsError&) {
            if (tries == 10'000) throw;
        }
    }
}

}  // namespace asyncio::files
