#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "../../streams/reader.hpp"
#include "../multidict.hpp"

namespace asyncio::http {

/// What a request says before its body.
struct RequestHead {
    std::string method, target;
    CIMultiDict headers;
    int version = 11;                                ///< 10 or 11: HTTP/1.0, HTTP/1.1
    bool keep_alive = true;                          ///< the client wants to send another
    bool has_body = false;
    bool expects_continue = false;
    std::optional<std::uint64_t> content_length;     ///< none: there is no body, or it comes in chunks
};

/// What a request costs at most, in bytes; more is an error.
struct ParserLimits {
    std::size_t line = 8190;                         ///< the request's target; aiohttp: max_line_size
    std::size_t head = 16 * 1024;                    ///< the request line and all headers, with their line ends
    std::size_t chunk_head = 4 * 1024;               ///< a chunk's size line with its extensions; the trailers
};

/// Reads requests out of bytes as they come, piece by piece, one request after the other.
///
/// Beneath is Boost.Beast's basic_parser, the level at which nothing is copied; what it lets pass and a server must not
/// (RFC 9112) is refused here: a Transfer-Encoding that is not just chunked, several Hosts, a head that never ends.
class RequestParser {
public:
    enum class State {
        head,       ///< of the next request, which may be there in part
        body,       ///< the head is complete
        complete,   ///< the body, too, or there is none
        failed,     ///< error() says why
    };
    struct Error {
        int status;            ///< what to answer: 400, 414, 431
        std::string message;
    };

    explicit RequestParser(ParserLimits limits = {});
    ~RequestParser();

    /// Reads on and returns how many of the bytes are done with: give the rest again, with more behind it.
    /// It stops at the end of the head, at that of the body, and now and then in one that unpacks into very much. `body`
    /// gets the body's bytes, unpacked if ContentDecoder knows its Content-Encoding; nullptr: nobody does.
    std::size_t feed(std::string_view bytes, StreamReaderState* body);
    void next();               ///< from here on it is another request
    void refuse(int status, std::string message);              ///< for a reason of the caller's: the state is failed now

    State state() const { return state_; }                     ///< what it waits for, or that it has got it
    bool started() const { return started_; }                  ///< at least one byte of this request has come
    const RequestHead& head() const { return head_; }          ///< from State::body on
    const Error& error() const { return error_; }

private:
    class Beast;
    std::size_t feed_head(std::string_view bytes);
    std::size_t feed_body(std::string_view bytes, StreamReaderState* body);
    void finish_head();
    void refuse_head(int status, std::string message);

    const ParserLimits limits_;
    std::unique_ptr<std::optional<Beast>> beast_;
    RequestHead head_;
    Error error_{};
    State state_ = State::head;
    std::size_t head_size_ = 0;                      // of what Beast has taken of this head
    bool started_ = false;
};

}  // namespace asyncio::http
