#pragma once
#include <string>

/// Paths as texts: nothing here asks the system, but for abspath.
namespace asyncio::files::system {

/// `path`, which must not have a NUL within. Throws: ValueError "embedded null byte", as Python does.
const char* system_path(const std::string& path);

struct Split {
    std::string head, tail;
};
/// What stands before the last slash and after it; the head ends in no slash unless it is all slashes.
/// Python: os.path.split
Split split(const std::string& path);
std::string join(const std::string& folder, const std::string& name);   ///< Python: os.path.join
std::string normpath(const std::string& path);                          ///< Python: os.path.normpath
std::string abspath(const std::string& path);                           ///< Python: os.path.abspath

}  // namespace asyncio::files::system
