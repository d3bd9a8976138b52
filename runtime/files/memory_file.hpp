#pragma once
#include <atomic>

#include "stream.hpp"

namespace asyncio::files {

/// A binary file in memory; it never waits. Python: io.BytesIO
class MemoryFile final : public Stream {
public:
    const std::string& value() const { return data_; }   ///< Python: getvalue()

    std::string read(std::int64_t size) override;
    std::string read1(std::int64_t size) override { return read(size); }
    std::string readline(std::int64_t limit) override;
    std::size_t write(std::string_view data) override;
    std::int64_t seek(std::int64_t offset, int whence) override;
    std::int64_t tell() override;
    std::int64_t truncate(std::optional<std::int64_t> size) override;
    void flush() override { check_open(); }
    void close() override { closed_ = true; }

    int fileno() const override { throw UnsupportedOperation("fileno"); }
    bool isatty() const override { return check_open(), false; }
    bool readable() const override { return check_open(), true; }
    bool writable() const override { return check_open(), true; }
    bool seekable() override { return check_open(), true; }
    bool closed() const override { return closed_; }
    std::string name() const override { return ""; }
    std::string mode() const override { return "rb+"; }
    void hurry(bool) override {}

private:
    std::string take(std::size_t size);
    std::size_t left() const { return at_ < data_.size() ? data_.size() - at_ : 0; }

    std::string data_;
    std::size_t at_ = 0;
    std::atomic<bool> closed_{false};
};

}  // namespace asyncio::files
