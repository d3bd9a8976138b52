#pragma once
#include <memory>

#include "raw_file.hpp"

namespace asyncio::files {

/// A binary file with a buffer: what has been read ahead, or what has yet to be written; never both.
///
/// Python: io.BufferedReader, BufferedWriter, BufferedRandom; it reads and writes the system's file in the same
/// portions. A write that fails has written nothing: what was accepted before stays in the buffer, and the next
/// flush tries it again.
class BufferedFile final : public Stream {
public:
    explicit BufferedFile(std::unique_ptr<RawFile> raw, std::size_t buffer_size = 0);   ///< 0: the system's block size
    ~BufferedFile() override;   ///< writes what is left; whoever wants to know whether that worked closes the file

    std::string read(std::int64_t size) override;
    std::string read1(std::int64_t size) override;
    std::string readinto(std::size_t size) override;
    std::string peek() override;
    std::string readline(std::int64_t limit) override;
    std::size_t write(std::string_view data) override;
    std::int64_t seek(std::int64_t offset, int whence) override;
    std::int64_t tell() override;
    std::int64_t truncate(std::optional<std::int64_t> size) override;
    void flush() override;
    void close() override;

    int fileno() const override { return raw_->fileno(); }
    bool isatty() const override { return raw_->isatty(); }
    bool readable() const override { return reading_ && raw_->readable(); }
    bool writable() const override { return writing_ && raw_->writable(); }
    bool seekable() override { return raw_->seekable(); }
    bool closed() const override { return raw_->closed(); }
    std::string name() const override { return raw_->name(); }
    std::string mode() const override { return raw_->mode(); }
    void hurry(bool in_a_hurry) override { raw_->hurry(in_a_hurry); }

private:
    std::size_t unread() const { return ahead_.size() - taken_; }
    void begin_reading(const char* operation, const char* when_closed);
    bool fetch(std::size_t size);
    void fetch_all();
    std::string take(std::size_t size);
    std::string read_at_most(std::size_t size);
    void give_back();
    void write_out();
    std::size_t write_directly(std::string_view data);
    std::optional<std::int64_t> seek_within(std::int64_t offset, int whence);

    const std::unique_ptr<RawFile> raw_;
    const bool reading_, writing_;
    const std::size_t size_;
    std::string ahead_;          // read ahead: [0, taken_) has been given out
    std::size_t taken_ = 0;
    std::string pending_;        // to be written where the raw file stands
};

}  // namespace asyncio::files
