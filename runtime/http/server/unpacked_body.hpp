#pragma once
#include <memory>
#include <string_view>

#include "../../streams/reader.hpp"

namespace asyncio::http {

/// A request's body on its way to its reader, unpacked as its Content-Encoding says.
///
/// Python: aiohttp.http_parser.DeflateBuffer
class UnpackedBody {
public:
    UnpackedBody();
    ~UnpackedBody();

    /// How what comes is packed: gzip, or deflate, with zlib's frame or without it. Anything else comes as it is.
    void begin(std::string_view content_encoding);

    /// Passes the bytes on to `reader`; nullptr: nobody wants them. A little may be packed that becomes very much: after
    /// some 64 KiB it stops. Returns how many of the bytes it took, at least one; give it the rest again.
    std::size_t feed(std::string_view bytes, StreamReaderState* reader);

    bool is_broken() const { return state_ == State::broken; }             ///< what has come is not packed so
    bool has_ended() const { return state_ != State::unpacking; }          ///< it may end here

private:
    enum class State { as_it_is, fresh, unpacking, over, broken };
    class Inflate;
    std::size_t unpack(std::string_view bytes, StreamReaderState& reader);

    std::unique_ptr<Inflate> inflate_;
    State state_ = State::as_it_is;
    bool is_gzip_ = false;
};

}  // namespace asyncio::http
