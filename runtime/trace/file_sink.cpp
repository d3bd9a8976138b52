#include "file_sink.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <streambuf>
#include <unistd.h>
#include <utility>

namespace asyncio::trace {
namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

/// A buffered file descriptor that keeps the first error's code, which std::ofstream does not.
class DescriptorBuffer : public std::streambuf {
public:
    int descriptor = -1;
    std::error_code error;

    DescriptorBuffer() { setp(buffer_.data(), buffer_.data() + buffer_.size()); }
    ~DescriptorBuffer() override { close(); }

    bool write_all(std::string_view text) {
        while (!text.empty() && !error) {
            const ssize_t written = ::write(descriptor, text.data(), text.size());
            if (written >= 0) text.remove_prefix(static_cast<std::size_t>(written));
            else if (errno != EINTR) error = last_error();
        }
        return !error;
    }

    void close() {
        if (descriptor >= 0 && ::close(std::exchange(descriptor, -1)) != 0 && !error) error = last_error();
    }

protected:
    int sync() override {
        const std::string_view held(pbase(), static_cast<std::size_t>(pptr() - pbase()));
        setp(buffer_.data(), buffer_.data() + buffer_.size());
        return write_all(held) ? 0 : -1;
    }

    int_type overflow(int_type c) override {
        if (sync() != 0) return traits_type::eof();
        if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
        return traits_type::not_eof(c);
    }

private:
    std::array<char, 1 << 16> buffer_;
};

bool is_written_in_place(const std::filesystem::path& path) {
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    return exists(status) && !is_regular_file(status) && !is_directory(status);
}

}  // namespace

FileError::FileError(const char* operation, const std::filesystem::path& path, std::error_code code)
    : std::runtime_error(fmt::format("cannot {} {}: {}", operation, path.string(), code.message())),
      operation(operation), path(path), code(code) {}

struct FileSink::Impl {
    std::filesystem::path path, written;  ///< where it shall be, where it is until then
    DescriptorBuffer buffer;
    std::ostream stream{&buffer};

    bool is_partial() const { return written != path; }

    void remove_partial() {
        std::error_code ignored;
        if (is_partial()) std::filesystem::remove(written, ignored);
    }

    void open() {
        if (std::error_code ignored; std::filesystem::is_directory(path, ignored))
            throw FileError("write", path, std::make_error_code(std::errc::is_a_directory));
        buffer.descriptor = ::open(written.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (buffer.descriptor < 0) throw FileError("open", path, last_error());
    }

    void commit() {
        stream.flush();
        buffer.close();
        if (buffer.error) throw FileError("write", path, buffer.error);
        if (is_partial() && std::rename(written.c_str(), path.c_str()) != 0)
            throw FileError("rename", path, last_error());
    }
};

FileSink::FileSink(std::filesystem::path path) : impl_(std::make_unique<Impl>()) {
    impl_->path = impl_->written = std::move(path);
    if (!is_written_in_place(impl_->path)) impl_->written += ".part";
    impl_->open();
}

FileSink::~FileSink() {
    if (!impl_) return;
    impl_->buffer.close();
    impl_->remove_partial();
}

std::ostream& FileSink::stream() { return impl_->stream; }

void FileSink::write_through(std::string_view text) {
    impl_->stream.flush();
    if (!impl_->buffer.write_all(text)) throw FileError("write", impl_->path, impl_->buffer.error);
}

void FileSink::commit() {
    impl_->commit();
    impl_->written = impl_->path;  // there is no partial file any more
}

}  // namespace asyncio::trace
