#include "ssl_transport.hpp"

#include <fmt/format.h>

#include "runtime/net/write_limits.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/program_state.hpp"
#include "tls_session.hpp"

namespace asyncio {
namespace {

SSLContext context_for(const SSLSettings& settings) {
    if (const SSLContext* given = settings.ssl.context()) return *given;
    if (settings.server_side()) throw ValueError("Server side SSL needs a valid SSLContext");
    SSLContext context = ssl::create_default_context();
    if (!settings.server_hostname || settings.server_hostname->empty()) context.check_hostname = false;
    return context;
}

std::optional<std::string> host_of(const SSLSettings& settings) {
    if (settings.server_side() || !settings.server_hostname || settings.server_hostname->empty()) return {};
    return settings.server_hostname;
}

void check_positive(const char* name, const std::optional<Seconds>& timeout) {
    if (timeout && timeout->count() <= 0)
        throw ValueError(std::string(name) + " should be a positive number, got " + detail::repr_of_number(timeout->count()));
}

}  // namespace

SSLTransport::SSLTransport(Loop& loop, Counted<Protocol> protocol, const SSLSettings& settings, Future<void> waiter, bool made)
    : loop_(&loop), settings_(settings),
      session_(std::make_shared<TlsSession>(context_for(settings), settings.server_side(), host_of(settings))),
      waiter_(std::move(waiter)), told_(made ? Told::nothing : Told::made) {
    set_protocol(std::move(protocol));
}

Counted<SSLTransport> SSLTransport::make(Loop& loop, Counted<Protocol> protocol, const SSLSettings& settings,
                                         Future<void> waiter, bool made) {
    check_positive("ssl_handshake_timeout", settings.ssl_handshake_timeout);
    check_positive("ssl_shutdown_timeout", settings.ssl_shutdown_timeout);
    return Counted<SSLTransport>(new SSLTransport(loop, std::move(protocol), settings, std::move(waiter), made));
}

SSLTransport::~SSLTransport() {
    if (wire_) wire_->forget();
}

Counted<Protocol> SSLTransport::wire() {
    Counted<TlsWire> wire(new TlsWire(*this));
    wire->hold(*this);
    wire_ = wire.get();
    return wire;
}

/// Nothing will come from below any more, and nothing can be sent there.
void SSLTransport::wire_gone() {
    const Counted<SSLTransport> self(this);
    wire_ = nullptr;
    buffered_ = nullptr;
    const Counted<Protocol> untold = std::exchange(protocol_, nullptr);
    below_ = nullptr;
    closed_ = true;
    state_ = State::unwrapped;
    stop_timers();
}

/// Nothing watches the transport below: now it is this that keeps it, for whoever keeps this.
void SSLTransport::own_below() {
    if (!below_ || !wire_) return;
    kept_below_ = Counted<Transport>(below_);
    wire_->let_go();
}

void SSLTransport::set_protocol(Counted<Protocol> protocol) {
    protocol_ = std::move(protocol);
    buffered_ = dynamic_cast<BufferedProtocol*>(protocol_.get());
}

void SSLTransport::write(std::string_view data) {
    if (data.empty()) return;
    if (state_ != State::handshake && state_ != State::wrapped) {
        if (writes_after_end_++ >= patience_with_writes) this_program().error_output("SSL connection is closed");
        return;
    }
    guarded([&] {
        if (state_ == State::wrapped && backlog_.empty()) {
            if (!session_->write(data)) backlog_ = data;
            send();
        } else {
            backlog_ += data;
            control_writing();
        }
    });
}

void SSLTransport::close() {
    if (std::exchange(closed_, true)) return;
    start_shutdown();
}

void SSLTransport::abort() {
    closed_ = true;
    state_ = State::unwrapped;
    if (below_) below()->abort();
}

void SSLTransport::force_close(std::exception_ptr error) {
    closed_ = true;
    state_ = State::unwrapped;
    if (below_) below()->force_close(error);
}

void SSLTransport::resume_reading() {
    if (!std::exchange(app_reading_paused_, false)) return;
    soon("SSLProtocol._resume_reading.<locals>.resume", "SSLProtocol._resume_reading.<locals>.resume()", [this] {
        if (state_ == State::wrapped) read();
        else if (state_ == State::flushing) flush();
        else if (state_ == State::shutdown) shut_down();
    });
}

std::size_t SSLTransport::get_write_buffer_size() const { return session_->waits_outside() + backlog_.size(); }

void SSLTransport::set_write_buffer_limits(std::optional<long> high, std::optional<long> low) {
    WriteLimits limits;   // the same rules, with another default
    if (!high && !low) high = 512 * 1024;
    limits.set(high, low);
    std::tie(low_, high_) = limits.get();
    control_writing();
}

ExtraInfo SSLTransport::get_extra_info(std::string_view name) const {
    if (name == "sslcontext") return std::make_shared<const SSLContext>(session_->context());
    if (handshake_over_) {
        const SSLObject object(session_);
        if (name == "ssl_object") return std::make_shared<const SSLObject>(object);
        if (name == "compression") return {};
        if (name == "cipher") return object.cipher() ? ExtraInfo(std::make_shared<const SSLCipher>(*object.cipher())) : ExtraInfo();
        if (name == "peercert") return peercert_ ? ExtraInfo(peercert_) : ExtraInfo();
    }
    return below_ ? below_->get_extra_info(name) : ExtraInfo();
}

std::string SSLTransport::repr() const { return fmt::format("<asyncio.sslproto._SSLProtocolTransport object at {}>", fmt::ptr(this)); }

/// The protocol is told about what was written and not taken. (From the limit on, not above it: as in CPython.)
void SSLTransport::control_writing() {
    const std::size_t size = get_write_buffer_size();
    const bool full = size >= high_, low = size <= low_;
    if (app_writing_paused_ ? !low : !full) return;
    app_writing_paused_ = !app_writing_paused_;
    if (!protocol_) return;
    const Counted<Protocol> protocol = protocol_;
    try {
        app_writing_paused_ ? protocol->pause_writing() : protocol->resume_writing();
    } catch (...) {
        const std::exception_ptr error = std::current_exception();
        if (describe(error).leaves_the_loop) throw;
        const char* message = app_writing_paused_ ? "protocol.pause_writing() failed" : "protocol.resume_writing() failed";
        loop_->call_exception_handler({.message = message, .exception = error, .protocol = Counted<TlsWire>(wire_),
                                       .transport = Counted<SSLTransport>(this)});
    }
}

}  // namespace asyncio
