#pragma once
#include <utility>

namespace asyncio {

/// A file descriptor that is closed with this object. Move only.
class OwnedDescriptor {
public:
    OwnedDescriptor() = default;                                    ///< none
    explicit OwnedDescriptor(int fd) : fd_(fd) {}
    OwnedDescriptor(OwnedDescriptor&& other) noexcept : fd_(other.detach()) {}
    OwnedDescriptor& operator=(OwnedDescriptor other) noexcept { std::swap(fd_, other.fd_); return *this; }
    ~OwnedDescriptor() { close(); }

    int fileno() const { return fd_; }                              ///< -1: none, or closed
    explicit operator bool() const { return fd_ >= 0; }
    void close();                                                   ///< idempotent
    int detach() { return std::exchange(fd_, -1); }                 ///< the caller's now

private:
    int fd_ = -1;
};

/// What is read at the first comes from what is written at the second. Throws OSError. Python: os.pipe
std::pair<OwnedDescriptor, OwnedDescriptor> make_pipe();

/// Reads or writes what can be at once: the bytes, or the error's code, negative. Writing to a pipe that nobody reads
/// any more is -EPIPE and no signal.
long try_read(int fd, char* buffer, std::size_t size);
long try_write(int fd, const char* data, std::size_t size);

}  // namespace asyncio
