#pragma once
#include <cstdint>
#include <ctime>
#include <memory>
#include <string>

#include "../../coroutine.hpp"

namespace asyncio::http {

/// A file that is open for reading, and what was known of it when it was opened. Its calls block.
class OpenFile {
public:
    explicit OpenFile(const std::string& path, int more_flags = 0);   ///< of open(2). Throws OSError
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;

    std::string read(std::int64_t at, std::int64_t count) const;   ///< fewer bytes at the end. Throws OSError

    std::string path;
    std::int64_t size = 0;
    std::time_t modified = 0;        ///< not before it really was
    std::string etag;                ///< changes with what is in it: its time and size, as aiohttp has it
    bool is_packed = false;          ///< it is the .gz beside the one that was asked for

private:
    int fd_;
};

/// Opens a plain file in a thread of the default executor; with `may_be_packed`, NAME.gz instead, if it is there and no
/// link: that could lead to what must not be shown. Throws HTTPNotFound, HTTPForbidden. Emits: job_submit, suspend.
Coroutine<std::shared_ptr<OpenFile>> open_file(std::string path, bool may_be_packed);

}  // namespace asyncio::http
