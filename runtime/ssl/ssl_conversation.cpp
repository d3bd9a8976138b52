#include <memory>

#include "runtime/os_errors.hpp"
#include "runtime/program_state.hpp"
#include "ssl_transport.hpp"
#include "tls_session.hpp"

/// What goes on between the two ends of a TLS connection. Python: the second half of sslproto.SSLProtocol
namespace asyncio {

namespace {

constexpr double usual_handshake_timeout = 60, usual_shutdown_timeout = 30;   // seconds
constexpr std::size_t too_much_unread = 256 * 1024, little_unread = too_much_unread / 4;

double seconds(const std::optional<Seconds>& given, double usual) { return given ? given->count() : usual; }

}  // namespace

void SSLTransport::stop_timers() {
    for (auto* timer : {&handshake_timer_, &shutdown_timer_})
        if (auto stopped = std::exchange(*timer, nullptr)) stopped->cancel();
}

void SSLTransport::wake_up(std::exception_ptr error) {
    auto waiter = std::exchange(waiter_, {});
    if (!waiter || waiter.done()) return;
    error ? waiter.set_exception(error) : waiter.set_result();
}

/// An OSError only ends the connection; anything else is a mistake, to be reported.
void SSLTransport::fatal_error(std::exception_ptr error, const char* message) {
    if (below_) below()->force_close(error);
    if (!isinstance<OSError>(error) && !is_cancelled_error(error))
        loop_->call_exception_handler({.message = message, .exception = error, .protocol = Counted<TlsWire>(wire_), .transport = below()});
}

// The handshake.

void SSLTransport::connected(Transport& below) {
    below_ = &below;
    if (closed_) return this->below()->abort();   // nobody waits for it any more
    state_ = State::handshake;
    const double limit = seconds(settings_.ssl_handshake_timeout, usual_handshake_timeout);
    handshake_timer_ = later(limit, "<lambda>", "SSLProtocol._start_handshake.<locals>.<lambda>()",
                             [this] { handshake_too_long(); });
    handshake();
}

void SSLTransport::handshake_too_long() {
    if (state_ != State::handshake) return;
    const double limit = seconds(settings_.ssl_handshake_timeout, usual_handshake_timeout);
    fatal_error(std::make_exception_ptr(ConnectionAbortedError("SSL handshake is taking longer than " + detail::repr_of_number(limit) +
                                                               " seconds: aborting the connection")));
}

void SSLTransport::handshake() {
    try {
        if (!session_->do_handshake()) return send();
    } catch (const SSLError&) {
        return handshake_failed(std::current_exception());
    }
    handshake_done();
}

void SSLTransport::handshake_failed(std::exception_ptr error) {
    stop_timers();
    const bool distrusted = isinstance<SSLCertVerificationError>(error);
    send();   // the alert: it says to the peer what is wrong
    state_ = State::unwrapped;
    fatal_error(error, distrusted ? "SSL handshake failed on verifying the certificate" : "SSL handshake failed");
    wake_up(error);
}

void SSLTransport::handshake_done() {
    stop_timers();
    state_ = State::wrapped;
    if (auto certificate = SSLObject(session_).getpeercert(); certificate && !certificate->empty())
        peercert_ = std::make_shared<const PeerCertificate>(std::move(*certificate));
    handshake_over_ = true;
    if (told_ == Told::nothing) {
        told_ = Told::made;
        Counted<Protocol>(protocol_)->connection_made(*this);
    }
    wake_up();
    read();
}

// The bytes.

void SSLTransport::receive(std::string_view bytes) { session_->put_in(bytes); }

void SSLTransport::received(std::string_view bytes) {
    session_->put_in(bytes);
    go_on();
}

void SSLTransport::go_on() {
    switch (state_) {
    case State::handshake: return handshake();
    case State::wrapped: return read();
    case State::flushing: return flush();
    case State::shutdown: return shut_down();
    case State::unwrapped: return;
    }
}

void SSLTransport::send() {
    if (below_ && !below_is_full_)
        if (const std::string bytes = session_->take_out(); !bytes.empty()) below()->write(bytes);
    control_writing();
}

void SSLTransport::go_on_writing() {
    below_is_full_ = false;
    send();
}

void SSLTransport::write_backlog() {
    if (!backlog_.empty() && session_->write(backlog_)) backlog_.clear();
    send();
}

void SSLTransport::read() {
    if (state_ != State::wrapped && state_ != State::flushing) return;
    guarded([this] {
        if (!app_reading_paused_) buffered_ ? read_buffered() : read_copied();
        write_backlog();
        control_reading();
    });
}

void SSLTransport::read_copied() {
    static thread_local const std::unique_ptr<char[]> bytes(new char[most_at_once]);
    while (!app_reading_paused_ && (state_ == State::wrapped || state_ == State::flushing)) {
        std::size_t filled = 0;
        long got = -1;
        while (filled < most_at_once && (got = session_->read({bytes.get() + filled, most_at_once - filled})) > 0)
            filled += static_cast<std::size_t>(got);
        if (filled > 0) Counted<Protocol>(protocol_)->data_received({bytes.get(), filled});
        if (got == 0) return peer_has_ended();
        if (got < 0) return;
    }
}

void SSLTransport::read_buffered() {
    const Counted<Protocol> protocol = protocol_;
    const std::span<char> buffer = buffered_->get_buffer(static_cast<long>(session_->waits_inside()));
    if (buffer.empty()) throw RuntimeError("get_buffer() returned an empty buffer");
    std::size_t filled = 0;
    long got = -1;
    while (filled < buffer.size() && (got = session_->read(buffer.subspan(filled))) > 0) filled += static_cast<std::size_t>(got);
    if (filled == buffer.size()) soon("<lambda>", "SSLProtocol._do_read__buffered.<locals>.<lambda>()", [this] { read(); });
    if (filled > 0) buffered_->buffer_updated(filled);
    if (got == 0) peer_has_ended();
}

/// Too much is there that nobody reads, or it has become less.
void SSLTransport::control_reading() {
    if (!below_) return;
    const std::size_t size = session_->waits_inside();
    if (size >= too_much_unread && !below_is_paused_) {
        below_is_paused_ = true;
        own_below();
        below()->pause_reading();
    } else if (size <= little_unread && below_is_paused_) {
        below_is_paused_ = false;
        below()->resume_reading();
        if (wire_) wire_->hold(*this);
        kept_below_ = nullptr;
    }
}

// The end.

void SSLTransport::peer_has_ended() {
    tell_eof();
    start_shutdown();
}

void SSLTransport::tell_eof() {
    if (told_ != Told::made) return;
    told_ = Told::eof;
    try {
        if (Counted<Protocol>(protocol_)->eof_received())
            this_program().error_output("returning true from eof_received() has no effect when using ssl");
    } catch (...) {
        const std::exception_ptr error = std::current_exception();
        if (describe(error).leaves_the_loop) throw;
        fatal_error(error, "Error calling eof_received()");
    }
}

/// The transport below has come to its end, in order or not: the peer need not have said so in TLS. (CPython's view, too.)
bool SSLTransport::ended() {
    ended_ = true;
    switch (state_) {
    case State::handshake:
        handshake_failed(std::make_exception_ptr(ConnectionResetError()));
        break;
    case State::wrapped:
        state_ = State::flushing;
        if (app_reading_paused_) {
            own_below();
            return true;
        }
        flush();
        break;
    case State::flushing:
        write_backlog();
        state_ = State::shutdown;
        shut_down();
        break;
    case State::shutdown:
        shut_down();
        break;
    case State::unwrapped: break;
    }
    return false;
}

void SSLTransport::start_shutdown() {
    if (state_ != State::handshake && state_ != State::wrapped) return;
    closed_ = true;
    if (state_ == State::handshake) return abort();
    state_ = State::flushing;
    shutdown_timer_ = later(seconds(settings_.ssl_shutdown_timeout, usual_shutdown_timeout),
                            "<lambda>", "SSLProtocol._start_shutdown.<locals>.<lambda>()", [this] { shutdown_too_long(); });
    flush();
}

void SSLTransport::shutdown_too_long() {
    if (below_ && (state_ == State::flushing || state_ == State::shutdown))
        below()->force_close(std::make_exception_ptr(TimeoutError("SSL shutdown timed out")));
}

void SSLTransport::flush() {
    read();
    if (state_ != State::flushing) return;
    state_ = State::shutdown;
    shut_down();
}

void SSLTransport::shut_down() {
    try {
        if (!ended_ && !session_->unwrap()) return send();
    } catch (const SSLError&) {
        return shutdown_done(std::current_exception());
    }
    send();
    tell_eof();
    shutdown_done(nullptr);
}

void SSLTransport::shutdown_done(std::exception_ptr error) {
    stop_timers();
    if (error) return fatal_error(error);
    soon("close", "_SelectorTransport.close()", [this] { if (below_) below()->close(); });
}

void SSLTransport::lost(std::exception_ptr error) {
    backlog_.clear();
    session_->take_out();
    ++writes_after_end_;
    closed_ = true;
    state_ = State::unwrapped;
    below_ = nullptr;
    const Counted<Protocol> protocol = std::exchange(protocol_, nullptr);
    buffered_ = nullptr;
    if (told_ == Told::made || told_ == Told::eof) {
        auto show = [protocol, error] {
            return detail::show_method_call(*protocol, "connection_lost", detail::shortened(asyncio::repr(error)));
        };
        soon("connection_lost", show, [protocol, error] { protocol->connection_lost(error); });
    }
    told_ = Told::lost;
    wake_up(error);
    stop_timers();
    const Counted<Transport> gone = std::exchange(kept_below_, nullptr);
}

}  // namespace asyncio
