#include "system_calls.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/sendfile.h>
#endif

#include <algorithm>
#include <cerrno>
#include <vector>

#include "folders.hpp"
#include "paths.hpp"
#include "runtime/quiet_write.hpp"

namespace asyncio::files::system {
namespace {

/// Throws what the system said unless `result` says that all is well.
void check(int result, const char* operation, const std::string& path) {
    if (result < 0) throw_os_error(errno, operation, OSError::Paths{path});
}
void check(int result, const char* operation, const std::string& from, const std::string& to) {
    if (result < 0) throw_os_error(errno, operation, OSError::Paths{from, to});
}

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

StatResult result_of(const struct stat& found) {
    StatResult result;
    result.st_mode = found.st_mode;
    result.st_ino = found.st_ino;
    result.st_dev = found.st_dev;
    result.st_nlink = found.st_nlink;
    result.st_uid = found.st_uid;
    result.st_gid = found.st_gid;
    result.st_size = found.st_size;
#ifdef __APPLE__
    result.st_atime_ns = nanoseconds(found.st_atimespec);
    result.st_mtime_ns = nanoseconds(found.st_mtimespec);
    result.st_ctime_ns = nanoseconds(found.st_ctimespec);
#else
    result.st_atime_ns = nanoseconds(found.st_atim);
    result.st_mtime_ns = nanoseconds(found.st_mtim);
    result.st_ctime_ns = nanoseconds(found.st_ctim);
#endif
    result.st_blocks_512 = found.st_blocks;
    return result;
}

#ifdef __linux__
ssize_t copy(int out, int in, std::optional<std::int64_t> offset, std::size_t count) {
    off_t from = offset.value_or(0);
    return ::sendfile(out, in, offset ? &from : nullptr, count);
}
#else
ssize_t copy(int out, int in, std::optional<std::int64_t> offset, std::size_t count) {
    std::vector<char> data(std::min<std::size_t>(count, 65536));
    const ssize_t got = offset ? ::pread(in, data.data(), data.size(), *offset) : ::read(in, data.data(), data.size());
    return got <= 0 ? got : ::write(out, data.data(), static_cast<std::size_t>(got));
}
#endif

}  // namespace

StatResult stat(const std::string& path, bool follow_symlinks) {
    struct stat found{};
    check(::fstatat(AT_FDCWD, system_path(path), &found, follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW), "stat", path);
    return result_of(found);
}

StatResult fstat(int fd) {
    struct stat found{};
    if (::fstat(fd, &found) < 0) throw_os_error(errno, "fstat", std::to_string(fd));
    return result_of(found);
}

StatvfsResult statvfs(const std::string& path) {
    struct statvfs found{};
    check(::statvfs(system_path(path), &found), "statvfs", path);
    return {found.f_bsize, found.f_frsize, found.f_blocks, found.f_bfree, found.f_bavail,
            found.f_files, found.f_ffree,  found.f_favail, found.f_flag,  found.f_namemax};
}

bool access(const std::string& path, int mode) { return ::access(system_path(path), mode) == 0; }

std::string getcwd() {
    for (std::string path(256, '\0');; path.resize(path.size() * 2)) {
        if (::getcwd(path.data(), path.size())) return path.c_str();
        if (errno != ERANGE) throw_os_error(errno, "getcwd");
    }
}

void rename(const std::string& from, const std::string& to) {
    check(::rename(system_path(from), system_path(to)), "rename", from, to);
}

void replace(const std::string& from, const std::string& to) {
    check(::rename(system_path(from), system_path(to)), "replace", from, to);
}

void renames(const std::string& from, const std::string& to) {
    const Split target = split(to), source = split(from);
    if (!target.head.empty() && !target.tail.empty() && !exists(target.head)) makedirs(target.head);
    rename(from, to);
    if (source.head.empty() || source.tail.empty()) return;
    try {
        removedirs(source.head);
    } catch (const OSError&) {
        // Something else is in there.
    }
}

void unlink(const std::string& path, const char* operation) { check(::unlink(system_path(path)), operation, path); }

void link(const std::string& from, const std::string& to) {
    check(::link(system_path(from), system_path(to)), "link", from, to);
}

void symlink(const std::string& target, const std::string& path) {
    check(::symlink(system_path(target), system_path(path)), "symlink", target, path);
}

std::string readlink(const std::string& path) {
    for (std::string target(256, '\0');; target.resize(target.size() * 2)) {
        const auto size = ::readlink(system_path(path), target.data(), target.size());
        check(static_cast<int>(size), "readlink", path);
        if (static_cast<std::size_t>(size) == target.size()) continue;
        target.resize(static_cast<std::size_t>(size));
        return target;
    }
}

std::int64_t sendfile(int out, int in, std::optional<std::int64_t> offset, std::size_t count) {
    const ssize_t sent = quiet_write([&] { return copy(out, in, offset, count); });
    if (sent < 0) throw_os_error(errno, "sendfile");
    return sent;
}

}  // namespace asyncio::files::system
