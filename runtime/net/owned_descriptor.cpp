#include "owned_descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "runtime/os_errors.hpp"
#include "runtime/quiet_write.hpp"

namespace asyncio {

void OwnedDescriptor::close() {
    if (const int open = detach(); open >= 0) ::close(open);
}

std::pair<OwnedDescriptor, OwnedDescriptor> make_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) throw_os_error(errno, "pipe");
    return {OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1])};
}

long try_read(int fd, char* buffer, std::size_t size) {
    return uninterrupted_or_code([&] { return ::read(fd, buffer, size); });
}

long try_write(int fd, const char* data, std::size_t size) {
    const long written = quiet_write([&] { return ::write(fd, data, size); });
    return written < 0 ? -errno : written;
}

}  // namespace asyncio
