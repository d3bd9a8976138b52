#include "buffered_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace asyncio::files {
namespace {

#ifdef SEEK_HOLE
constexpr int last_whence = SEEK_HOLE;   // of a file with holes: to the next one, or (SEEK_DATA) to its end
#else
constexpr int last_whence = SEEK_END;
#endif

}  // namespace

BufferedFile::BufferedFile(std::unique_ptr<RawFile> raw, std::size_t buffer_size)
    : raw_(std::move(raw)), reading_(raw_->readable()), writing_(raw_->writable()),
      size_(buffer_size ? buffer_size : raw_->block_size()) {}

BufferedFile::~BufferedFile() {
    try {
        hurry(false);
        close();
    } catch (...) {
        // Python prints "Exception ignored in"; who wants to know closes the file.
    }
}

void BufferedFile::begin_reading(const char* operation, const char* when_closed) {
    if (!reading_) throw UnsupportedOperation(operation);
    check_open(when_closed);
    write_out();
}

/// One read of the system, into the buffer. False at the end of the file.
bool BufferedFile::fetch(std::size_t size) {
    ahead_.erase(0, std::exchange(taken_, 0));
    struct Growing {   // whatever happens, the buffer ends where the data ends
        std::string& buffer;
        std::size_t filled;
        ~Growing() { buffer.resize(filled); }
    } growing{ahead_, ahead_.size()};
    ahead_.resize(growing.filled + size);
    const std::size_t got = raw_->read_some(ahead_.data() + growing.filled, size);
    growing.filled += got;
    return got > 0;
}

void BufferedFile::fetch_all() {
    constexpr std::size_t little = 8192;
    std::size_t size = std::max(little, raw_->left_to_read());
    ahead_.reserve(unread() + size + little);
    for (std::size_t had = unread(); fetch(size); had = unread())
        size = unread() - had == size ? std::max(little, unread() / 2) : little;   // it has grown, or it is the end
}

/// The next `size` bytes of the buffer, which has as many.
std::string BufferedFile::take(std::size_t size) {
    if (taken_ == 0 && size == ahead_.size()) return std::exchange(ahead_, {});
    std::string data = ahead_.substr(taken_, size);
    taken_ += size;
    return data;
}

/// Whole blocks go past the buffer, as in CPython; the rest of it is read ahead.
std::string BufferedFile::read_at_most(std::size_t size) {
    while (unread() < size) {
        const std::size_t missing = size - unread();
        if (!fetch(missing >= size_ ? missing - missing % size_ : size_)) break;
    }
    return take(std::min(size, unread()));
}

std::string BufferedFile::read(std::int64_t size) {
    if (reading_ && size < -1) throw ValueError("read length must be non-negative or -1");
    begin_reading("read", "read of closed file");
    if (size >= 0) return read_at_most(static_cast<std::size_t>(size));
    fetch_all();
    return take(unread());
}

std::string BufferedFile::readinto(std::size_t size) {
    begin_reading("read", "readinto of closed file");
    return read_at_most(size);
}

std::string BufferedFile::read1(std::int64_t size) {
    begin_reading("read1", "read of closed file");
    const std::size_t most = size < 0 ? size_ : static_cast<std::size_t>(size);
    if (most > 0 && unread() == 0) fetch(most);
    return take(std::min(most, unread()));
}

std::string BufferedFile::peek() {
    begin_reading("peek", "peek of closed file");
    if (unread() == 0) fetch(size_);
    return ahead_.substr(taken_);
}

std::string BufferedFile::readline(std::int64_t limit) {
    begin_reading("read", "readline of closed file");
    const std::size_t most = limit < 0 ? std::string::npos : static_cast<std::size_t>(limit);
    for (std::size_t searched = 0;;) {
        const std::size_t end = ahead_.find('\n', taken_ + searched);
        if (end != std::string::npos) return take(std::min(most, end + 1 - taken_));
        searched = unread();
        if (searched >= most || !fetch(size_)) return take(std::min(most, unread()));
    }
}

/// Moves the raw file back to where the reader stands.
void BufferedFile::give_back() {
    if (unread() > 0) raw_->seek(-static_cast<std::int64_t>(unread()), SEEK_CUR);
    ahead_.clear();
    taken_ = 0;
}

void BufferedFile::write_out() {
    std::size_t written = 0;
    struct Written {
        std::string& pending;
        std::size_t& written;
        ~Written() { pending.erase(0, written); }
    } rest{pending_, written};
    while (written < pending_.size()) written += raw_->write_some(std::string_view(pending_).substr(written));
}

/// Writes all but what fits into the buffer. If that fails the raw file goes back, so that a second try writes
/// over what the first has left (what was appended, or went into a pipe, cannot be taken back).
std::size_t BufferedFile::write_directly(std::string_view data) {
    std::size_t written = 0;
    try {
        while (data.size() - written > size_) written += raw_->write_some(data.substr(written));
    } catch (...) {
        if (written > 0 && raw_->seekable()) raw_->seek(-static_cast<std::int64_t>(written), SEEK_CUR);
        throw;
    }
    return written;
}

std::size_t BufferedFile::write(std::string_view data) {
    if (!writing_) throw UnsupportedOperation("write");
    check_open("write to closed file");
    give_back();
    std::size_t written = 0;
    if (pending_.size() + data.size() > size_) {
        write_out();
        written = write_directly(data);
    }
    pending_ += data.substr(written);
    return data.size();
}

/// The new position, if the buffer has it: then it stays.
std::optional<std::int64_t> BufferedFile::seek_within(std::int64_t offset, int whence) {
    if (!reading_ || whence >= SEEK_END || !pending_.empty()) return {};
    const std::int64_t end = raw_->tell(), left = static_cast<std::int64_t>(unread());
    const std::int64_t move = whence == SEEK_SET ? offset - (end - left) : offset;
    if (move < -static_cast<std::int64_t>(taken_) || move > left) return {};
    taken_ = static_cast<std::size_t>(static_cast<std::int64_t>(taken_) + move);
    return end - left + move;
}

std::int64_t BufferedFile::seek(std::int64_t offset, int whence) {
    if (whence < SEEK_SET || whence > last_whence) throw ValueError("whence value " + std::to_string(whence) + " unsupported");
    check_open("seek of closed file");
    if (!seekable()) throw UnsupportedOperation("File or stream is not seekable.");
    if (auto position = seek_within(offset, whence)) return *position;
    write_out();
    const std::int64_t position = raw_->seek(whence == SEEK_CUR ? offset - static_cast<std::int64_t>(unread()) : offset, whence);
    ahead_.clear();
    taken_ = 0;
    return position;
}

std::int64_t BufferedFile::tell() {
    return raw_->tell() - static_cast<std::int64_t>(unread()) + static_cast<std::int64_t>(pending_.size());
}

std::int64_t BufferedFile::truncate(std::optional<std::int64_t> size) {
    check_open("truncate of closed file");
    if (!writing_) throw UnsupportedOperation("truncate");
    flush();
    return raw_->truncate(size);
}

void BufferedFile::flush() {
    check_open(writing_ ? "flush of closed file" : "I/O operation on closed file.");
    write_out();
    if (writing_) give_back();
}

void BufferedFile::close() {
    if (closed()) return;
    try {
        write_out();
    } catch (const WouldBlock&) {
        throw;
    } catch (...) {
        try {
            raw_->close();
        } catch (...) {
            // The first error tells more.
        }
        throw;
    }
    raw_->close();
}

}  // namespace asyncio::files
