#pragma once
#include "temporary_file.hpp"

namespace asyncio::files {

class SpooledStream;

/// A temporary file that stays in memory until it is larger than `max_size`, or has to have a descriptor. As long
/// as it is in memory its calls are no jobs: they are done on the spot.
///
/// Python: what aiofiles.tempfile.SpooledTemporaryFile gives.
class SpooledFile {
public:
    SpooledFile() = default;
    explicit SpooledFile(std::shared_ptr<OpenFile> file);

    /// As File has them, by its names.
    Coroutine<std::string> read(std::int64_t size = -1) const;
    Coroutine<std::string> readline(std::int64_t limit = -1) const;
    Coroutine<std::vector<std::string>> readlines(std::int64_t hint = -1) const;
    Coroutine<std::size_t> write(std::string data) const;             ///< then rollover(), if that made it too large
    Coroutine<> writelines(std::vector<std::string> lines) const;
    Coroutine<> flush() const;
    Coroutine<std::int64_t> seek(std::int64_t offset, int whence = 0) const;
    Coroutine<std::int64_t> tell() const;
    Coroutine<std::int64_t> truncate(std::optional<std::int64_t> size = {}) const;
    Coroutine<bool> isatty() const;
    Coroutine<> close() const;
    Coroutine<> rollover() const;        ///< moves to the disk, if it is not there; always a job
    Coroutine<int> fileno() const;       ///< the same, and gives the descriptor
    bool closed() const;
    std::string name() const;            ///< "" in memory
    std::string mode() const;

protected:
    std::shared_ptr<OpenFile> file_;
    SpooledStream* stream_ = nullptr;    // the file's
};

/// What SpooledTemporaryFile returns: as Opening.
class [[nodiscard("it does nothing until it is awaited")]] SpooledOpening : public SpooledFile {
public:
    using IsCoroutine = void;            ///< for create_task()
    SpooledOpening(std::int64_t max_size, std::string mode, tempfile::TemporaryOptions options)
        : max_size_(max_size), mode_(std::move(mode)), options_(std::move(options)) {}
    Coroutine<SpooledFile> operator co_await() const;
    Coroutine<> enter();
    Coroutine<bool> exit(std::exception_ptr error);

private:
    std::int64_t max_size_;
    std::string mode_;
    tempfile::TemporaryOptions options_;
};

namespace tempfile {

/// `max_size` 0: no size is too large.
///
/// Python: aiofiles.tempfile.SpooledTemporaryFile. Emits: job_submit (SpooledTemporaryFile), and what follows from it.
SpooledOpening SpooledTemporaryFile(std::int64_t max_size = 0, std::string mode = "w+b", TemporaryOptions options = {});

}  // namespace tempfile

}  // namespace asyncio::files
