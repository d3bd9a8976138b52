#include "file.hpp"

#include <algorithm>

#include "file_job.hpp"
#include "lines.hpp"

namespace asyncio::files {
namespace {

constexpr std::size_t short_size = 128 * 1024;   // as much is copied while a thread would be woken

Length length_of(std::int64_t size) { return size >= 0 && size <= std::int64_t{short_size} ? Length::brief : Length::any; }

Coroutine<std::size_t> fill(std::shared_ptr<OpenFile> file, std::span<char> buffer) {
    const auto read = [size = buffer.size()](OpenFile& f) { return f.stream->readinto(size); };
    const std::string data = co_await on_file(std::move(file), "readinto", length_of(static_cast<std::int64_t>(buffer.size())), read);
    std::copy(data.begin(), data.end(), buffer.begin());
    co_return data.size();
}

}  // namespace

Coroutine<std::string> File::read(std::int64_t size) const {
    return on_file(file_, "read", length_of(size), [size](OpenFile& f) { return f.stream->read(size); });
}

Coroutine<std::string> File::read1(std::int64_t size) const {
    return on_file(file_, "read1", Length::brief, [size](OpenFile& f) { return f.stream->read1(size); });
}

Coroutine<std::string> File::peek() const {
    return on_file(file_, "peek", Length::brief, [](OpenFile& f) { return f.stream->peek(); });
}

Coroutine<std::size_t> File::readinto(std::span<char> buffer) const { return fill(file_, buffer).as("readinto"); }

Coroutine<std::string> File::readline(std::int64_t limit) const {
    return on_file(file_, "readline", Length::brief, [limit](OpenFile& f) { return f.stream->readline(limit); });
}

Coroutine<std::vector<std::string>> File::readlines(std::int64_t hint) const {
    return on_file(file_, "readlines", Length::any, [hint](OpenFile& f) { return f.stream->readlines(hint); });
}

Lines File::lines() const { return Lines(*this); }

Coroutine<std::size_t> File::write(std::string data) const {
    const Length length = data.size() <= short_size ? Length::brief : Length::any;
    return on_file(file_, "write", length, [data = std::move(data)](OpenFile& f) { return f.stream->write(data); });
}

Coroutine<> File::writelines(std::vector<std::string> lines) const {
    return on_file(file_, "writelines", Length::any, [lines = std::move(lines)](OpenFile& f) { f.stream->writelines(lines); });
}

Coroutine<> File::flush() const {
    return on_file(file_, "flush", Length::brief, [](OpenFile& f) { f.stream->flush(); });
}

Coroutine<std::int64_t> File::seek(std::int64_t offset, int whence) const {
    return on_file(file_, "seek", Length::brief, [=](OpenFile& f) { return f.stream->seek(offset, whence); });
}

Coroutine<std::int64_t> File::tell() const {
    return on_file(file_, "tell", Length::brief, [](OpenFile& f) { return f.stream->tell(); });
}

Coroutine<std::int64_t> File::truncate(std::optional<std::int64_t> size) const {
    return on_file(file_, "truncate", Length::any, [size](OpenFile& f) { return f.stream->truncate(size); });
}

Coroutine<> File::close() const {
    return on_file(file_, "close", Length::any, [](OpenFile& f) { f.close(); });
}

Coroutine<bool> File::isatty() const {
    return on_file(file_, "isatty", Length::brief, [](OpenFile& f) { return f.stream->isatty(); });
}

Coroutine<bool> File::seekable() const {
    return on_file(file_, "seekable", Length::brief, [](OpenFile& f) { return f.stream->seekable(); });
}

Coroutine<bool> File::writable() const {
    return on_file(file_, "writable", Length::brief, [](OpenFile& f) { return f.stream->writable(); });
}

bool File::readable() const { return file_->stream->readable(); }
bool File::closed() const { return file_->stream->closed(); }
int File::fileno() const { return file_->stream->fileno(); }
std::string File::name() const { return file_->stream->name(); }
std::string File::mode() const { return file_->stream->mode(); }
std::string File::encoding() const { return file_->stream->encoding(); }
std::string File::errors() const { return file_->stream->errors(); }

}  // namespace asyncio::files
