#include "open_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "http_exceptions.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/threads.hpp"

namespace asyncio::http {
namespace {

std::string etag_of(const struct stat& status) {
    std::array<char, 64> text{};
    const long long nanoseconds = status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec;
    std::snprintf(text.data(), text.size(), "%llx-%llx", nanoseconds, static_cast<long long>(status.st_size));
    return text.data();
}

std::shared_ptr<OpenFile> open_as_asked(const std::string& path, bool may_be_packed) {
    if (may_be_packed) {
        try {
            auto packed = std::make_shared<OpenFile>(path + ".gz", O_NOFOLLOW);
            packed->is_packed = true;
            return packed;
        } catch (const OSError&) {
        }
    }
    return std::make_shared<OpenFile>(path);
}

}  // namespace

OpenFile::OpenFile(const std::string& path, int more_flags)
    : path(path), fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | more_flags)) {
    struct stat status{};
    const bool known = fd_ >= 0 && fstat(fd_, &status) == 0;
    const int code = !known ? errno : S_ISREG(status.st_mode) ? 0 : EISDIR;
    if (code != 0) {
        if (fd_ >= 0) ::close(fd_);
        throw_os_error(code, "open", path);
    }
    size = status.st_size;
    modified = status.st_mtim.tv_sec + (status.st_mtim.tv_nsec > 0);
    etag = etag_of(status);
}

OpenFile::~OpenFile() { ::close(fd_); }

std::string OpenFile::read(std::int64_t at, std::int64_t count) const {
    std::string bytes(static_cast<std::size_t>(count), '\0');
    const ssize_t got = ::pread(fd_, bytes.data(), bytes.size(), at);
    if (got < 0) throw_os_error(errno, "read", path);
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

Coroutine<std::shared_ptr<OpenFile>> open_file(std::string path, bool may_be_packed) {
    try {
        co_return co_await to_thread(named("open", [path, may_be_packed] { return open_as_asked(path, may_be_packed); }));
    } catch (const FileNotFoundError&) {
    } catch (const NotADirectoryError&) {
    } catch (const IsADirectoryError&) {
    } catch (const PermissionError&) {
        throw HTTPForbidden();
    }
    throw HTTPNotFound();
}

}  // namespace asyncio::http
