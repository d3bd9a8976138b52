#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/awaiters.hpp"
#include "runtime/executor.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/quiet_write.hpp"
#include "sendfile_fallback.hpp"
#include "socket_transport.hpp"

namespace asyncio {
namespace {

constexpr std::size_t piece = 256 * 1024;   // read at once, where the system has no sendfile for it

/// What is to be sent, and how much has been.
struct Sending {
    Socket socket;
    int file;
    std::size_t offset, left, sent = 0;

    /// The file stands behind what was sent, however that ended.
    ~Sending() { if (sent > 0) lseek(file, static_cast<off_t>(offset), SEEK_SET); }
    Sending(Socket socket, int file, std::size_t offset, std::size_t left)
        : socket(std::move(socket)), file(file), offset(offset), left(left) {}
    Sending(const Sending&) = delete;

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

[[noreturn]] void fail(const Sending& sending, int code) {
    if (sending.sent == 0) throw SendfileNotAvailableError("os.sendfile call failed");
    throw_os_error(code, "sendfile");
}

/// Waits until the socket takes more. Emits: io_begin, suspend, io_end.
Coroutine<> writable(Loop& loop, Socket socket) {
    Future<void> future(new FutureOf<void>(loop, trace::FutureKind::asyncio));
    const int fd = socket.fileno();
    loop.check_no_transport(fd);
    auto ready = named("asyncio._sock_sendfile_native_impl", [future] { if (!future.done()) future.set_result(); });
    loop.watch(fd, trace::Direction::write, own_call<WatcherState>(loop, trace::Callback::other, ready));
    struct Removed {
        Loop& loop;
        int fd;
        ~Removed() { loop.unwatch(fd, trace::Direction::write); }
    } removed{loop, fd};
    co_await future;
}

Coroutine<std::size_t> send_natively(Loop& loop, Socket socket, int file, std::size_t offset, std::optional<std::size_t> count) {
    const std::size_t size = size_of(file);
    Sending sending(socket, file, offset, count.value_or(size));
    while (sending.left > 0) {
        const long sent = sending.try_once();
        if (sent == 0) break;
        if (would_block(sent)) co_await writable(loop, socket);
        else if (sent < 0) fail(sending, static_cast<int>(-sent));
        else sending.advance(static_cast<std::size_t>(sent));
    }
    co_return sending.sent;
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
