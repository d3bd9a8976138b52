#include "http_exceptions.hpp"
#include "runtime/net/transport.hpp"
#include "runtime/os_errors.hpp"
#include "server_connection.hpp"
#include "web_server.hpp"

/// The receiving side of a connection: where bytes go, when it stops reading, and how long it waits.
namespace asyncio::http {

using ParserState = RequestParser::State;

namespace {

constexpr std::size_t most_pending = 64 * 1024;   // of pipelined requests: then it stops reading

}  // namespace

void ServerConnection::data_received(std::string_view data) {
    if (deaf_) return;
    if (pending_.empty()) {
        data.remove_prefix(consume(data));
        if (!data.empty()) pending_.append(data);
    } else {
        pending_.append(data);
        pending_.drop(consume(pending_.view()));
    }
    regulate();
    if (waiting_ == Waiting::body) waiting_ = Waiting::nothing;   // each piece has its own patience
    watch_time();
}

/// Parses up to the end of a request, and what unpacks into more than its reader wants only so far; what is behind it
/// waits until that is answered, or read. Returns how many bytes it took.
std::size_t ServerConnection::consume(std::string_view bytes) {
    std::size_t used = 0;
    while (used < bytes.size()) {
        if (held_back_ = content_paused_ && body_is_coming(); held_back_) break;
        const ParserState before = parser_.state();
        const std::size_t taken = parser_.feed(bytes.substr(used), content_.state());
        used += taken;
        if (parser_.state() == before && taken == 0) break;
        if (before == ParserState::head && has_request()) begin_request();
    }
    if (parser_.state() == ParserState::complete && content_.state() && !content_.state()->is_eof()) content_.feed_eof();
    if (parser_.state() == ParserState::failed) break_body(std::make_exception_ptr(HTTPBadRequest(parser_.error().message)));
    if (has_request() && (!discarding_ || !body_is_coming())) wake_up();
    return used;
}

void ServerConnection::begin_request() {
    if (parser_.state() == ParserState::failed) return;
    request_.begin(server_->app());
    if (!parser_.head().has_body) return;
    content_ = StreamReader(new StreamReaderState(loop_, default_limit));
    content_.state()->set_flow(this);
    request_.give_content(content_);
}

/// Whoever reads the body is told that it will never be complete.
void ServerConnection::break_body(std::exception_ptr error) {
    if (content_.state() && !content_.state()->is_eof()) content_.set_exception(std::move(error));
}

bool ServerConnection::eof_received() {
    eof_ = true;
    if (!has_request() || deaf_) return false;
    if (body_is_coming()) break_body(std::make_exception_ptr(ConnectionResetError("Connection lost")));
    wake_up();
    return transport_->can_write_eof();   // the response is due all the same; TLS has no half connections
}

void ServerConnection::connection_lost(std::exception_ptr) {
    if (timer_) std::exchange(timer_, nullptr)->cancel();
    if (body_is_coming()) break_body(std::make_exception_ptr(ConnectionResetError("Connection lost")));
    if (content_.state()) content_.state()->set_flow(nullptr);
    transport_ = nullptr;
    resume_writing();
    wake_up();
    leave();
}

void ServerConnection::pause_reading() {
    content_paused_ = true;
    regulate();
    watch_time();
}

void ServerConnection::resume_reading() {
    content_paused_ = false;
    if (held_back_) loop_.call_soon(named("http.unpack", [self = Counted<ServerConnection>(this)] { self->go_on(); }));
    regulate();
    watch_time();
}

/// Parses what was held back. Not at once: the reader has yet to say that it waits.
void ServerConnection::go_on() {
    if (!std::exchange(held_back_, false)) return;
    pending_.drop(consume(pending_.view()));
    regulate();
    watch_time();
}

/// Reads as long as somebody wants the bytes.
void ServerConnection::regulate() {
    if (!is_open()) return;
    const bool enough = content_paused_ || held_back_ || (pending_.size() > most_pending && parser_.state() == ParserState::complete);
    if (enough && transport_->is_reading()) transport_->pause_reading();
    else if (!enough && !eof_ && !transport_->is_reading()) transport_->resume_reading();
}

/// Sets the deadline for what the connection waits for now.
void ServerConnection::watch_time() {
    const ServerLimits& limits = server_->limits();
    if (!transport_) return;
    const std::size_t unsent = transport_->get_write_buffer_size();
    if (writing_paused_ || (unsent > 0 && transport_->is_closing())) {
        if (waiting_ != Waiting::room) unsent_ = unsent;
        return wait_until(Waiting::room, limits.write_timeout);
    }
    if (!is_open()) return;
    if (discarding_) wait_until(Waiting::last_bytes, limits.lingering_time);
    else if (parser_.state() == ParserState::head && !parser_.started()) wait_until(Waiting::request, limits.keepalive_timeout);
    else if (parser_.state() == ParserState::head) wait_until(Waiting::head, limits.head_timeout);
    else if (body_is_coming() && !content_paused_) wait_until(Waiting::body, limits.body_timeout);
    else waiting_ = Waiting::nothing;
}

/// The timer is moved only when it would come too late: a deadline that is later is looked at when it strikes.
void ServerConnection::wait_until(Waiting waiting, Seconds patience) {
    if (std::exchange(waiting_, waiting) == waiting) return;
    deadline_ = to_micros(loop_.time() + patience.count());
    if (timer_ && timer_->armed() && timer_->when() <= deadline_) return;
    if (timer_) timer_->cancel();
    timer_ = Counted<TimerState>(own_call<TimerState>(loop_, trace::Callback::other, named("http.deadline", [this] { time_is_up(); })));
    loop_.arm(timer_.get(), deadline_);
}

void ServerConnection::time_is_up() {
    timer_ = nullptr;
    if (waiting_ == Waiting::nothing) return;
    if (loop_.now() < deadline_) {
        const Seconds rest = to_seconds(deadline_ - loop_.now());
        return wait_until(std::exchange(waiting_, Waiting::nothing), rest);
    }
    time_out(std::exchange(waiting_, Waiting::nothing));
}

void ServerConnection::time_out(Waiting waiting) {
    if (waiting == Waiting::room) return transport_->get_write_buffer_size() < unsent_ ? watch_time() : transport_->abort();
    if (waiting == Waiting::farewell) return transport_->abort();
    if (waiting == Waiting::request || waiting == Waiting::last_bytes) return close();
    parser_.refuse(408, "Request Timeout");
    if (waiting == Waiting::body) break_body(std::make_exception_ptr(HTTPRequestTimeout()));
    wake_up();
}

}  // namespace asyncio::http
