#include "static_files.hpp"

#include <climits>
#include <cstdlib>

#include <sys/stat.h>

#include "http_exceptions.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/threads.hpp"

namespace asyncio::http {
namespace {

std::string real_path(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), std::free);
    return real ? real.get() : "";
}

bool is_folder(const std::string& path) {
    struct stat status{};
    return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// Whether the name leads out of the folder by itself: "../x", "a/../../x", "/etc/passwd", or cuts a string short.
bool escapes(const std::string& name) {
    if (name.starts_with('/') || name.find('\0') != name.npos) return true;
    for (std::size_t at = 0; at <= name.size();) {
        const auto end = std::min(name.find('/', at), name.size());
        if (name.compare(at, end - at, "..") == 0) return true;
        at = end + 1;
    }
    return false;
}

/// The path of the file that is meant, "" if there is none that may be shown.
std::string find_file(const std::string& folder, const std::string& name, const StaticOptions& options) {
    std::string path = folder + "/" + name;
    if (is_folder(path)) {
        if (options.index.empty()) return {};
        path += "/" + options.index;
    }
    const std::string real = real_path(path);
    if (real.empty() || is_folder(real)) return {};
    const bool inside = folder == "/" || real.starts_with(folder + "/");
    return inside || options.follow_symlinks ? real : "";
}

}  // namespace

StaticFiles::StaticFiles(std::string folder, StaticOptions options) : folder_(real_path(folder)), options_(std::move(options)) {
    if (!is_folder(folder_)) throw ValueError("'" + folder + "' is not a directory");
}

Coroutine<Response> StaticFiles::operator()(Request& request) const {
    const std::string name(request.match_info()["filename"]);
    if (escapes(name)) throw HTTPNotFound();
    auto look = [folder = folder_, name, options = options_] { return find_file(folder, name, options); };
    const std::string path = co_await to_thread(named("find_file", look));
    if (path.empty()) throw HTTPNotFound();
    co_return FileResponse(path);
}

}  // namespace asyncio::http
