#pragma once
#include <sys/types.h>

#include <string>

namespace asyncio {

class Socket;

/// The file of a Unix socket that listens, to be removed when that is closed. Python 3.13: _unix_server_sockets
class SocketFile {
public:
    SocketFile() = default;                    ///< none
    explicit SocketFile(const Socket& socket); ///< none, if the socket has no file: an abstract one, or one of TCP
    /// Removes it, if it is still the same: another server may listen at this path by now. Reports what goes wrong.
    void remove();

private:
    std::string path_;
    ino_t inode_ = 0;
};

}  // namespace asyncio
