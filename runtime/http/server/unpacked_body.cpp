#include "unpacked_body.hpp"

#include <zlib.h>

#include <array>
#include <new>

#include "runtime/http/ascii.hpp"

namespace asyncio::http {
namespace {

constexpr std::size_t unpacked_at_once = 64 * 1024;
constexpr int window_bits = 15;   // the most that there is; negative: without a frame, and 16 more: in gzip's

}  // namespace

class UnpackedBody::Inflate {
public:
    explicit Inflate(int bits) {
        if (inflateInit2(&stream_, bits) != Z_OK) throw std::bad_alloc();
    }
    ~Inflate() { inflateEnd(&stream_); }
    Inflate(const Inflate&) = delete;

    /// Unpacks into a buffer of its own; takes what it used of `bytes` off their front. Gives zlib's code.
    int step(std::string_view& bytes) {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));   // zlib only reads there
        stream_.avail_in = static_cast<uInt>(bytes.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
        stream_.avail_out = static_cast<uInt>(out_.size());
        const int code = inflate(&stream_, Z_NO_FLUSH);
        bytes.remove_prefix(bytes.size() - stream_.avail_in);
        return code;
    }
    std::string_view unpacked() const { return {out_.data(), out_.size() - stream_.avail_out}; }
    bool is_full() const { return stream_.avail_out == 0; }   // there may be more

private:
    z_stream stream_{};
    std::array<char, 16 * 1024> out_;
};

UnpackedBody::UnpackedBody() = default;
UnpackedBody::~UnpackedBody() = default;

void UnpackedBody::begin(std::string_view content_encoding) {
    is_gzip_ = equal_ignoring_case(content_encoding, "gzip");
    if (is_gzip_ || equal_ignoring_case(content_encoding, "deflate")) state_ = State::fresh;
}

std::size_t UnpackedBody::feed(std::string_view bytes, StreamReaderState* reader) {
    if (!reader) {   // and what has been left out cannot be made up for
        state_ = State::as_it_is;
        return bytes.size();
    }
    if (state_ == State::as_it_is) {
        reader->feed_data(bytes);
        return bytes.size();
    }
    if (state_ == State::fresh && !bytes.empty()) {
        const bool has_frame = (bytes[0] & 0x0f) == Z_DEFLATED;   // some call deflate what is without zlib's
        inflate_ = std::make_unique<Inflate>(is_gzip_ ? window_bits + 16 : has_frame ? window_bits : -window_bits);
        state_ = State::unpacking;
    }
    return state_ == State::unpacking ? unpack(bytes, *reader) : bytes.size();   // as in Python: what is behind it is dropped
}

std::size_t UnpackedBody::unpack(std::string_view bytes, StreamReaderState& reader) {
    const std::size_t all = bytes.size();
    for (std::size_t made = 0;;) {
        const int code = inflate_->step(bytes);
        reader.feed_data(inflate_->unpacked());
        made += inflate_->unpacked().size();
        if (code == Z_STREAM_END) return state_ = State::over, all;
        if (code != Z_OK && code != Z_BUF_ERROR) return state_ = State::broken, all;
        if (bytes.empty() && !inflate_->is_full()) return all;
        if (!bytes.empty() && bytes.size() < all && made >= unpacked_at_once) return all - bytes.size();
    }
}

}  // namespace asyncio::http
