#pragma once
#include "../future.hpp"
#include "../loop.hpp"
#include "byte_buffer.hpp"
#include "owned_descriptor.hpp"
#include "transport.hpp"
#include "write_limits.hpp"

namespace asyncio {

/// The end of a pipe that is written: at once, and what does not fit when there is room. It notices when nobody reads
/// the pipe any more. Python: _UnixWritePipeTransport
class WritePipeTransport final : public Transport {
public:
    /// Takes the descriptor over. Throws: ValueError if it is no pipe, socket or character device; then it is still
    /// the caller's. Emits: see queue_start.
    static Counted<WritePipeTransport> start(Loop& loop, int pipe, Counted<Protocol> protocol, Future<void> waiter);

    void write(std::string_view data) override;    ///< Emits: io_begin, if not all fits
    void write_eof() override;                     ///< the same as close(): a pipe has nothing else to go on with
    bool can_write_eof() const override { return true; }
    void close() override;                         ///< Emits: io_end, push of _call_connection_lost
    void abort() override { close_with(nullptr); }
    bool is_closing() const override { return closing_; }
    std::size_t get_write_buffer_size() const override { return buffer_.size(); }
    std::pair<std::size_t, std::size_t> get_write_buffer_limits() const override { return limits_.get(); }
    void set_write_buffer_limits(std::optional<long> high = {}, std::optional<long> low = {}) override;
    void set_protocol(Counted<Protocol> protocol) override { protocol_ = std::move(protocol); }
    Protocol* get_protocol() const override { return protocol_.get(); }
    ExtraInfo get_extra_info(std::string_view name) const override;   ///< "pipe": its Descriptor
    std::string repr() const override;
    void loop_closed() override;

private:
    WritePipeTransport(Loop& loop, int pipe, Counted<Protocol> protocol)
        : loop_(&loop), pipe_(pipe), fd_(pipe), protocol_(std::move(protocol)) {}

    void watch_peer();
    void peer_gone();
    void write_ready();
    void fatal_error(int code);
    void close_with(std::exception_ptr error);
    void queue_connection_lost(std::exception_ptr error);
    void call_connection_lost(std::exception_ptr error);

    Counted<Loop> loop_;
    OwnedDescriptor pipe_;
    const int fd_;
    Counted<Protocol> protocol_;
    ByteBuffer buffer_;
    WriteLimits limits_;
    int lost_ = 0;                        // > 0: writing has failed; counts writes after that
    bool closing_ = false, losing_ = false;
};

}  // namespace asyncio
