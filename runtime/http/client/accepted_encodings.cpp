#include "accepted_encodings.hpp"

#include "runtime/http/content_decoder.hpp"

namespace asyncio::http {

const std::string& accepted_encodings() {
    static const std::string all = std::string("gzip, deflate") + (ContentDecoder::of("br") ? ", br" : "");
    return all;
}

}  // namespace asyncio::http
