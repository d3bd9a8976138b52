#pragma once
#include <deque>
#include <functional>

#include "../net/protocol.hpp"
#include "../task.hpp"
#include "reader.hpp"

namespace asyncio {

class StreamWriter;

/// What ties a transport to a reader and a writer. Python: StreamReaderProtocol with its FlowControlMixin
class StreamProtocol final : public Protocol {
public:
    /// A server's: called for each connection; gives the task that it made of it, if any.
    using ClientConnected = std::function<AnyTask(Loop&, StreamReader, StreamWriter)>;

    StreamProtocol(Loop& loop, const StreamReader& reader, ClientConnected client_connected = {});
    ~StreamProtocol() override;

    void connection_made(Transport& transport) override;
    void data_received(std::string_view data) override { if (reader_) reader_->feed_data(data); }
    bool eof_received() override;
    void pause_writing() override { paused_ = true; }
    void resume_writing() override;
    void connection_lost(std::exception_ptr error) override;
    trace::Callback made_callback() const override { return trace::Callback::transport_connected; }

    /// Done when the connection is closed. Python: _get_close_waiter
    const Future<void>& closed() const { return closed_; }
    /// Waits while writing is paused. Throws ConnectionResetError if the connection is lost. Python: _drain_helper
    static Coroutine<> drain(Counted<StreamProtocol> self);

private:
    Counted<Loop> loop_;
    StreamReaderState* reader_;              // whoever reads owns it
    StreamReader strong_reader_;             // a server's lives as long as the connection
    ClientConnected client_connected_;
    AnyTask task_;
    Future<void> closed_;
    std::deque<Future<void>> drain_waiters_;
    bool paused_ = false, connection_lost_ = false;
};

}  // namespace asyncio
