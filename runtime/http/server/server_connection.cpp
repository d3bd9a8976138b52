#include "server_connection.hpp"

#include "application.hpp"
#include "http_exceptions.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/http/ascii.hpp"
#include "runtime/net/transport.hpp"
#include "runtime/os_errors.hpp"
#include "static_files.hpp"
#include "web_server.hpp"

namespace asyncio::http {

using ParserState = RequestParser::State;

namespace {

constexpr double patience_with_farewells = 1;   // seconds: an idle client over TLS need not notice that it is asked for one

}  // namespace

ServerConnection::ServerConnection(Counted<WebServer> server)
    : server_(std::move(server)), loop_(server_->loop()), parser_(server_->limits().parser), request_(*this, parser_.head()) {
    server_->add(*this);
}

ServerConnection::~ServerConnection() {
    if (timer_) timer_->cancel();
    server_->remove(*this);
}

void ServerConnection::connection_made(Transport& transport) {
    transport_ = Counted<Transport>(&transport);
    if (Socket socket = transport.get_extra_info("socket"); socket.fileno() >= 0) socket.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1);
    task_ = loop_.create_task(serve(Counted<ServerConnection>(this)).as("handle_connection"));
    watch_time();
}

bool ServerConnection::is_open() const { return transport_ && !transport_->is_closing(); }

Transport& ServerConnection::open_transport() const {
    if (!is_open()) throw ConnectionResetError("Cannot write to closing transport");
    return *transport_;
}

void ServerConnection::wake_up() {
    if (auto waiter = std::exchange(waiter_, {}); waiter && !waiter.done()) waiter.set_result();
}

/// Done when more bytes have come, or none will.
Future<void> ServerConnection::bytes() { return waiter_ = Future<void>(new FutureOf<void>(loop_, trace::FutureKind::stream_read)); }

Coroutine<> ServerConnection::wait_for_room(Counted<ServerConnection> self) {
    while (self->writing_paused_ && self->is_open()) {
        self->room_ = Future<void>(new FutureOf<void>(self->loop_, trace::FutureKind::stream_drain));
        co_await Future<void>(self->room_);
    }
    self->open_transport();
}

void ServerConnection::resume_writing() {
    writing_paused_ = false;
    if (auto room = std::exchange(room_, {}); room && !room.done()) room.set_result();
    watch_time();
}

void ServerConnection::pause_writing() {
    writing_paused_ = true;
    watch_time();
}

/// The connection's task. Each request has a task of its own, so that none sees the context variables of another.
Coroutine<> ServerConnection::serve(Counted<ServerConnection> self) {
    try {
        while (self->is_open()) {
            if (!self->has_request()) {
                if (self->eof_) break;
                co_await self->bytes();
                continue;
            }
            self->writer_.next(!self->stopping_ && (!self->eof_ || !self->pending_.empty()));
            co_await self->loop_.create_task(handle(*self).as("handle_request"), TaskOptions{.eager_start = true});
            if (self->body_is_coming() || self->parser_.state() == ParserState::failed) co_await linger(*self);
            if (self->parser_.state() != ParserState::complete || !self->writer_.keep_alive()) break;
            self->next_request();
        }
    } catch (const CancelledError&) {   // the handler, or all of it: there will be no response
    } catch (const OSError&) {          // nobody takes the rest of it
    }
    self->close();
    self->task_ = {};
    self->leave();
}

/// The server need not know it any more when the client has gone and nobody is at work for it.
void ServerConnection::leave() {
    if (!transport_ && !task_) server_->remove(*this);
}

void ServerConnection::close() {
    if (!is_open()) return;
    transport_->close();
    watch_time();
}

/// One request, from its head to the last byte of the response.
Coroutine<> ServerConnection::handle(ServerConnection& self) {
    Response response;
    try {
        response = co_await self.answer();
    } catch (...) {
        response = self.failure(std::current_exception());
        if (self.writer_.begun()) co_return self.abort_transport();   // nobody must take the half for the whole
    }
    if (!self.is_open()) co_return;
    try {
        if (self.can_be_sent_at_once(response)) self.send_whole(response);
        else co_await send(self, response);
    } catch (...) {
        response = self.failure(std::current_exception());
        if (self.writer_.begun()) self.abort_transport();
        else if (self.is_open()) self.send_whole(response);
    }
    if (self.writing_paused_) co_await self.drain();
}

/// The application's response.
Coroutine<Response> ServerConnection::answer() {
    if (parser_.state() == ParserState::failed) throw HTTPClientError(parser_.error().status, parser_.error().message);
    Application& app = server_->app();
    app.router().resolve(request_);
    continue_request();
    return app.handle(request_);
}

/// The client waits before it sends the body: it need not. Throws HTTPExpectationFailed.
void ServerConnection::continue_request() {
    if (!parser_.head().expects_continue) return;
    const std::string_view expected = parser_.head().headers["Expect"];
    const bool known = equal_ignoring_case(expected, "100-continue");
    if (known && request_.is_routed()) return open_transport().write("HTTP/1.1 100 Continue\r\n\r\n");
    writer_.close_after();   // one cannot know whether the body will come
    if (!known) throw HTTPExpectationFailed("Unknown Expect: " + std::string(expected));
}

/// What stands for an error, which the loop's exception handler is told. Throws what is none but asks to end.
Response ServerConnection::failure(const std::exception_ptr& error) {
    if (const ExceptionInfo info = describe(error); info.leaves_the_loop || info.cancelled) std::rethrow_exception(error);
    int status = 500;
    try {
        std::rethrow_exception(error);
    } catch (const HTTPException& answer) {
        return answer.response();
    } catch (const ConnectionError&) {
        if (!is_open()) return Response();   // the client has gone: nobody to tell
        if (eof_ && body_is_coming()) status = 400;
    } catch (const TimeoutError&) {
        status = 504;
    } catch (...) {
    }
    writer_.close_after();
    if (status == 400) return HTTPBadRequest().response();   // the client has said that it will not send the rest
    loop_.call_exception_handler({"Error handling request", error, {}});
    if (status == 504) return Response({.status = 504});
    return HTTPInternalServerError("500 Internal Server Error\n\nServer got itself in trouble").response();
}

bool ServerConnection::can_be_sent_at_once(const Response& response) const {
    return response.kind() == Response::Kind::whole && !writer_.begun() && server_->app().on_response_prepare().empty();
}

void ServerConnection::send_whole(const Response& response) {
    if (parser_.state() == ParserState::failed) writer_.close_after();
    writer_.begin(open_transport(), parser_.head(), response, response.body().size(), response.body());
    writer_.finish(*transport_);
}

Coroutine<> ServerConnection::send(ServerConnection& self, Response& response) {
    ResponseWriter& writer = self.writer_;
    if (writer.begun()) {   // by a StreamResponse, which is what was returned
        if (response.kind() != Response::Kind::sent) throw RuntimeError("another response to this request has begun");
        co_return writer.finish(*self.transport_);
    }
    if (response.kind() == Response::Kind::sent) throw RuntimeError("the response was not prepared");
    for (const auto& signal : self.server_->app().on_response_prepare()) co_await signal(self.request_, response);
    if (response.kind() == Response::Kind::file) co_return co_await send_file(self.request_, std::move(response));
    self.send_whole(response);
}

/// The client is still sending what nobody will read. Closing now could destroy the response on its way.
Coroutine<> ServerConnection::linger(ServerConnection& self) {
    self.discarding_ = true;
    self.content_ = {};
    self.resume_reading();
    if (!self.writer_.keep_alive() || self.parser_.state() == ParserState::failed) {
        if (self.is_open() && self.transport_->can_write_eof()) self.transport_->write_eof();
        self.deaf_ = true;
    }
    self.watch_time();
    while (self.is_open() && !self.eof_ && (self.deaf_ || self.body_is_coming())) co_await self.bytes();
}

void ServerConnection::next_request() {
    parser_.next();
    content_ = {};
    discarding_ = false;
    if (!pending_.empty()) pending_.drop(consume(pending_.view()));
    regulate();
    watch_time();
}

void ServerConnection::stop() {
    stopping_ = true;
    if (has_request() && !discarding_) return writer_.close_after();
    close();
    if (transport_ && !transport_->can_write_eof()) wait_until(Waiting::farewell, patience_with_farewells);
}

void ServerConnection::abort_transport() {
    if (transport_) transport_->abort();
}

void ServerConnection::abort() {
    if (task_) task_.cancel();
    abort_transport();
}

}  // namespace asyncio::http
