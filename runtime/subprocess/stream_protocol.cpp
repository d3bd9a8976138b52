#include "stream_protocol.hpp"

#include "transport.hpp"

namespace asyncio {

/// Flow control, and the future that StreamWriter::wait_closed() waits for.
class SubprocessStreamProtocol::StdinFlow final : public FlowControlMixin {
public:
    explicit StdinFlow(Loop& loop) : FlowControlMixin(loop), closed_(new FutureOf<void>(loop, trace::FutureKind::asyncio)) {}
    ~StdinFlow() override { closed_.state()->mark_retrieved(); }   // an error that nobody waited for is no news

    void connection_lost(std::exception_ptr error) override {
        FlowControlMixin::connection_lost(error);
        if (!closed_.done()) error ? closed_.set_exception(error) : closed_.set_result();
    }
    Future<void> get_close_waiter() const override { return closed_; }

private:
    Future<void> closed_;
};

SubprocessStreamProtocol::SubprocessStreamProtocol(Loop& loop, std::size_t limit)
    : loop_(&loop), limit_(limit), stdin_flow_(new StdinFlow(loop)) {}

SubprocessStreamProtocol::~SubprocessStreamProtocol() {
    for (const StreamReader& reader : {stdout, stderr})
        if (reader) reader.state()->set_flow(nullptr);
}

void SubprocessStreamProtocol::pause_writing() { stdin_flow_->pause_writing(); }
void SubprocessStreamProtocol::resume_writing() { stdin_flow_->resume_writing(); }

void SubprocessStreamProtocol::connection_made(SubprocessTransport& transport) {
    transport_ = &transport;
    stdout = connect(1);
    stderr = connect(2);
    if (Transport* pipe = transport.get_pipe_transport(0))
        stdin = StreamWriter(*loop_, Counted<Transport>(pipe), stdin_flow_, {});
}

StreamReader SubprocessStreamProtocol::connect(int fd) {
    Transport* pipe = transport_->get_pipe_transport(fd);
    if (!pipe) return {};
    ++open_readers_;
    StreamReader reader(new StreamReaderState(*loop_, limit_));
    reader.state()->set_flow(pipe);
    return reader;
}

StreamReader* SubprocessStreamProtocol::reader(int fd) {
    StreamReader* reader = fd == 1 ? &stdout : fd == 2 ? &stderr : nullptr;
    return reader && *reader ? reader : nullptr;
}

void SubprocessStreamProtocol::pipe_data_received(int fd, std::string_view data) {
    if (StreamReader* to = reader(fd)) to->feed_data(data);
}

void SubprocessStreamProtocol::pipe_connection_lost(int fd, std::exception_ptr error) {
    if (fd == 0) {
        if (stdin) stdin.close();
        return stdin_flow_->connection_lost(error);
    }
    if (StreamReader* from = reader(fd)) {
        error ? from->set_exception(error) : from->feed_eof();
        from->state()->set_flow(nullptr);
        --open_readers_;
    }
    maybe_close_transport();
}

void SubprocessStreamProtocol::process_exited() {
    exited_ = true;
    maybe_close_transport();
}

void SubprocessStreamProtocol::maybe_close_transport() {
    if (open_readers_ == 0 && exited_ && transport_) std::exchange(transport_, nullptr)->close();
}

}  // namespace asyncio
