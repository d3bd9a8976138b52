#pragma once
#include <functional>

#include "file.hpp"

namespace asyncio::files {

/// The further arguments of Python's open().
struct OpenOptions {
    int buffering = -1;                     ///< 0: none (binary), 1: by lines (text), more: the buffer's size
    std::optional<std::string> encoding = {};   ///< UTF-8 is the one that there is
    std::optional<std::string> errors = {};   ///< "strict", "ignore", "replace", "surrogateescape"
    std::optional<std::string> newline = {};   ///< "", "\n", "\r" or "\r\n"; none: all of them end a line
    bool closefd = true;                    ///< for open(fd): false leaves the descriptor open
};

/// What open() and the makers of temporary files return: awaited, it gives the File; in async_with it is the File.
///
///     files::File f = co_await files::open("a.txt");
///     co_await async_with(files::open("a.txt", "w"), [&](files::File& f) -> Coroutine<> { co_await f.write("text"); });
class [[nodiscard("open does nothing until it is awaited")]] Opening : public File {
public:
    using IsCoroutine = void;            ///< for create_task(open(path))
    using Start = std::function<Coroutine<File>()>;
    explicit Opening(Start start) : start_(std::move(start)) {}

    Coroutine<File> operator co_await() const { return start_(); }
    Coroutine<> enter();
    Coroutine<bool> exit(std::exception_ptr error);   ///< closes the file; swallows nothing

private:
    Start start_;
};

/// Opens a file. Modes are Python's: r, r+, w, w+, a, a+, x, x+, with b for bytes instead of text.
///
/// Python: aiofiles.open. Emits: job_submit (open), and what follows from that.
/// Throws, when awaited: FileNotFoundError, PermissionError, IsADirectoryError, FileExistsError, ...; ValueError
/// for a mode or an option that Python refuses; LookupError for an encoding other than UTF-8.
Opening open(std::string path, std::string mode = "r", OpenOptions options = {});
inline Opening open(std::string path, OpenOptions options) { return open(std::move(path), "r", std::move(options)); }
/// A file over a descriptor that is open already.
Opening open(int fd, std::string mode = "r", OpenOptions options = {});
inline Opening open(int fd, OpenOptions options) { return open(fd, "r", std::move(options)); }

}  // namespace asyncio::files
