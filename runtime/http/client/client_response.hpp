#pragma once
#include <memory>
#include <vector>

#include "../content_type.hpp"
#include "../cookie.hpp"
#include "../json.hpp"
#include "client_errors.hpp"
#include "content_reader.hpp"

namespace asyncio::http {

class ClientResponseState;
class Transfer;

struct JsonOptions {
    /// The type that the response must have; "": any. "application/json" is "application/problem+json", too.
    std::string content_type = "application/json";
};

/// What a server has answered: its head is there, its body comes. Copies are the same response.
///
/// Python: aiohttp.ClientResponse; what Python has as properties are functions here. Where the last reference to it goes
/// before the body is complete, the connection is closed.
class ClientResponse {
public:
    ClientResponse() = default;                              ///< none
    explicit ClientResponse(std::shared_ptr<ClientResponseState> state) : state_(std::move(state)) {}

    int status() const;                                      ///< 200; so is reason() "OK", and ok() true below 400
    const std::string& reason() const;
    bool ok() const { return status() < 400; }
    int version() const;                                     ///< 10 or 11
    const std::string& method() const;                       ///< of the request
    URL url() const;                                         ///< where it came from, without the fragment
    const URL& real_url() const;
    const CIMultiDict& headers() const;
    std::vector<Cookie> cookies() const;                     ///< that it sets
    const std::vector<ClientResponse>& history() const;      ///< the redirects that led to it
    RequestInfo request_info() const;
    ContentType content_type() const { return ContentType::parse(headers().get("Content-Type", "")); }
    std::string charset() const { return content_type().charset; }
    std::optional<std::uint64_t> content_length() const;     ///< as the header says it; of an encoded body: encoded

    const ContentReader& content() const;                    ///< the body as it comes
    /// The body as a whole, also the second time. Throws what content() throws, and ClientConnectionError if the
    /// response has been released.
    Coroutine<std::string> read() const;
    /// The same as text, in UTF-8. Its encoding is what the response says, else UTF-8; or `encoding`.
    /// Throws UnicodeDecodeError, LookupError; what read() throws.
    Coroutine<std::string> text(std::string encoding = {}) const;
    /// The value that the body means; null for an empty one.
    /// Throws ContentTypeError, JSONDecodeError; what text() throws.
    Coroutine<Json> json(JsonOptions options = {}) const;
    std::string get_encoding() const;

    /// Throws ClientResponseError if the status is 400 or more, and releases the response then.
    void raise_for_status() const;
    /// Nobody wants the rest of the body. The connection is kept for others if all of it has come, else it is closed.
    void release() const;
    void close() const { release(); }
    bool closed() const;                                     ///< all has come, or is not wanted any more
    std::string repr() const;                                ///< "<ClientResponse(http://host/) [200 OK]>"

    explicit operator bool() const { return state_ != nullptr; }
    friend bool operator==(const ClientResponse&, const ClientResponse&) = default;
    ClientResponseState& state() const { return *state_; }   ///< for the library

private:
    std::shared_ptr<ClientResponseState> state_;
};

/// What a ClientResponse refers to.
class ClientResponseState {
public:
    explicit ClientResponseState(std::shared_ptr<Transfer> transfer);
    ~ClientResponseState();
    void release();

    const std::shared_ptr<Transfer> transfer;
    const ContentReader content;
    std::vector<ClientResponse> history;
    std::optional<std::string> body;
    bool released = false;
};

}  // namespace asyncio::http
