#pragma once
#include "../future.hpp"
#include "../loop.hpp"
#include "owned_descriptor.hpp"
#include "transport.hpp"

namespace asyncio {

/// The end of a pipe that is read: what comes goes to the protocol. Python: _UnixReadPipeTransport
class ReadPipeTransport final : public Transport {
public:
    /// Takes the descriptor over. Throws: ValueError if it is no pipe, socket or character device; then it is still
    /// the caller's. Emits: see queue_start.
    static Counted<ReadPipeTransport> start(Loop& loop, int pipe, Counted<Protocol> protocol, Future<void> waiter);

    bool is_reading() const override { return !paused_ && !closing_; }
    void pause_reading() override;                 ///< Emits: io_end
    void resume_reading() override;                ///< Emits: io_begin
    void close() override;                         ///< Emits: io_end, push of _call_connection_lost
    bool is_closing() const override { return closing_; }
    void set_protocol(Counted<Protocol> protocol) override { protocol_ = std::move(protocol); }
    Protocol* get_protocol() const override { return protocol_.get(); }
    ExtraInfo get_extra_info(std::string_view name) const override;   ///< "pipe": its Descriptor
    std::string repr() const override;
    void loop_closed() override;

private:
    ReadPipeTransport(Loop& loop, int pipe, Counted<Protocol> protocol)
        : loop_(&loop), pipe_(pipe), fd_(pipe), protocol_(std::move(protocol)) {}

    void start_reading();
    void read_ready();
    void end_of_file();
    void fatal_error(int code);
    void close_with(std::exception_ptr error);
    void queue_connection_lost(std::exception_ptr error);
    void call_connection_lost(std::exception_ptr error);

    Counted<Loop> loop_;
    OwnedDescriptor pipe_;
    const int fd_;
    Counted<Protocol> protocol_;
    bool closing_ = false, paused_ = false;
};

}  // namespace asyncio
