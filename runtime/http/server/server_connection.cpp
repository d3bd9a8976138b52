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

using State = RequestParser::State;

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

Coroutine<> ServerConnection::wait_for_bytes(ServerConnection& self) {
    self.waiter_ = Future<void>(new FutureOf<void>(self.loop_, trace::FutureKind::stream_read));
    co_await Future<void>(self.waiter_);
}

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
                co_await wait_for_bytes(*self);
                continue;
            }
            self->writer_.next(!self->stopping_ && (!self->eof_ || !self->pending_.empty()));
            co_await self->loop_.create_task(handle(*self).as("handle_request"), TaskOptions{.eager_start = true});
            if (self->body_is_coming() || self->parser_.state() == State::failed) co_await linger(*self);
            if (self->parser_.state() != State::complete || !self->writer_.keep_alive()) break;
            self->next_request();
        }
    } catch (const CancelledError&) {   // the handler, or all of it: there will be no response
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

Coroutine<> ServerConnection::handle(ServerConnection& self) {
    Response response = co_await answer(self);
    if (self.is_open()) co_await send(self, std::move(response));
}

/// The application's response; or what stands for an error, which the loop's exception handler is told.
Coroutine<Response> ServerConnection::answer(ServerConnection& self) {
    std::exception_ptr error;
    try {
        if (self.parser_.state() == State::failed)
            throw HTTPClientError(self.parser_.error().status, self.parser_.error().message);
        Application& app = self.server_->app();
        app.router().resolve(self.request_);
        self.continue_request();
        co_return co_await app.handle(self.request_);
    } catch (...) {
        error = std::current_exception();
        const ExceptionInfo info = describe(error);
        if (info.leaves_the_loop || info.cancelled) throw;
    }
    co_return self.failure(error);
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

Response ServerConnection::failure(const std::exception_ptr& error) {
    int status = 500;
    try {
        std::rethrow_exception(error);
    } catch (const HTTPException& answer) {
        return answer.response();
    } catch (const ConnectionError&) {
        if (!is_open()) return Response();   // the client has gone: nobody to tell
    } catch (const TimeoutError&) {
        status = 504;
    } catch (...) {
    }
    loop_.call_exception_handler({"Error handling request", error, {}});
    writer_.close_after();
    if (status == 504) return Response({.status = 504});
    return HTTPInternalServerError("500 Internal Server Error\n\nServer got itself in trouble").response();
}

Coroutine<> ServerConnection::send(ServerConnection& self, Response response) {
    ResponseWriter& writer = self.writer_;
    if (self.parser_.state() == State::failed) writer.close_after();
    if (writer.begun()) {   // by a StreamResponse, which is what was returned, or else has failed halfway
        if (response.kind() == Response::Kind::sent) writer.finish(*self.transport_);
        else self.transport_->abort();
        co_return;
    }
    if (response.kind() == Response::Kind::sent) response = self.failure(std::make_exception_ptr(RuntimeError("the response was not prepared")));
    std::exception_ptr error;
    try {
        for (const auto& signal : self.server_->app().on_response_prepare()) co_await signal(self.request_, response);
        if (response.kind() == Response::Kind::file) co_return co_await send_file(self.request_, std::move(response));
        writer.begin(self.open_transport(), self.parser_.head(), response, response.body().size(), response.body());
        writer.finish(*self.transport_);
        if (self.writing_paused_) co_await self.drain();
        co_return;
    } catch (const Exception&) {
        error = std::current_exception();
    }
    response = self.failure(error);
    if (!self.is_open()) co_return;
    if (writer.begun()) co_return self.transport_->abort();
    writer.begin(*self.transport_, self.parser_.head(), response, response.body().size(), response.body());
    writer.finish(*self.transport_);
}

/// The client is still sending what nobody will read. Closing now could destroy the response on its way.
Coroutine<> ServerConnection::linger(ServerConnection& self) {
    self.discarding_ = true;
    self.content_ = {};
    self.resume_reading();
    if (!self.writer_.keep_alive() || self.parser_.state() == State::failed) {
        if (self.is_open()) self.transport_->write_eof();
        self.deaf_ = true;
    }
    self.watch_time();
    while (self.is_open() && !self.eof_ && (self.deaf_ || self.body_is_coming())) co_await wait_for_bytes(self);
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
    if (has_request() && !discarding_) writer_.close_after();
    else close();
}

void ServerConnection::abort() {
    if (task_) task_.cancel();
    if (transport_) transport_->abort();
}

}  // namespace asyncio::http
