#include "os_path.hpp"

#include <optional>

#include "folders.hpp"
#include "paths.hpp"
#include "system_calls.hpp"
#include "system_job.hpp"

namespace asyncio::files::os::path {
namespace {

/// What the system knows of it; nothing where it says no.
std::optional<StatResult> look(const std::string& path, bool follow_symlinks = true) {
    try {
        return system::stat(path, follow_symlinks);
    } catch (const OSError&) {
        return {};
    } catch (const ValueError&) {
        return {};
    }
}

bool same(const StatResult& a, const StatResult& b) { return a.st_ino == b.st_ino && a.st_dev == b.st_dev; }

bool is_mount(const std::string& path) {
    const auto found = look(path, false);
    if (!found || found->is_symlink()) return false;
    const auto above = look(system::join(path, ".."), false);
    return above && (found->st_dev != above->st_dev || found->st_ino == above->st_ino);
}

}  // namespace

Coroutine<bool> exists(std::string path) {
    return in_executor("exists", [=] { return look(path).has_value(); });
}
Coroutine<bool> isfile(std::string path) {
    return in_executor("isfile", [=] { return look(path).value_or(StatResult{}).is_file(); });
}
Coroutine<bool> isdir(std::string path) {
    return in_executor("isdir", [=] { return look(path).value_or(StatResult{}).is_dir(); });
}
Coroutine<bool> islink(std::string path) {
    return in_executor("islink", [=] { return look(path, false).value_or(StatResult{}).is_symlink(); });
}
Coroutine<bool> ismount(std::string path) { return in_executor("ismount", [=] { return is_mount(path); }); }

Coroutine<std::int64_t> getsize(std::string path) {
    return in_executor("getsize", [=] { return system::stat(path).st_size; });
}
Coroutine<double> getmtime(std::string path) {
    return in_executor("getmtime", [=] { return system::stat(path).mtime(); });
}
Coroutine<double> getatime(std::string path) {
    return in_executor("getatime", [=] { return system::stat(path).atime(); });
}
Coroutine<double> getctime(std::string path) {
    return in_executor("getctime", [=] { return system::stat(path).ctime(); });
}
Coroutine<bool> samefile(std::string a, std::string b) {
    return in_executor("samefile", [=] { return same(system::stat(a), system::stat(b)); });
}
Coroutine<bool> sameopenfile(int a, int b) {
    return in_executor("sameopenfile", [=] { return same(system::fstat(a), system::fstat(b)); });
}
Coroutine<std::string> abspath(std::string path) {
    return in_executor("abspath", [=] { return system::abspath(path); });
}

}  // namespace asyncio::files::os::path
