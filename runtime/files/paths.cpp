#include "paths.hpp"

#include <string_view>
#include <vector>

#include "system_calls.hpp"

namespace asyncio::files::system {

const char* system_path(const std::string& path) {
    if (path.find('\0') != std::string::npos) throw ValueError("embedded null byte");
    return path.c_str();
}

Split split(const std::string& path) {
    const std::size_t after = path.rfind('/') + 1;   // npos + 1 is 0
    std::string head = path.substr(0, after);
    const std::size_t last = head.find_last_not_of('/');
    if (last != std::string::npos) head.resize(last + 1);
    return {std::move(head), path.substr(after)};
}

std::string join(const std::string& folder, const std::string& name) {
    if (name.starts_with('/') || folder.empty()) return name;
    return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

std::string normpath(const std::string& path) {
    if (path.empty()) return ".";
    std::size_t slashes = path.find_first_not_of('/');
    if (slashes == std::string::npos) slashes = path.size();
    const std::string root(slashes == 2 ? 2 : slashes > 0, '/');   // POSIX lets two of them mean something
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        std::string part = path.substr(begin, end - begin);
        begin = end + 1;
        if (part.empty() || part == ".") continue;
        if (part != ".." || (root.empty() && parts.empty()) || (!parts.empty() && parts.back() == "..")) parts.push_back(std::move(part));
        else if (!parts.empty()) parts.pop_back();
    }
    std::string result;
    for (const std::string& part : parts) result += (result.empty() ? "" : "/") + part;
    result = root + result;
    return result.empty() ? "." : result;
}

std::string abspath(const std::string& path) { return normpath(path.starts_with('/') ? path : join(getcwd(), path)); }

}  // namespace asyncio::files::system
