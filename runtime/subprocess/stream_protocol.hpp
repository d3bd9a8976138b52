#pragma once
#include "../streams/writer.hpp"
#include "protocol.hpp"

namespace asyncio {

/// What ties a child's pipes to readers and a writer. Python: asyncio.subprocess.SubprocessStreamProtocol
class SubprocessStreamProtocol final : public SubprocessProtocol {
public:
    SubprocessStreamProtocol(Loop& loop, std::size_t limit);
    ~SubprocessStreamProtocol() override;

    void connection_made(SubprocessTransport& transport) override;
    void pipe_data_received(int fd, std::string_view data) override;
    void pipe_connection_lost(int fd, std::exception_ptr error) override;
    void process_exited() override;
    void pause_writing() override;
    void resume_writing() override;
    std::string class_name() const override { return "asyncio.subprocess.SubprocessStreamProtocol"; }

    // None, where there is no pipe.
    StreamWriter stdin;
    StreamReader stdout, stderr;

private:
    /// What the writer of the standard input needs.
    class StdinFlow;
    StreamReader connect(int fd);
    StreamReader* reader(int fd);
    void maybe_close_transport();

    Counted<Loop> loop_;
    const std::size_t limit_;
    SubprocessTransport* transport_ = nullptr;   // which keeps this
    Counted<StdinFlow> stdin_flow_;
    int open_readers_ = 0;
    bool exited_ = false;
};

}  // namespace asyncio
