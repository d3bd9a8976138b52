#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "../future.hpp"
#include "../loop.hpp"
#include "byte_buffer.hpp"
#include "protocol.hpp"
#include "read_flow.hpp"
#include "server.hpp"
#include "socket.hpp"

namespace asyncio {

/// What get_extra_info gives: an address, a socket, or nothing.
class ExtraInfo {
public:
    ExtraInfo() = default;
    ExtraInfo(Address address) { if (address) info_ = address; }
    ExtraInfo(Socket socket) : info_(std::move(socket)) {}
    explicit operator bool() const { return info_.index() != 0; }
    /// Whether it can be made an Address.
    bool is_address() const { return std::holds_alternative<Address>(info_); }
    operator Address() const { return std::get<Address>(info_); }   ///< throws std::bad_variant_access if it is none
    operator Socket() const { return std::get<Socket>(info_); }

private:
    std::variant<std::monostate, Address, Socket> info_;
};
std::string repr(const ExtraInfo& info);

/// One end of a connection, driven by the loop: it reads whenever there is something and tells its protocol; it writes
/// at once, and keeps what does not fit until there is room. Python: _SelectorSocketTransport
class Transport final : public ReadFlow {
public:
    /// Python: the constructor. Emits: push of transport.connected, transport.start_reading, transport.ready.
    static Counted<Transport> start(Loop& loop, Socket socket, Counted<Protocol> protocol, Future<void> waiter,
                                    std::optional<Address> peer = {}, Counted<ServerState> server = {});
    Transport(const Transport&) = delete;
    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }

    /// Emits: io_begin, if not all fits. Throws RuntimeError after write_eof().
    void write(std::string_view data);
    void writelines(const std::vector<std::string>& data);
    void write_eof();                     ///< the peer will see the end when all is sent; reading goes on
    bool can_write_eof() const { return true; }
    /// Reads no more; closes the socket when all is sent. Emits: io_end, push of transport.closed.
    void close();
    void abort() { force_close(nullptr); }   ///< closes it now; what is not sent is lost
    bool is_closing() const { return closing_; }

    bool is_reading() const { return !paused_ && !closing_; }   ///< it is neither paused nor closed
    void pause_reading() override;                 ///< Emits: io_end
    void resume_reading() override;                ///< Emits: io_begin
    std::size_t get_write_buffer_size() const { return buffer_.size(); }
    std::pair<std::size_t, std::size_t> get_write_buffer_limits() const { return {low_water_, high_water_}; }
    /// The protocol is told to pause above `high`, and to go on at `low` (a quarter of it). Throws ValueError.
    void set_write_buffer_limits(std::optional<std::size_t> high = {}, std::optional<std::size_t> low = {});

    /// "peername", "sockname": an Address; "socket": the Socket. Nothing for other names.
    ExtraInfo get_extra_info(std::string_view name) const;
    std::string repr() const;

private:
    Transport(Loop& loop, Socket socket, Counted<Protocol> protocol, std::optional<Address> peer, Counted<ServerState> server);
    ~Transport();

    template <class F>
    void queue(trace::Callback callback, F function, FutureState* future = nullptr);
    void start_reading();
    void read_ready();
    void end_of_file();
    void write_ready();
    void write_failed(int code);
    void fatal_error(std::exception_ptr error, const char* message);
    void force_close(std::exception_ptr error);
    void call_connection_lost(std::exception_ptr error);
    void maybe_pause_protocol();
    void maybe_resume_protocol();
    template <class Tell>
    std::exception_ptr tell(Tell tell);

    Counted<Loop> loop_;
    Socket socket_;
    const int fd_;
    Counted<Protocol> protocol_;
    Counted<ServerState> server_;
    Address sockname_, peername_;
    ByteBuffer buffer_;
    std::size_t high_water_ = 64 * 1024, low_water_ = 16 * 1024;
    int lost_ = 0;                        // > 0: connection_lost is queued or has been called; counts writes after that
    unsigned references_ = 0;
    bool closing_ = false, eof_ = false, paused_ = false, protocol_paused_ = false;
};

}  // namespace asyncio
