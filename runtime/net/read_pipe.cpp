#include "read_pipe.hpp"

#include <cerrno>
#include <memory>

#include "pipe_start.hpp"
#include "polling.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/python_call.hpp"

namespace asyncio {

using trace::Callback;
using trace::Direction;

Counted<ReadPipeTransport> ReadPipeTransport::start(Loop& loop, int pipe, Counted<Protocol> protocol, Future<void> waiter) {
    if (pipe_kind(pipe) == PipeKind::none) throw ValueError("Pipe transport is for pipes/sockets only.");
    Counted<ReadPipeTransport> self(new ReadPipeTransport(loop, pipe, std::move(protocol)));
    queue_start(loop, pipe, self, waiter, [self] { self->start_reading(); });
    return self;
}

/// Closed before it has begun: CPython would watch a descriptor that is gone.
void ReadPipeTransport::start_reading() {
    if (closing_) return;
    auto read = python_call("asyncio._read_ready", "_UnixReadPipeTransport._read_ready()",
                            [self = Counted<ReadPipeTransport>(this)] { self->read_ready(); });
    loop_->watch(fd_, Direction::read, own_call_in_context<WatcherState>(*loop_, Callback::other, read));
}

void ReadPipeTransport::pause_reading() {
    if (closing_ || paused_) return;
    paused_ = true;
    if (!protocol_->lets_go()) loop_->keep_transport(this);   // see SocketTransport::stop_reading
    loop_->unwatch(fd_, Direction::read);
}

void ReadPipeTransport::resume_reading() {
    if (closing_ || !paused_) return;
    paused_ = false;
    start_reading();
}

void ReadPipeTransport::read_ready() {
    static thread_local const std::unique_ptr<char[]> bytes(new char[most_at_once]);
    const long got = try_read(fd_, bytes.get(), most_at_once);
    if (would_block(got)) return;
    if (got < 0) return fatal_error(static_cast<int>(-got));
    if (got == 0) return end_of_file();
    protocol_->data_received({bytes.get(), static_cast<std::size_t>(got)});
}

void ReadPipeTransport::end_of_file() {
    closing_ = true;
    loop_->unwatch(fd_, Direction::read);
    auto ended = python_call("eof_received", [protocol = protocol_] { return detail::show_method_call(*protocol, "eof_received"); },
                             [protocol = protocol_] { static_cast<void>(protocol->eof_received()); });
    loop_->push(own_call_in_context<HandleState>(*loop_, Callback::user, ended));
    queue_connection_lost(nullptr);
}

/// A terminal whose other end is closed gives EIO: that is how it ends.
void ReadPipeTransport::fatal_error(int code) {
    const std::exception_ptr error = os_error(code, "read");
    if (code != EIO)
        loop_->call_exception_handler({.message = "Fatal read error on pipe transport", .exception = error, .protocol = protocol_,
                                       .transport = Counted<ReadPipeTransport>(this)});
    close_with(error);
}

void ReadPipeTransport::close() {
    if (!closing_) close_with(nullptr);
}

void ReadPipeTransport::close_with(std::exception_ptr error) {
    closing_ = true;
    loop_->unwatch(fd_, Direction::read);
    queue_connection_lost(error);
}

void ReadPipeTransport::queue_connection_lost(std::exception_ptr error) {
    auto lost = python_call("asyncio._call_connection_lost", CallWithError{"_UnixReadPipeTransport._call_connection_lost", error},
                            [self = Counted<ReadPipeTransport>(this), error] { self->call_connection_lost(error); });
    loop_->push(own_call_in_context<HandleState>(*loop_, Callback::other, lost));
}

void ReadPipeTransport::call_connection_lost(std::exception_ptr error) {
    struct Gone {
        ReadPipeTransport& transport;
        ~Gone() {
            transport.loop_closed();
            transport.loop_->forget_kept(&transport);
        }
    } gone{*this};
    if (protocol_) protocol_->connection_lost(error);
}

void ReadPipeTransport::loop_closed() {
    closing_ = true;
    pipe_.close();
    protocol_ = nullptr;
}

ExtraInfo ReadPipeTransport::get_extra_info(std::string_view name) const {
    if (name == "pipe" && pipe_) return Descriptor(fd_);
    return {};
}

std::string ReadPipeTransport::repr() const {
    return std::string("<_UnixReadPipeTransport ") + (!pipe_ ? "closed " : closing_ ? "closing " : "") + "fd=" +
           std::to_string(fd_) + " " + (pipe_ ? polling(*loop_, fd_, Direction::read) : "closed") + ">";
}

}  // namespace asyncio
