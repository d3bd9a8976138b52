#include "stream_response.hpp"

#include "application.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/os_errors.hpp"
#include "server_connection.hpp"

namespace asyncio::http {

ServerConnection& StreamResponse::connection() const {
    if (!request_) throw RuntimeError("Cannot call write() before prepare()");
    return request_->connection();
}

Coroutine<> StreamResponse::prepare(Request& request) { return send_head(*this, request).as("prepare"); }

Coroutine<> StreamResponse::send_head(StreamResponse& self, Request& request) {
    if (self.request_) co_return;
    ServerConnection& connection = request.connection();
    if (connection.writer().begun()) throw RuntimeError("another response to this request has begun");
    for (const auto& signal : request.app().on_response_prepare()) co_await signal(request, self);
    connection.writer().begin(connection.open_transport(), request.head(), self, {});
    self.request_ = &request;
    co_await connection.drain();
}

Coroutine<> StreamResponse::write(std::string data) {
    if (connection().writer().finished()) throw RuntimeError("Cannot call write() after write_eof()");
    return send(connection(), std::move(data)).as("write");
}

Coroutine<> StreamResponse::send(ServerConnection& connection, std::string data) {
    connection.writer().write(connection.open_transport(), data);
    co_await connection.drain();
}

Coroutine<> StreamResponse::write_eof(std::string data) { return send_end(connection(), std::move(data)).as("write_eof"); }

Coroutine<> StreamResponse::send_end(ServerConnection& connection, std::string data) {
    ResponseWriter& writer = connection.writer();
    if (writer.finished()) co_return;
    Transport& transport = connection.open_transport();
    writer.write(transport, data);
    writer.finish(transport);
    co_await connection.drain();
}

}  // namespace asyncio::http
