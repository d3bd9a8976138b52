#pragma once
#include "../../streams/reader.hpp"
#include "../content_decoder.hpp"

namespace asyncio::http {

/// A request's body on its way to its reader, unpacked as its Content-Encoding says.
///
/// Python: aiohttp.http_parser.DeflateBuffer
class UnpackedBody {
public:
    /// How what comes is packed: see ContentDecoder::of.
    void begin(std::string_view content_encoding);

    /// Passes the bytes on to `reader`; nullptr: nobody wants them. A little may be packed that becomes very much: after
    /// some 64 KiB it stops. Returns how many of the bytes it took, at least one; give it the rest again.
    std::size_t feed(std::string_view bytes, StreamReaderState* reader);

    bool is_broken() const { return is_broken_; }                                    ///< what has come is not packed so
    bool has_ended() const { return !decoder_ || decoder_->is_complete(); }          ///< it may end here

private:
    std::unique_ptr<ContentDecoder> decoder_;   // none: it comes as it is
    bool is_broken_ = false;
};

}  // namespace asyncio::http
