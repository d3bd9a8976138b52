#pragma once
#include <atomic>
#include <mutex>

#include "make_temporary.hpp"
#include "memory_file.hpp"

namespace asyncio::files {

/// A file in memory that can move to the disk. Python: tempfile.SpooledTemporaryFile, but it never moves unasked.
class SpooledStream final : public Stream {
public:
    SpooledStream(std::int64_t most, std::string mode, tempfile::TemporaryOptions options);

    bool rolled() const { return rolled_; }
    bool too_large() { return !rolled_ && most_ > 0 && tell() > most_; }
    /// Moves to a temporary file, and stays where it is if that fails.
    void rollover();

    std::string read(std::int64_t size) override { return now_->read(size); }
    std::string readline(std::int64_t limit) override { return now_->readline(limit); }
    std::size_t write(std::string_view data) override { return now_->write(data); }
    std::int64_t seek(std::int64_t offset, int whence) override { return now_->seek(offset, whence); }
    std::int64_t tell() override { return now_->tell(); }
    std::int64_t truncate(std::optional<std::int64_t> size) override { return now_->truncate(size); }
    void flush() override { now_->flush(); }
    void close() override { now_->close(); }
    int fileno() const override { return now_->fileno(); }
    bool isatty() const override { return now_->isatty(); }
    bool readable() const override { return now_->readable(); }
    bool writable() const override { return now_->writable(); }
    bool seekable() override { return now_->seekable(); }
    bool closed() const override;
    std::string name() const override;
    std::string mode() const override;
    void hurry(bool in_a_hurry) override { now_->hurry(in_a_hurry); }

private:
    const std::int64_t most_;
    const std::string mode_;
    const tempfile::TemporaryOptions options_;
    mutable std::mutex moving_;       // held to replace now_, and to ask it from outside
    MemoryFile* memory_;              // below now_, until that is on the disk
    std::unique_ptr<Stream> now_;
    std::atomic<bool> rolled_{false};
};

}  // namespace asyncio::files
