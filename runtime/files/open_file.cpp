#include "open_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace asyncio::files {

OpenFile::~OpenFile() {
    if (!doomed_.empty()) ::unlink(doomed_.c_str());
}

void OpenFile::close() {
    try {
        stream->close();
    } catch (const WouldBlock&) {
        throw;
    } catch (...) {
        remove_doomed();
        throw;
    }
    remove_doomed();
}

void OpenFile::remove_doomed() {
    const std::string path = std::exchange(doomed_, {});
    if (!path.empty() && ::unlink(path.c_str()) != 0) throw_os_error(errno, "unlink", OSError::Paths{path});
}

}  // namespace asyncio::files
