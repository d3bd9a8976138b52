#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "request_parser.hpp"
#include "response.hpp"

namespace asyncio {
class Transport;
}

namespace asyncio::http {

/// Writes one response after the other to a transport: the head, then the body in the framing that the head promises.
class ResponseWriter {
public:
    /// Nothing of the next response is out yet. `keep_alive`: whether the connection may stay open after it.
    void next(bool keep_alive);

    /// Sends the head, and `body` behind it in one piece if there is one. `length`: of the body; none: not known yet.
    /// Throws ValueError, before anything is out, for a header that would end too early (response splitting).
    void begin(Transport& transport, const RequestHead& request, const ResponseHead& response,
               std::optional<std::uint64_t> length, std::string_view body = {});
    void write(Transport& transport, std::string_view data);   ///< what is above the promised length is dropped
    void finish(Transport& transport);                         ///< idempotent

    bool begun() const { return begun_; }
    bool finished() const { return finished_; }
    bool keep_alive() const { return keep_alive_; }            ///< for good after finish()
    void close_after() { keep_alive_ = false; }

private:
    void choose_framing(const RequestHead& request, const ResponseHead& response, std::optional<std::uint64_t> length);
    void put_head(const RequestHead& request, const ResponseHead& response);
    void put_headers(const CIMultiDict& headers);
    void put_header(std::string_view name, std::string_view value);
    void put_chunk(std::string_view data);

    std::string out_;                           // kept for its memory
    std::optional<std::uint64_t> length_;       // of the body, as the head says
    std::uint64_t left_ = 0;                    // of that
    bool begun_ = false, finished_ = false, keep_alive_ = true;
    bool chunked_ = false, bodiless_ = false;
};

}  // namespace asyncio::http
