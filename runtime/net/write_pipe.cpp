#include "write_pipe.hpp"

#include <cerrno>

#include "pipe_start.hpp"
#include "polling.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/program_state.hpp"
#include "runtime/python_call.hpp"

namespace asyncio {

using trace::Callback;
using trace::Direction;

Counted<WritePipeTransport> WritePipeTransport::start(Loop& loop, int pipe, Counted<Protocol> protocol, Future<void> waiter) {
    const PipeKind kind = pipe_kind(pipe);
    if (kind == PipeKind::none) throw ValueError("Pipe transport is only for pipes, sockets and character devices");
    Counted<WritePipeTransport> self(new WritePipeTransport(loop, pipe, std::move(protocol)));
    std::function<void()> watch = [self] { self->watch_peer(); };
    queue_start(loop, pipe, self, waiter, kind == PipeKind::character_device ? nullptr : watch);
    return self;
}

/// The writing end of a pipe becomes readable when the reading one is closed.
void WritePipeTransport::watch_peer() {
    if (closing_) return;
    auto gone = python_call("asyncio._read_ready", "_UnixWritePipeTransport._read_ready()",
                            [self = Counted<WritePipeTransport>(this)] { self->peer_gone(); });
    loop_->watch(fd_, Direction::read, own_call_in_context<WatcherState>(*loop_, Callback::other, gone));
}

void WritePipeTransport::peer_gone() {
    close_with(buffer_.empty() ? nullptr : std::make_exception_ptr(BrokenPipeError()));
}

void WritePipeTransport::write(std::string_view data) {
    if (data.empty()) return;
    if (lost_ || closing_) {
        if (lost_++ >= patience_with_writes)
            this_program().error_output("pipe closed by peer or os.write(pipe, data) raised exception.");
        return;
    }
    if (buffer_.empty()) {
        const long written = try_write(fd_, data.data(), data.size());
        if (written < 0 && !would_block(written)) return fatal_error(static_cast<int>(-written));
        if (written > 0) data.remove_prefix(static_cast<std::size_t>(written));
        if (data.empty()) return;
        auto write = python_call("asyncio._write_ready", "_UnixWritePipeTransport._write_ready()",
                                 [self = Counted<WritePipeTransport>(this)] { self->write_ready(); });
        loop_->watch(fd_, Direction::write, own_call_in_context<WatcherState>(*loop_, Callback::other, write));
    }
    buffer_.append(data);
    limits_.pause_above(buffer_.size(), *loop_, *this, protocol_.get());
}

void WritePipeTransport::write_ready() {
    const std::string_view data = buffer_.view();
    const long written = try_write(fd_, data.data(), data.size());
    if (would_block(written)) return;
    if (written < 0) return fatal_error(static_cast<int>(-written));
    buffer_.drop(static_cast<std::size_t>(written));
    if (!buffer_.empty()) return;
    loop_->unwatch(fd_, Direction::write);
    limits_.resume_below(0, *loop_, *this, protocol_.get());
    if (!closing_ || !buffer_.empty()) return;
    loop_->unwatch(fd_, Direction::read);
    call_connection_lost(nullptr);
}

void WritePipeTransport::fatal_error(int code) {
    ++lost_;
    close_with(os_error(code, "write"));
}

void WritePipeTransport::write_eof() {
    if (std::exchange(closing_, true)) return;
    if (!buffer_.empty()) return;
    loop_->unwatch(fd_, Direction::read);
    queue_connection_lost(nullptr);
}

void WritePipeTransport::close() {
    if (pipe_) write_eof();
}

void WritePipeTransport::close_with(std::exception_ptr error) {
    closing_ = true;
    if (!buffer_.empty()) loop_->unwatch(fd_, Direction::write);
    buffer_.clear();
    loop_->unwatch(fd_, Direction::read);
    queue_connection_lost(error);
}

/// Once: CPython would call connection_lost twice if abort() came after close().
void WritePipeTransport::queue_connection_lost(std::exception_ptr error) {
    if (std::exchange(losing_, true)) return;
    auto lost = python_call("asyncio._call_connection_lost", CallWithError{"_UnixWritePipeTransport._call_connection_lost", error},
                            [self = Counted<WritePipeTransport>(this), error] { self->call_connection_lost(error); });
    loop_->push(own_call_in_context<HandleState>(*loop_, Callback::other, lost));
}

void WritePipeTransport::call_connection_lost(std::exception_ptr error) {
    losing_ = true;
    struct Gone {
        WritePipeTransport& transport;
        ~Gone() { transport.loop_closed(); }
    } gone{*this};
    if (protocol_) protocol_->connection_lost(error);
}

void WritePipeTransport::loop_closed() {
    closing_ = true;
    pipe_.close();
    protocol_ = nullptr;
}

void WritePipeTransport::set_write_buffer_limits(std::optional<long> high, std::optional<long> low) {
    limits_.set(high, low);
    limits_.pause_above(buffer_.size(), *loop_, *this, protocol_.get());
}

ExtraInfo WritePipeTransport::get_extra_info(std::string_view name) const {
    if (name == "pipe" && pipe_) return Descriptor(fd_);
    return {};
}

std::string WritePipeTransport::repr() const {
    return std::string("<_UnixWritePipeTransport ") + (!pipe_ ? "closed " : closing_ ? "closing " : "") + "fd=" +
           std::to_string(fd_) +
           (pipe_ ? std::string(" ") + polling(*loop_, fd_, Direction::write) + " bufsize=" + std::to_string(buffer_.size()) : " closed") + ">";
}

}  // namespace asyncio
