#include "memory_file.hpp"

#include <unistd.h>

#include <algorithm>

namespace asyncio::files {

std::string MemoryFile::take(std::size_t size) {
    if (size == 0) return {};
    std::string data = data_.substr(at_, size);
    at_ += data.size();
    return data;
}

std::string MemoryFile::read(std::int64_t size) {
    check_open();
    return take(size < 0 ? left() : std::min(left(), static_cast<std::size_t>(size)));
}

std::string MemoryFile::readline(std::int64_t limit) {
    check_open();
    const std::size_t end = left() ? data_.find('\n', at_) : std::string::npos;
    const std::size_t size = end == std::string::npos ? left() : end + 1 - at_;
    return take(limit < 0 ? size : std::min(size, static_cast<std::size_t>(limit)));
}

std::size_t MemoryFile::write(std::string_view data) {
    check_open();
    if (data.empty()) return 0;
    if (at_ > data_.size()) data_.resize(at_);
    data_.replace(at_, data.size(), data);
    at_ += data.size();
    return data.size();
}

std::int64_t MemoryFile::seek(std::int64_t offset, int whence) {
    check_open();
    if (whence == SEEK_SET && offset < 0) throw ValueError("negative seek value " + std::to_string(offset));
    if (whence < SEEK_SET || whence > SEEK_END)
        throw ValueError("invalid whence (" + std::to_string(whence) + ", should be 0, 1 or 2)");
    const std::size_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? at_ : data_.size();
    at_ = static_cast<std::size_t>(std::max<std::int64_t>(0, static_cast<std::int64_t>(from) + offset));
    return tell();
}

std::int64_t MemoryFile::tell() {
    check_open();
    return static_cast<std::int64_t>(at_);
}

std::int64_t MemoryFile::truncate(std::optional<std::int64_t> size) {
    check_open();
    if (size && *size < 0) throw ValueError("negative size value " + std::to_string(*size));
    const std::size_t wanted = size ? static_cast<std::size_t>(*size) : at_;
    if (wanted < data_.size()) data_.resize(wanted);
    return static_cast<std::int64_t>(wanted);
}

}  // namespace asyncio::files
