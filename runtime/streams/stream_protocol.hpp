#pragma once
#include <functional>

#include "../task.hpp"
#include "flow_control.hpp"
#include "reader.hpp"

namespace asyncio {

class StreamWriter;

/// What ties a transport to a reader and a writer. Python: asyncio.StreamReaderProtocol
class StreamProtocol final : public FlowControlMixin {
public:
    /// A server's: called for each connection; gives the task that it made of it, if any.
    using ClientConnected = std::function<AnyTask(Loop&, StreamReader, StreamWriter)>;

    StreamProtocol(Loop& loop, const StreamReader& reader, ClientConnected client_connected = {});
    explicit StreamProtocol(const StreamReader& reader) : StreamProtocol(get_running_loop(), reader) {}
    ~StreamProtocol() override;

    void connection_made(Transport& transport) override;
    void data_received(std::string_view data) override { if (reader_) reader_->feed_data(data); }
    bool eof_received() override;
    void connection_lost(std::exception_ptr error) override;
    trace::Callback made_callback() const override { return trace::Callback::transport_connected; }
    std::string class_name() const override { return "asyncio.streams.StreamReaderProtocol"; }

    Future<void> get_close_waiter() const override { return closed_; }
    bool is_of_server() const { return static_cast<bool>(client_connected_); }
    void replace_transport(Transport& transport);          ///< the connection has TLS from now on

private:
    StreamReaderState* reader_;              // whoever reads owns it
    StreamReader strong_reader_;             // a server's lives as long as the connection
    ClientConnected client_connected_;
    AnyTask task_;
    Future<void> closed_;
    bool over_ssl_ = false;
};
using StreamReaderProtocol = StreamProtocol;

}  // namespace asyncio
