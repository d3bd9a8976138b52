#pragma once
#include "../../coroutine.hpp"
#include "request.hpp"
#include "response.hpp"

namespace asyncio::http {

/// A response whose body is written piece by piece. Python: web.StreamResponse
///
///     http::StreamResponse response;
///     co_await response.prepare(request);
///     while (...) co_await response.write(piece);
///     co_return response;
///
/// Without a Content-Length header the body goes in chunks.
class StreamResponse : public ResponseHead {
public:
    using ResponseHead::ResponseHead;

    /// Sends the head; from then on it cannot be changed. Throws: RuntimeError if another response has begun,
    /// ConnectionResetError if the client has gone, ValueError for headers that cannot be sent.
    Coroutine<> prepare(Request& request);
    bool prepared() const { return request_ != nullptr; }
    /// Waits while the client takes less than is written. Throws: RuntimeError before prepare() or after write_eof(),
    /// ConnectionResetError if the client has gone.
    Coroutine<> write(std::string data);
    Coroutine<> write_eof(std::string data = {});    ///< idempotent; the server does it when the handler returns

    operator Response() && { return Response(std::move(*this), Response::Kind::sent, {}); }
    operator Response() const& { return Response(*this, Response::Kind::sent, {}); }

private:
    static Coroutine<> send_head(StreamResponse& self, Request& request);
    static Coroutine<> send(ServerConnection& connection, std::string data);
    static Coroutine<> send_end(ServerConnection& connection, std::string data);
    ServerConnection& connection() const;

    Request* request_ = nullptr;
};

}  // namespace asyncio::http
