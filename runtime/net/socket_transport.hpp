#pragma once
#include "../future.hpp"
#include "../loop.hpp"
#include "byte_buffer.hpp"
#include "server.hpp"
#include "socket.hpp"
#include "transport.hpp"
#include "write_limits.hpp"

namespace asyncio {

/// One end of a socket's connection: it reads whenever there is something and tells its protocol; it writes at once, and
/// keeps what does not fit until there is room. Python: _SelectorSocketTransport
class SocketTransport final : public Transport {
public:
    /// Python: the constructor. `waiter`: none, or who is told that it has begun.
    /// Emits: push of transport.connected, transport.start_reading, transport.ready (of the waiter).
    static Counted<SocketTransport> start(Loop& loop, Socket socket, Counted<Protocol> protocol, Future<void> waiter,
                                          std::optional<Address> peer = {}, Counted<ServerState> server = {});

    /// Emits: io_begin, if not all fits. Throws RuntimeError after write_eof(), or while a file is sent.
    void write(std::string_view data) override;
    void write_eof() override;                     ///< reading goes on
    bool can_write_eof() const override { return true; }
    /// Reads no more; closes the socket when all is sent. Emits: io_end, push of transport.closed.
    void close() override;
    void abort() override { force_close(nullptr); }
    void force_close(std::exception_ptr error) override;
    bool is_closing() const override { return closing_; }

    bool is_reading() const override { return !paused_ && !closing_; }
    void pause_reading() override;                 ///< Emits: io_end
    void resume_reading() override;                ///< Emits: io_begin
    std::size_t get_write_buffer_size() const override { return buffer_.size(); }
    std::pair<std::size_t, std::size_t> get_write_buffer_limits() const override { return limits_.get(); }
    void set_write_buffer_limits(std::optional<long> high = {}, std::optional<long> low = {}) override;

    void set_protocol(Counted<Protocol> protocol) override;
    Protocol* get_protocol() const override { return protocol_.get(); }
    /// "peername", "sockname": an Address; "socket": the Socket. Nothing for other names.
    ExtraInfo get_extra_info(std::string_view name) const override;
    std::string repr() const override;
    void loop_closed() override;

    // For Loop::sendfile: done when all is sent; nothing can be written until it is reset.
    Future<void> make_empty_waiter();
    void reset_empty_waiter() { empty_waiter_ = {}; }

private:
    SocketTransport(Loop& loop, Socket socket, Counted<Protocol> protocol, std::optional<Address> peer,
                    Counted<ServerState> server);
    ~SocketTransport() override;

    template <class F>
    void queue(trace::Callback callback, F function, FutureState* future = nullptr);
    void start_reading();
    void stop_reading();
    void read_ready();
    void read_into_buffer();
    void end_of_file();
    void write_ready();
    void write_failed(int code);
    void fatal_error(std::exception_ptr error, const char* message);
    void queue_connection_lost(std::exception_ptr error);
    void call_connection_lost(std::exception_ptr error);
    void leave_server();
    template <class Tell>
    std::exception_ptr tell(Tell tell);

    Counted<Loop> loop_;
    Socket socket_;
    const int fd_;
    Counted<Protocol> protocol_;
    BufferedProtocol* buffered_ = nullptr;   // the protocol, if it is one
    Future<void> empty_waiter_;              // of a sendfile
    Counted<ServerState> server_;
    ServerState::Clients::iterator client_;  // in the server's list, if there is one
    Address sockname_, peername_;
    ByteBuffer buffer_;
    WriteLimits limits_;
    int lost_ = 0;                        // > 0: connection_lost is queued or has been called; counts writes after that
    bool closing_ = false, eof_ = false, paused_ = false;
};

}  // namespace asyncio
