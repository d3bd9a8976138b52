#include "os.hpp"

#include "folders.hpp"
#include "system_calls.hpp"
#include "system_job.hpp"

namespace asyncio::files::os {

Coroutine<StatResult> stat(std::string path, bool follow_symlinks) {
    return in_executor("stat", [=] { return system::stat(path, follow_symlinks); });
}
Coroutine<StatResult> lstat(std::string path) {
    return in_executor("lstat", [=] { return system::stat(path, false); });
}
Coroutine<StatvfsResult> statvfs(std::string path) {
    return in_executor("statvfs", [=] { return system::statvfs(path); });
}
Coroutine<bool> access(std::string path, int mode) {
    return in_executor("access", [=] { return system::access(path, mode); });
}
Coroutine<std::string> getcwd() { return in_executor("getcwd", system::getcwd); }

Coroutine<> rename(std::string from, std::string to) {
    return in_executor("rename", [=] { system::rename(from, to); });
}
Coroutine<> renames(std::string from, std::string to) {
    return in_executor("renames", [=] { system::renames(from, to); });
}
Coroutine<> replace(std::string from, std::string to) {
    return in_executor("replace", [=] { system::replace(from, to); });
}
Coroutine<> remove(std::string path) { return in_executor("remove", [=] { system::unlink(path, "remove"); }); }
Coroutine<> unlink(std::string path) { return in_executor("unlink", [=] { system::unlink(path); }); }
Coroutine<> link(std::string from, std::string to) {
    return in_executor("link", [=] { system::link(from, to); });
}
Coroutine<> symlink(std::string target, std::string path) {
    return in_executor("symlink", [=] { system::symlink(target, path); });
}
Coroutine<std::string> readlink(std::string path) {
    return in_executor("readlink", [=] { return system::readlink(path); });
}
Coroutine<std::int64_t> sendfile(int out, int in, std::optional<std::int64_t> offset, std::size_t count) {
    return in_executor("sendfile", [=] { return system::sendfile(out, in, offset, count); });
}

Coroutine<> mkdir(std::string path, unsigned mode) {
    return in_executor("mkdir", [=] { system::mkdir(path, mode); });
}
Coroutine<> makedirs(std::string path, unsigned mode, bool exist_ok) {
    return in_executor("makedirs", [=] { system::makedirs(path, mode, exist_ok); });
}
Coroutine<> rmdir(std::string path) { return in_executor("rmdir", [=] { system::rmdir(path); }); }
Coroutine<> removedirs(std::string path) { return in_executor("removedirs", [=] { system::removedirs(path); }); }
Coroutine<std::vector<DirEntry>> scandir(std::string path) {
    return in_executor("scandir", [=] { return system::scandir(path); });
}
Coroutine<std::vector<std::string>> listdir(std::string path) {
    return in_executor("listdir", [=] {
        std::vector<std::string> names;
        for (const DirEntry& entry : system::scandir(path)) names.push_back(entry.name());
        return names;
    });
}

}  // namespace asyncio::files::os
