#include "raw_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "paths.hpp"
#include "runtime/quiet_write.hpp"

namespace asyncio::files {
namespace {

int open_path(const std::string& path, int flags, int permissions) {
    const char* text = system::system_path(path);
    const int fd = uninterrupted([&] { return ::open(text, flags, permissions); });
    if (fd < 0) throw_os_error(errno, "open", OSError::Paths{path});
    return fd;
}

}  // namespace

RawFile::RawFile(std::string path, const OpenMode& mode, int more_flags, int permissions)
    : name_(std::move(path)), mode_(mode), fd_(open_path(name_, mode.flags() | more_flags, permissions)), closing_(true) {
    try {
        examine();
    } catch (...) {
        ::close(fd_);
        throw;
    }
}

RawFile::RawFile(int fd, const OpenMode& mode, bool closing, std::string name)
    : name_(std::move(name)), mode_(mode), fd_(fd), closing_(closing) {
    if (fd < 0) throw ValueError("negative file descriptor");
    examine();
}

RawFile::~RawFile() {
    const int fd = fd_.exchange(-1);
    if (fd >= 0 && closing_) ::close(fd);
}

/// What kind of file it is. A folder is refused; a file to append to is entered at its end.
void RawFile::examine() {
    struct stat found{};
    if (::fstat(fd_, &found) != 0) fail("fstat");
    if (S_ISDIR(found.st_mode)) throw_os_error(EISDIR, "open", OSError::Paths{name_});
    if (found.st_blksize > 1) block_size_ = static_cast<std::size_t>(found.st_blksize);
    cache_.examine(fd_, mode_.writing());
    if (mode_.kind == 'a') ::lseek(fd_, 0, SEEK_END);   // a pipe has no end to go to
}

void RawFile::fail(const char* operation) const { throw_os_error(errno, operation, name_); }

std::size_t RawFile::read_some(char* buffer, std::size_t size) {
    check_open(closed_text);
    if (!mode_.reading()) throw UnsupportedOperation("File not open for reading");
    const auto got = in_a_hurry_ ? cache_.read(fd_, buffer, size) : uninterrupted([&] { return ::read(fd_, buffer, size); });
    if (got < 0) take_time();   // a thread finds out what is wrong, if anything is
    if (got < 0) fail("read");
    return static_cast<std::size_t>(got);
}

std::size_t RawFile::write_some(std::string_view data) {
    check_open(closed_text);
    if (!mode_.writing()) throw UnsupportedOperation("File not open for writing");
    take_time();
    const auto taken = quiet_write([&] { return ::write(fd_, data.data(), data.size()); });
    if (taken < 0) fail("write");
    return static_cast<std::size_t>(taken);
}

std::size_t RawFile::left_to_read() {
    struct stat found{};
    const auto position = ::lseek(fd_, 0, SEEK_CUR);
    if (position < 0 || ::fstat(fd_, &found) != 0 || found.st_size <= position) return 0;
    return static_cast<std::size_t>(found.st_size - position);
}

std::string RawFile::read(std::int64_t size) {
    if (size < 0) return read_all();
    std::string data(static_cast<std::size_t>(size), '\0');
    data.resize(read_some(data.data(), data.size()));
    return data;
}

std::string RawFile::read_all() {
    check_open(closed_text);
    if (!mode_.reading()) throw UnsupportedOperation("File not open for reading");
    take_time();
    std::string data(left_to_read() + 1, '\0');   // one more than there is, so that the end is seen without growing
    for (std::size_t had = 0;;) {
        const std::size_t got = read_some(data.data() + had, data.size() - had);
        had += got;
        if (got == 0) {
            data.resize(had);
            return data;
        }
        if (had == data.size()) data.resize(had + std::max<std::size_t>(had, 8192));
    }
}

std::string RawFile::readline(std::int64_t limit) {
    take_time();
    std::string line;
    for (char c = 0; c != '\n' && (limit < 0 || static_cast<std::int64_t>(line.size()) < limit); line += c)
        if (read_some(&c, 1) == 0) break;
    return line;
}

std::int64_t RawFile::seek(std::int64_t offset, int whence) {
    check_open(closed_text);
    if (whence == SEEK_END) take_time();
    const auto position = ::lseek(fd_, offset, whence);
    if (position < 0) fail("seek");
    return position;
}

std::int64_t RawFile::tell() { return seek(0, SEEK_CUR); }

std::int64_t RawFile::truncate(std::optional<std::int64_t> size) {
    check_open(closed_text);
    if (!mode_.writing()) throw UnsupportedOperation("File not open for writing");
    take_time();
    const std::int64_t wanted = size ? *size : tell();
    if (quiet_write([&] { return ::ftruncate(fd_, wanted); }) != 0) fail("truncate");
    return wanted;
}

void RawFile::close() {
    if (closed()) return;
    take_time();
    const int fd = fd_.exchange(-1);
    if (closing_ && ::close(fd) != 0 && errno != EINTR) fail("close");   // the descriptor is free in any case
}

int RawFile::fileno() const {
    const int fd = fd_;
    if (fd < 0) check_open(closed_text);
    return fd;
}

bool RawFile::isatty() const {
    check_open(closed_text);
    return ::isatty(fd_) == 1;
}

bool RawFile::seekable() {
    check_open(closed_text);
    if (!seekable_) seekable_ = ::lseek(fd_, 0, SEEK_CUR) >= 0;
    return *seekable_;
}

}  // namespace asyncio::files
