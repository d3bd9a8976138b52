#include "static_files.hpp"

#include <cstdlib>
#include <filesystem>

#include "folder_page.hpp"
#include "http_exceptions.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/threads.hpp"

namespace asyncio::http {
namespace fs = std::filesystem;
namespace {

std::string real_path(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), std::free);
    return real ? real.get() : "";
}

bool is_folder(const std::string& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool is_inside(const std::string& path, const std::string& folder) {
    return folder == "/" || path == folder || path.starts_with(folder + "/");
}

/// The real path of what is meant; "" if there is no such thing, or it may not be shown: it is elsewhere.
std::string find(const std::string& folder, const std::string& name, bool follow_symlinks) {
    if (name.find('\0') != name.npos) return {};   // the system would read up to there
    const fs::path path = fs::path(folder) / name;
    if (follow_symlinks) return is_inside(path.lexically_normal(), folder) ? real_path(path.lexically_normal()) : "";
    const std::string real = real_path(path);
    return is_inside(real, folder) ? real : "";
}

}  // namespace

StaticFiles::StaticFiles(std::string prefix, std::string folder, StaticOptions options)
    : prefix_(std::move(prefix)), folder_(real_path(folder)), options_(options) {
    if (!is_folder(folder_)) throw ValueError("No directory exists at '" + folder + "'");
}

Coroutine<Response> StaticFiles::operator()(Request& request) const {
    std::string name(request.match_info().get("filename", ""));
    co_return co_await to_thread(named("find_file", [self = *this, name] { return self.look_up(name); }));
}

Response StaticFiles::look_up(const std::string& name) const {
    const std::string path = find(folder_, name, options_.follow_symlinks);
    if (path.empty()) throw HTTPNotFound();
    if (!is_folder(path)) return FileResponse(path);
    if (!options_.show_index) throw HTTPForbidden();
    return folder_page(path, path.substr(std::min(path.size(), folder_.size() + 1)), prefix_);
}

}  // namespace asyncio::http
