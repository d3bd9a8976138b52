#pragma once
#include <atomic>

#include "open_mode.hpp"
#include "page_cache.hpp"
#include "stream.hpp"

namespace asyncio::files {

/// A file without a buffer: each call is one of the system's, tried again when a signal interrupts it.
///
/// Python: io.FileIO. Its errors keep the path (`address`) and the operation, and Python's text.
class RawFile final : public Stream {
public:
    /// Opens the file; closed again with the object. Throws: the OSError that Python throws, with the path in its text.
    RawFile(std::string path, const OpenMode& mode, int more_flags = 0, int permissions = 0666);
    /// Takes over an open descriptor; `closing`: and closes it with the object.
    RawFile(int fd, const OpenMode& mode, bool closing, std::string name);
    ~RawFile() override;
    RawFile(const RawFile&) = delete;

    /// One read into `buffer`; 0 at the end of the file.
    std::size_t read_some(char* buffer, std::size_t size);
    /// One write; returns how much of the data was taken.
    std::size_t write_some(std::string_view data);
    std::size_t block_size() const { return block_size_; }   ///< what the system likes to read at once
    /// About how much is left to read; 0: not known.
    std::size_t left_to_read();

    std::string read(std::int64_t size) override;
    std::string readinto(std::size_t size) override { return read(static_cast<std::int64_t>(size)); }
    std::string readline(std::int64_t limit) override;
    std::size_t write(std::string_view data) override { return write_some(data); }
    std::int64_t seek(std::int64_t offset, int whence) override;
    std::int64_t tell() override;
    std::int64_t truncate(std::optional<std::int64_t> size) override;
    void flush() override { check_open(); }
    void close() override;

    int fileno() const override;
    bool isatty() const override;
    bool readable() const override { return check_open(closed_text), mode_.reading(); }
    bool writable() const override { return check_open(closed_text), mode_.writing(); }
    bool seekable() override;
    bool closed() const override { return fd_ < 0; }
    std::string name() const override { return name_; }
    std::string mode() const override { return mode_.raw_mode(); }
    void hurry(bool in_a_hurry) override { in_a_hurry_ = in_a_hurry; }

    static constexpr const char* closed_text = "I/O operation on closed file";   // without a full stop, as in Python

private:
    void examine();
    std::string read_all();
    [[noreturn]] void fail(const char* operation) const;
    void take_time() const { if (in_a_hurry_) throw WouldBlock(); }

    const std::string name_;
    const OpenMode mode_;
    std::atomic<int> fd_;
    const bool closing_;
    std::size_t block_size_ = 8192;
    PageCache cache_;
    std::optional<bool> seekable_;
    bool in_a_hurry_ = false;
};

}  // namespace asyncio::files
