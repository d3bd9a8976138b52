#include "socket_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/os_errors.hpp"
#include "runtime/program_state.hpp"
#include "runtime/repr.hpp"
#include "socket.hpp"

namespace asyncio {

SocketFile::SocketFile(const Socket& socket) {
    const std::string path = socket.sockname_or_none().path();
    struct stat status{};
    if (path.empty() || path[0] == '\0' || stat(path.c_str(), &status) < 0) return;
    path_ = path;
    inode_ = status.st_ino;
}

void SocketFile::remove() {
    const std::string path = std::exchange(path_, {});
    struct stat status{};
    if (path.empty()) return;
    if (stat(path.c_str(), &status) == 0 && (status.st_ino != inode_ || unlink(path.c_str()) == 0)) return;
    if (errno == ENOENT) return;
    this_program().report("Unable to clean up listening UNIX socket " + repr(Address(path)) + ": " +
                          repr(os_error(errno, "unlink", path)));
}

}  // namespace asyncio
