#pragma once
#include "../net/transport.hpp"

namespace asyncio {

class SubprocessTransport;

/// Tells a child's transport what happens on one of its pipes.
/// Python: WriteSubprocessPipeProto and ReadSubprocessPipeProto
class SubprocessPipeProtocol final : public Protocol {
public:
    SubprocessPipeProtocol(SubprocessTransport& child, int fd) : child_(&child), fd_(fd) {}

    void connection_made(Transport& transport) override { pipe_ = Counted<Transport>(&transport); }
    void data_received(std::string_view data) override;
    void pause_writing() override;
    void resume_writing() override;
    void connection_lost(std::exception_ptr error) override;
    bool lets_go() const override { return true; }           ///< the child's transport keeps it
    std::string class_name() const override;
    std::string shown_as() const override;                   ///< <ReadSubprocessPipeProto fd=1 pipe=<...>>

    Transport* pipe() const { return pipe_.get(); }      ///< nullptr until it is connected
    bool disconnected() const { return disconnected_; }
    /// The child's transport goes: the pipe is closed, and nobody is told.
    void give_up();

private:
    SubprocessTransport* child_;   // nullptr: the pipe is lost
    const int fd_;                 // the child's
    Counted<Transport> pipe_;
    bool disconnected_ = false;
};

}  // namespace asyncio
