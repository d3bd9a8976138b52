#include "content_decoder.hpp"

#include <zlib.h>

#include <array>
#include <new>

#ifdef HAS_BROTLI
#include <brotli/decode.h>
#endif

#include "ascii.hpp"

namespace asyncio::http {
namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr int zlib_frame = MAX_WBITS, no_frame = -MAX_WBITS, gzip_frame = MAX_WBITS + 16;

/// What the kinds have in common: where they put the plain bytes, and how far they are.
class Unpacker : public ContentDecoder {
public:
    std::string_view decode(std::string_view& packed) final {
        if (packed.empty() && !is_begun_) return {};
        is_begun_ = true;
        if (is_ended_ && !begins_again(packed)) packed = {};   // what stands behind a body is nobody's
        return is_ended_ ? std::string_view() : std::string_view(out_.data(), unpack(packed));
    }
    bool is_complete() const final { return is_ended_ || !is_begun_; }

protected:
    /// Fills the output as far as `packed` goes, of which it takes some; how much that is. Sets is_ended_ at the end.
    virtual std::size_t unpack(std::string_view& packed) = 0;
    /// Whether there is another body behind the first.
    virtual bool begins_again(std::string_view) { return false; }

    std::array<char, piece> out_;
    bool is_begun_ = false, is_ended_ = false;
};

class Inflater final : public Unpacker {
public:
    explicit Inflater(int frame) : frame_(frame) {
        if (inflateInit2(&stream_, frame) != Z_OK) throw std::bad_alloc();
    }
    ~Inflater() override { inflateEnd(&stream_); }

private:
    std::size_t unpack(std::string_view& packed) override {
        if (frame_ == zlib_frame && stream_.total_in == 0) look_for_frame(packed);
        for (;;) {
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));   // zlib forgot the const
            stream_.avail_in = static_cast<uInt>(packed.size());
            stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
            stream_.avail_out = piece;
            const int code = inflate(&stream_, Z_NO_FLUSH);
            packed.remove_prefix(packed.size() - stream_.avail_in);
            if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) throw Broken();
            is_ended_ = code == Z_STREAM_END;
            const std::size_t size = piece - stream_.avail_out;
            if (size > 0 || !is_ended_ || !begins_again(packed)) return size;
        }
    }
    bool begins_again(std::string_view packed) override {
        if (frame_ != gzip_frame || !packed.starts_with('\x1f')) return false;
        inflateReset(&stream_);
        is_ended_ = false;
        return true;
    }
    /// Some servers leave zlib's frame out.
    void look_for_frame(std::string_view packed) {
        if (!packed.empty() && (packed.front() & 15) != Z_DEFLATED) inflateReset2(&stream_, no_frame);
    }

    const int frame_;
    z_stream stream_{};
};

#ifdef HAS_BROTLI
class Unbrotli final : public Unpacker {
public:
    Unbrotli() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
        if (!state_) throw std::bad_alloc();
    }
    ~Unbrotli() override { BrotliDecoderDestroyInstance(state_); }

private:
    std::size_t unpack(std::string_view& packed) override {
        auto in = reinterpret_cast<const std::uint8_t*>(packed.data());
        auto out = reinterpret_cast<std::uint8_t*>(out_.data());
        std::size_t in_left = packed.size(), out_left = piece;
        const auto result = BrotliDecoderDecompressStream(state_, &in_left, &in, &out_left, &out, nullptr);
        packed.remove_prefix(packed.size() - in_left);
        if (result == BROTLI_DECODER_RESULT_ERROR) throw Broken();
        is_ended_ = result == BROTLI_DECODER_RESULT_SUCCESS;
        return piece - out_left;
    }

    BrotliDecoderState* state_;
};
#endif

}  // namespace

std::unique_ptr<ContentDecoder> ContentDecoder::of(std::string_view encoding) {
    const std::string name = lowered(encoding);
    if (name == "gzip" || name == "x-gzip") return std::make_unique<Inflater>(gzip_frame);
    if (name == "deflate") return std::make_unique<Inflater>(zlib_frame);
#ifdef HAS_BROTLI
    if (name == "br") return std::make_unique<Unbrotli>();
#endif
    return nullptr;
}

}  // namespace asyncio::http
