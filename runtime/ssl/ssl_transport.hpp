#pragma once
#include <memory>

#include "../future.hpp"
#include "../loop.hpp"
#include "../net/transport.hpp"
#include "../python_call.hpp"
#include "ssl_settings.hpp"

namespace asyncio {

struct PeerCertificate;
class TlsSession;
class TlsWire;

/// A connection whose bytes are encrypted, over another transport. Its protocol is told of what is in clear.
/// Python: sslproto.SSLProtocol with its _SSLProtocolTransport
///
/// The transport below refers to it as long as the loop watches that; while that is paused, this refers to the one below
/// instead. So both go when nobody needs them any more.
class SSLTransport final : public Transport {
public:
    /// `made`: the protocol is told connection_made after the handshake; else it knows its connection already.
    /// `waiter` is told how the handshake went. Throws ValueError, SSLError for settings that will not do.
    static Counted<SSLTransport> make(Loop& loop, Counted<Protocol> protocol, const SSLSettings& settings,
                                      Future<void> waiter, bool made);
    ~SSLTransport() override;
    /// What the transport below has to tell; that owns this from then on. Call it once.
    Counted<Protocol> wire();
    void receive(std::string_view bytes);                  ///< that came before there was a wire

    void write(std::string_view data) override;
    bool can_write_eof() const override { return false; }
    void close() override;                                 ///< sends what is left and the end, and waits for the peer's
    void abort() override;
    void force_close(std::exception_ptr error) override;
    bool is_closing() const override { return closed_; }
    bool is_writing_paused() const { return app_writing_paused_; }   ///< as the protocol was told
    bool is_reading() const override { return !app_reading_paused_; }
    void pause_reading() override { app_reading_paused_ = true; }
    void resume_reading() override;
    std::size_t get_write_buffer_size() const override;
    std::pair<std::size_t, std::size_t> get_write_buffer_limits() const override { return {low_, high_}; }
    void set_write_buffer_limits(std::optional<long> high = {}, std::optional<long> low = {}) override;
    void set_protocol(Counted<Protocol> protocol) override;
    Protocol* get_protocol() const override { return protocol_.get(); }
    /// Besides those of the transport below: "sslcontext"; after the handshake "peercert", "cipher", "ssl_object".
    ExtraInfo get_extra_info(std::string_view name) const override;
    std::string repr() const override;

private:
    friend class TlsWire;
    enum class State { unwrapped, handshake, wrapped, flushing, shutdown };
    enum class Told { nothing, made, eof, lost };          // the protocol

    SSLTransport(Loop& loop, Counted<Protocol> protocol, const SSLSettings& settings, Future<void> waiter, bool made);

    // What the wire tells.
    void connected(Transport& below);
    void received(std::string_view bytes);
    bool ended();
    void lost(std::exception_ptr error);
    void hold_writing() { below_is_full_ = true; }
    void go_on_writing();
    void wire_gone();

    void go_on();
    void handshake();
    void handshake_done();
    void handshake_failed(std::exception_ptr error);
    void handshake_too_long();
    void start_shutdown();
    void shutdown_too_long();
    void flush();
    void shut_down();
    void shutdown_done(std::exception_ptr error);
    void write_backlog();
    void send();
    void read();
    void read_copied();
    void read_buffered();
    void peer_has_ended();
    void tell_eof();
    void control_writing();
    void control_reading();
    void own_below();
    Counted<Transport> below() const { return Counted<Transport>(below_); }   // stays for what it is asked to do
    void fatal_error(std::exception_ptr error, const char* message = "Fatal error on transport");
    void wake_up(std::exception_ptr error = nullptr);
    void stop_timers();
    template <class F>
    Counted<TimerState> later(Seconds delay, const char* name, const char* shown, F function);
    template <class Shown, class F>
    void soon(const char* name, Shown shown, F function);
    template <class F>
    void guarded(F function);

    Counted<Loop> loop_;
    const SSLSettings settings_;
    std::shared_ptr<TlsSession> session_;
    Counted<Protocol> protocol_;
    BufferedProtocol* buffered_ = nullptr;                 // the protocol, if it is one
    Future<void> waiter_;
    TlsWire* wire_ = nullptr;
    Transport* below_ = nullptr;
    Counted<Transport> kept_below_;                        // while it is paused
    std::shared_ptr<const PeerCertificate> peercert_;
    Counted<TimerState> handshake_timer_, shutdown_timer_;
    std::string backlog_;                                  // written before the handshake was done
    std::size_t low_ = 128 * 1024, high_ = 512 * 1024;     // of what waits to be sent
    int writes_after_end_ = 0;
    State state_ = State::unwrapped;
    Told told_;
    bool closed_ = false, ended_ = false, handshake_over_ = false;
    bool below_is_full_ = false, below_is_paused_ = false;
    bool app_reading_paused_ = false, app_writing_paused_ = false;
};

template <class F>
Counted<TimerState> SSLTransport::later(Seconds delay, const char* name, const char* shown, F function) {
    auto call = python_call(name, shown, [self = Counted<SSLTransport>(this), function] { function(); });
    Counted<TimerState> timer(own_call_in_context<TimerState>(*loop_, trace::Callback::user, std::move(call)));
    loop_->arm_later(timer.get(), delay);
    return timer;
}

template <class Shown, class F>
void SSLTransport::soon(const char* name, Shown shown, F function) {
    auto call = python_call(name, std::move(shown), [self = Counted<SSLTransport>(this), function] { function(); });
    loop_->push(own_call_in_context<HandleState>(*loop_, trace::Callback::user, std::move(call)));
}

/// What goes wrong ends the connection.
template <class F>
void SSLTransport::guarded(F function) {
    try {
        function();
    } catch (...) {
        const std::exception_ptr error = std::current_exception();
        if (describe(error).leaves_the_loop) throw;
        fatal_error(error, "Fatal error on SSL protocol");
    }
}

/// What stands between an SSLTransport and the transport below it: the protocol of that.
class TlsWire final : public Protocol {
public:
    explicit TlsWire(SSLTransport& above) : above_(&above) {}
    ~TlsWire() override { if (above_) above_->wire_gone(); }

    void connection_made(Transport& below) override { told([&](SSLTransport& t) { t.connected(below); }); }
    void data_received(std::string_view bytes) override { told([&](SSLTransport& t) { t.received(bytes); }); }
    bool eof_received() override {
        bool keep_open = false;
        told([&](SSLTransport& t) { keep_open = t.ended(); });
        return keep_open;
    }
    void connection_lost(std::exception_ptr error) override { told([&](SSLTransport& t) { t.lost(error); }); }
    bool lets_go() const override { return true; }                             ///< see SSLTransport::own_below
    void pause_writing() override { told([](SSLTransport& t) { t.hold_writing(); }); }
    void resume_writing() override { told([](SSLTransport& t) { t.go_on_writing(); }); }
    std::string class_name() const override { return "asyncio.sslproto.SSLProtocol"; }

    void hold(SSLTransport& above) { kept_ = Counted<SSLTransport>(&above); }   ///< it goes with this, at the latest
    void let_go() { kept_ = {}; }
    void forget() { above_ = nullptr; }                                        ///< it has gone

private:
    template <class Tell>
    void told(Tell tell) {
        const Counted<SSLTransport> above(above_);
        if (above) tell(*above);
    }

    SSLTransport* above_;
    Counted<SSLTransport> kept_;
};

}  // namespace asyncio
