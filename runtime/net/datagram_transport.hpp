#pragma once
#include <deque>

#include "../future.hpp"
#include "../loop.hpp"
#include "base_transport.hpp"
#include "datagram_protocol.hpp"
#include "write_limits.hpp"

namespace asyncio {

/// A datagram socket, driven by the loop. Python: asyncio.DatagramTransport, as the selector loop has it
class DatagramTransport final : public BaseTransport {
public:
    /// `peer`: all datagrams go there. Emits: push of connection_made, transport.start_reading, transport.ready.
    static Counted<DatagramTransport> start(Loop& loop, Socket socket, Counted<DatagramProtocol> protocol, Address peer,
                                            Future<void> waiter);

    /// Sends a datagram to `addr`, or to the peer that the endpoint was made for. What the system does not take now is
    /// sent later. What cannot be sent is told to error_received. Nothing is done for empty data.
    /// Throws: ValueError if that peer is another one. Emits: io_begin, if it has to wait.
    void sendto(std::string_view data, const Address& addr = {});
    /// Receives no more; closes the socket when all is sent. Emits: io_end, push of transport.closed.
    void close() override;
    void abort() { force_close(nullptr); }         ///< closes it now; what is not sent is lost
    bool is_closing() const override { return closing_; }

    std::size_t get_write_buffer_size() const { return buffered_; }               ///< in bytes
    std::pair<std::size_t, std::size_t> get_write_buffer_limits() const { return limits_.get(); }
    /// See Transport. Throws ValueError.
    void set_write_buffer_limits(std::optional<long> high = {}, std::optional<long> low = {});

    /// Who is told from now on.
    void set_protocol(Counted<DatagramProtocol> protocol) { protocol_ = std::move(protocol); }
    DatagramProtocol* get_protocol() const { return protocol_.get(); }            ///< nullptr: it is lost
    /// "peername", "sockname": an Address; "socket": the Socket.
    ExtraInfo get_extra_info(std::string_view name) const override;
    using BaseTransport::get_extra_info;
    std::string repr() const override;
    void loop_closed() override;

private:
    struct Datagram {
        std::string data;
        Address address;
    };
    DatagramTransport(Loop& loop, Socket socket, Counted<DatagramProtocol> protocol, Address peer);
    ~DatagramTransport() override;

    template <class F>
    void queue(trace::Callback callback, F function, FutureState* future = nullptr);
    void start_reading();
    void read_ready();
    long try_to_send(std::string_view data, const Address& address);
    void buffer(std::string_view data, const Address& address);
    void write_ready();
    void force_close(std::exception_ptr error);
    void queue_connection_lost(std::exception_ptr error);
    void call_connection_lost(std::exception_ptr error);

    Counted<Loop> loop_;
    Socket socket_;
    const int fd_;
    Counted<DatagramProtocol> protocol_;
    Address peer_, sockname_, peername_;
    std::deque<Datagram> waiting_;
    std::size_t buffered_ = 0;
    WriteLimits limits_;
    int lost_ = 0;                        // > 0: connection_lost is queued or has been called; counts writes after that
    bool closing_ = false;
};

}  // namespace asyncio
