#include "unpacked_body.hpp"

namespace asyncio::http {

namespace {
constexpr std::size_t unpacked_at_once = 64 * 1024;
}

void UnpackedBody::begin(std::string_view content_encoding) { decoder_ = ContentDecoder::of(content_encoding); }

std::size_t UnpackedBody::feed(std::string_view bytes, StreamReaderState* reader) {
    const std::size_t all = bytes.size();
    if (!reader) {   // and what has been left out cannot be made up for
        decoder_ = nullptr;
        return all;
    }
    if (!decoder_) {
        reader->feed_data(bytes);
        return all;
    }
    try {
        for (std::size_t made = 0; made < unpacked_at_once || bytes.empty();) {
            const std::string_view plain = decoder_->decode(bytes);
            if (plain.empty()) break;
            reader->feed_data(plain);
            made += plain.size();
        }
        return all - bytes.size();
    } catch (const ContentDecoder::Broken&) {
        is_broken_ = true;
        return all;
    }
}

}  // namespace asyncio::http
