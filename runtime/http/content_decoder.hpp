#pragma once
#include <memory>
#include <string_view>

namespace asyncio::http {

/// Unpacks a body as it comes, a little at a time: however much it becomes, no more is held than its reader wants.
class ContentDecoder {
public:
    struct Broken {};                    ///< what is thrown: these bytes are not what they are said to be

    /// For a Content-Encoding: gzip (RFC 1952, with all its members), deflate (with zlib's frame or without), and br where
    /// the library was built with brotli. nullptr for others: such a body is handed on as it is.
    static std::unique_ptr<ContentDecoder> of(std::string_view encoding);
    virtual ~ContentDecoder() = default;

    /// Takes from the front of `packed` and gives the plain bytes that come next, at most 64 KiB, until it is called again.
    /// "": there are no more without more packed ones. Throws Broken.
    virtual std::string_view decode(std::string_view& packed) = 0;
    /// Whether the body may end here: nothing has come at all, or all of it.
    virtual bool is_complete() const = 0;
};

}  // namespace asyncio::http
