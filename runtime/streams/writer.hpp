#pragma once
#include <string_view>
#include <vector>

#include "../net/transport.hpp"
#include "stream_protocol.hpp"

namespace asyncio {

/// The way out of a connection; copies are references to the same. Python: asyncio.StreamWriter
class StreamWriter {
public:
    StreamWriter() = default;
    StreamWriter(Loop& loop, Counted<Transport> transport, Counted<FlowControlMixin> protocol, StreamReader reader)
        : loop_(&loop), transport_(std::move(transport)), protocol_(std::move(protocol)), reader_(std::move(reader)) {}

    /// Sends at once what the system takes and keeps the rest. Never waits: see drain().
    void write(std::string_view data) const { transport_->write(data); }
    void writelines(const std::vector<std::string>& data) const { transport_->writelines(data); }
    /// Waits while there is too much that is not sent yet.
    /// Throws: what broke the connection; ConnectionResetError after it was closed.
    Coroutine<> drain() const;
    void write_eof() const { transport_->write_eof(); }                ///< nothing more will be written
    bool can_write_eof() const { return transport_->can_write_eof(); }
    void close() const { transport_->close(); }                        ///< when all is sent
    bool is_closing() const { return transport_->is_closing(); }
    /// Waits until it is closed. Throws: what broke the connection; NotImplementedError if the protocol does not know.
    Coroutine<> wait_closed() const;
    explicit operator bool() const { return static_cast<bool>(transport_); }   ///< false: it is none
    /// "peername", "sockname" (an Address), "socket" (a Socket), "pipe" (a Descriptor).
    ExtraInfo get_extra_info(std::string_view name) const { return transport_->get_extra_info(name); }
    Transport& transport() const { return *transport_; }

private:
    Counted<Loop> loop_;
    Counted<Transport> transport_;
    Counted<FlowControlMixin> protocol_;
    StreamReader reader_;
};

}  // namespace asyncio
