#include "pipe_protocol.hpp"

#include <utility>

#include "transport.hpp"

namespace asyncio {

void SubprocessPipeProtocol::data_received(std::string_view data) {
    if (child_) child_->pipe_data_received(fd_, data);
}

void SubprocessPipeProtocol::pause_writing() {
    if (child_) child_->protocol().pause_writing();
}

void SubprocessPipeProtocol::resume_writing() {
    if (child_) child_->protocol().resume_writing();
}

void SubprocessPipeProtocol::connection_lost(std::exception_ptr error) {
    disconnected_ = true;
    if (auto* child = std::exchange(child_, nullptr)) child->pipe_connection_lost(fd_, error);
}

std::string SubprocessPipeProtocol::class_name() const {
    return fd_ == 0 ? "asyncio.base_subprocess.WriteSubprocessPipeProto" : "asyncio.base_subprocess.ReadSubprocessPipeProto";
}

std::string SubprocessPipeProtocol::shown_as() const {
    return std::string("<") + (fd_ == 0 ? "Write" : "Read") + "SubprocessPipeProto fd=" + std::to_string(fd_) +
           " pipe=" + (pipe_ ? pipe_->repr() : "None") + ">";
}

void SubprocessPipeProtocol::give_up() {
    child_ = nullptr;
    if (const auto pipe = std::exchange(pipe_, nullptr)) pipe->loop_closed();
}

}  // namespace asyncio
