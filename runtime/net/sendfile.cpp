#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/awaiters.hpp"
#include "runtime/executor.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/python_call.hpp"
#include "runtime/quiet_write.hpp"
#include "sendfile_fallback.hpp"
#include "socket_transport.hpp"

namespace asyncio {
namespace {

constexpr std::size_t piece = 256 * 1024;   // read at once, where the system has no sendfile for it

/// What is to be sent, how much has been, and the future that is told when it is over.
struct Sending {
    Loop& loop;
    Socket socket;
    int file;
    std::size_t offset, left, sent = 0;
    bool file_left = false;
    Future<std::size_t> future{new FutureOf<std::size_t>(loop, trace::FutureKind::asyncio)};

    Sending(Loop& loop, Socket socket, int file, std::size_t offset, std::size_t left)
        : loop(loop), socket(std::move(socket)), file(file), offset(offset), left(left) {}
    Sending(const Sending&) = delete;
    ~Sending() { leave_file(); }

    /// The file stands behind what was sent, however that ended.
    void leave_file() {
        if (!std::exchange(file_left, true) && sent > 0) lseek(file, static_cast<off_t>(offset), SEEK_SET);
    }
    void finish() {
        leave_file();
        future.set_result(sent);
    }
    void fail(int code) {
        leave_file();
        if (sent == 0) future.set_exception(SendfileNotAvailableError("os.sendfile call failed"));
        else future.set_exception(os_error(code, "sendfile"));
    }
    void advance(std::size_t count) {
        offset += count;
        sent += count;
        left -= count;
    }
    /// Bytes, or the error's code, negative.
    long try_once() {
        off_t at = static_cast<off_t>(offset);
        const long count = quiet_write([&] { return ::sendfile(socket.fileno(), file, &at, left); });
        return count < 0 ? -errno : count;
    }
};

std::size_t size_of(int file) {
    struct stat status{};
    if (fstat(file, &status) < 0) throw_os_error(errno, "fstat");
    if (!S_ISREG(status.st_mode)) throw SendfileNotAvailableError("not a regular file");
    return static_cast<std::size_t>(status.st_size);
}

/// Sends a piece and, if that was not all, has itself called when the socket takes more: other tasks get their turns between
/// the pieces. Python: _sock_sendfile_native_impl. Emits: io_begin, io_end
void send_piece(std::shared_ptr<Sending> sending, bool is_first) {
    const int fd = sending->socket.fileno();
    if (!is_first) sending->loop.unwatch(fd, trace::Direction::write);
    if (sending->future.cancelled()) return;
    if (sending->left == 0) return sending->finish();
    const long sent = sending->try_once();
    if (sent == 0) return sending->finish();
    if (sent < 0 && !would_block(sent)) return sending->fail(static_cast<int>(-sent));
    if (sent > 0) sending->advance(static_cast<std::size_t>(sent));
    sending->loop.check_no_transport(fd);
    if (is_first)
        sending->future.add_done_callback(named("cb", [&loop = sending->loop, socket = sending->socket](const AnyFuture& future) {
            if (future.cancelled() && socket.fileno() != -1) loop.unwatch(socket.fileno(), trace::Direction::write);
        }));
    auto go_on = python_call("asyncio._sock_sendfile_native_impl", "_UnixSelectorEventLoop._sock_sendfile_native_impl()",
                             [sending] { send_piece(sending, false); });
    sending->loop.watch(fd, trace::Direction::write,
                        own_call_in_context<WatcherState>(sending->loop, trace::Callback::other, go_on, sending->future.state()));
}

Coroutine<std::size_t> send_natively(Loop& loop, Socket socket, int file, std::size_t offset, std::optional<std::size_t> count) {
    const std::size_t size = count.value_or(size_of(file));
    if (size == 0) co_return 0;
    const auto sending = std::make_shared<Sending>(loop, socket, file, offset, size);
    send_piece(sending, true);
    co_return co_await sending->future;
}

Coroutine<std::size_t> send_by_reading(Loop& loop, Socket socket, int file, std::size_t offset, std::optional<std::size_t> count) {
    if (offset > 0 && lseek(file, static_cast<off_t>(offset), SEEK_SET) < 0) throw_os_error(errno, "seek");
    std::size_t sent = 0;
    while (!count || sent < *count) {
        const std::size_t most = count ? std::min(piece, *count - sent) : piece;
        std::string bytes = co_await loop.run_in_executor(nullptr, named("readinto", [=] { return read_piece(file, most); }));
        if (bytes.empty()) break;
        sent += bytes.size();
        co_await loop.sock_sendall(socket, std::move(bytes));
    }
    co_return sent;
}

/// A transport's socket, which is ours until this goes: it reads no more meanwhile, and nothing can be written.
class TakenOver {
public:
    TakenOver(Loop& loop, SocketTransport& transport)
        : loop_(loop), transport_(transport), fd_(socket().fileno()), was_reading_(transport.is_reading()) {
        loop.forget_transport(fd_, &transport);
        transport.pause_reading();
    }
    ~TakenOver() {
        transport_.reset_empty_waiter();
        if (loop_.is_closed()) return;
        if (was_reading_) transport_.resume_reading();
        if (socket().fileno() == fd_) loop_.know_transport(fd_, &transport_);
    }
    TakenOver(const TakenOver&) = delete;
    Socket socket() const { return transport_.get_extra_info("socket"); }

private:
    Loop& loop_;
    SocketTransport& transport_;
    const int fd_;
    const bool was_reading_;
};

}  // namespace

Coroutine<std::size_t> Loop::sendfile(Counted<Transport> transport, Descriptor file, std::size_t offset,
                                      std::optional<std::size_t> count, bool fallback) {
    if (transport->is_closing()) throw RuntimeError("Transport is closing");
    if (auto* secured = dynamic_cast<SSLTransport*>(transport.get())) {
        if (!fallback)
            throw RuntimeError("fallback is disabled and native sendfile is not supported for transport " + transport->repr());
        co_return co_await send_through(*this, Counted<SSLTransport>(secured), file, offset, count);
    }
    auto* over_socket = dynamic_cast<SocketTransport*>(transport.get());
    if (!over_socket) throw RuntimeError("sendfile is not supported for transport " + transport->repr());
    TakenOver taken(*this, *over_socket);
    co_await over_socket->make_empty_waiter();
    co_return co_await sock_sendfile(taken.socket(), file, offset, count, fallback);
}

Coroutine<std::size_t> Loop::sock_sendfile(Socket socket, Descriptor file, std::size_t offset, std::optional<std::size_t> count,
                                           bool fallback) {
    if (origins_ && socket.getblocking()) throw ValueError("the socket must be non-blocking");
    if (socket.type() != SOCK_STREAM) throw ValueError("only SOCK_STREAM type sockets are supported");
    if (count && *count == 0) throw ValueError("count must be a positive integer (got 0)");
    try {
        co_return co_await send_natively(*this, socket, file, offset, count);
    } catch (const SendfileNotAvailableError&) {
        if (!fallback) throw;
    }
    co_return co_await send_by_reading(*this, socket, file, offset, count);
}

}  // namespace asyncio
