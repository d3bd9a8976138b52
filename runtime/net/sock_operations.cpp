#include <cerrno>

#include "addresses.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/os_errors.hpp"
#include "socket.hpp"

/// The loop's operations on sockets that belong to the program. Each tries at once; what would block is tried again
/// whenever the descriptor is ready, and the future's end takes the watcher away. Python: selector_events
namespace asyncio {
namespace {

using trace::Callback;
using trace::Direction;
using trace::FutureKind;

template <class T>
Future<T> make_future(Loop& loop, FutureKind kind) { return Future<T>(new FutureOf<T>(loop, kind)); }

/// Has `attempt` called when `fd` is ready, until the future is done: then the watcher goes, before the task goes on.
template <class Attempt>
void try_when_ready(Loop& loop, int fd, Direction direction, Callback callback, AnyFuture future, Attempt attempt) {
    loop.check_no_transport(fd);
    auto* call = own_call<WatcherState>(loop, callback, std::move(attempt), future.state());
    const Counted<WatcherState> watcher = loop.watch(fd, direction, call);
    const Callback done = direction == Direction::read ? Callback::sock_read_done : Callback::sock_write_done;
    add_done_call(*future.state(), done, [&loop, fd, direction, watcher](const AnyFuture&) {
        if (watcher->cancelled()) return;
        direction == Direction::read ? loop.remove_reader(fd) : loop.remove_writer(fd);
    });
}

void check_blocking(const Loop& loop, const Socket& socket) {
    if (loop.get_debug() && socket.getblocking()) throw ValueError("the socket must be non-blocking");
}

std::size_t checked(long result, const char* operation) {
    if (result < 0) throw_os_error(static_cast<int>(-result), operation);
    return static_cast<std::size_t>(result);
}

/// What came of an attempt becomes the future's result; nothing, if the moment has not come yet.
template <class T, class Result>
void finish(const Future<T>& future, long result, const char* operation, Result give) {
    if (would_block(result)) return;
    if (result < 0) future.set_exception(os_error(static_cast<int>(-result), operation));
    else give(static_cast<std::size_t>(result));
}

void accept_or_wait(Loop& loop, const Future<std::pair<Socket, Address>>& future, Socket listener) {
    std::pair<Socket, Address> connection;
    try {
        connection = listener.accept();
    } catch (const BlockingIOError&) {
        return try_when_ready(loop, listener.fileno(), Direction::read, Callback::sock_accept, future,
                              [&loop, future, listener] { accept_or_wait(loop, future, listener); });
    } catch (const OSError&) {
        return future.set_exception(std::current_exception());
    }
    future.set_result(std::move(connection));
}

/// The descriptor of a connection that is being made is writable: did it work?
void finish_connecting(const Future<void>& future, const Socket& socket, const Address& address) {
    if (future.done()) return;
    try {
        const int code = socket.getsockopt(SOL_SOCKET, SO_ERROR);
        if (code == 0) return future.set_result();
        throw_os_error(code, "connect", repr(address), "Connect call failed " + repr(address));
    } catch (const BlockingIOError&) {
        return;
    } catch (const OSError&) {
        future.set_exception(std::current_exception());
    }
}

void connect_or_wait(Loop& loop, const Future<void>& future, Socket socket, const Address& address) {
    try {
        socket.connect(address);
        future.set_result();
    } catch (const BlockingIOError&) {   // on its way
        try_when_ready(loop, socket.fileno(), Direction::write, Callback::sock_connect, future,
                       [future, socket, address] { finish_connecting(future, socket, address); });
    } catch (const OSError&) {
        future.set_exception(std::current_exception());
    }
}

}  // namespace

Coroutine<std::string> Loop::sock_recv(Socket socket, std::size_t count) {
    check_blocking(*this, socket);
    std::string data(count, '\0');
    const long got = socket.try_recv(data.data(), count);
    if (!would_block(got)) {
        data.resize(checked(got, "recv"));
        co_return data;
    }
    auto future = make_future<std::string>(*this, FutureKind::sock_recv);
    try_when_ready(*this, socket.fileno(), Direction::read, Callback::sock_recv, future, [future, socket, count]() mutable {
        if (future.done()) return;
        std::string bytes(count, '\0');
        finish(future, socket.try_recv(bytes.data(), count), "recv", [&](std::size_t n) {
            bytes.resize(n);
            future.set_result(std::move(bytes));
        });
    });
    co_return co_await future;
}

Coroutine<std::size_t> Loop::sock_recv_into(Socket socket, std::span<char> buffer) {
    check_blocking(*this, socket);
    const long got = socket.try_recv(buffer.data(), buffer.size());
    if (!would_block(got)) co_return checked(got, "recv");
    auto future = make_future<std::size_t>(*this, FutureKind::asyncio);
    auto attempt = [future, socket, buffer]() mutable {
        if (future.done()) return;
        finish(future, socket.try_recv(buffer.data(), buffer.size()), "recv", [&](std::size_t n) { future.set_result(n); });
    };
    try_when_ready(*this, socket.fileno(), Direction::read, Callback::other, future, named("asyncio._sock_recv_into", attempt));
    co_return co_await future;
}

Coroutine<std::pair<std::string, Address>> Loop::sock_recvfrom(Socket socket, std::size_t bufsize) {
    std::string data(bufsize, '\0');
    auto [got, from] = co_await sock_recvfrom_into(socket, data).as("sock_recvfrom");
    data.resize(got);
    co_return {std::move(data), from};
}

Coroutine<std::pair<std::size_t, Address>> Loop::sock_recvfrom_into(Socket socket, std::span<char> buffer, std::size_t nbytes) {
    check_blocking(*this, socket);
    if (nbytes == 0 || nbytes > buffer.size()) nbytes = buffer.size();
    Address from;
    const long got = socket.try_recvfrom(buffer.data(), nbytes, from);
    if (!would_block(got)) co_return {checked(got, "recvfrom"), from};
    auto future = make_future<std::pair<std::size_t, Address>>(*this, FutureKind::asyncio);
    auto attempt = [future, socket, buffer, nbytes]() mutable {
        if (future.done()) return;
        Address from;
        const long got = socket.try_recvfrom(buffer.data(), nbytes, from);
        finish(future, got, "recvfrom", [&](std::size_t n) { future.set_result(std::pair(n, from)); });
    };
    try_when_ready(*this, socket.fileno(), Direction::read, Callback::other, future, named("asyncio._sock_recvfrom", attempt));
    co_return co_await future;
}

Coroutine<std::size_t> Loop::sock_sendto(Socket socket, std::string data, Address address) {
    check_blocking(*this, socket);
    const long sent = socket.try_sendto(data, address);
    if (!would_block(sent)) co_return checked(sent, "sendto");
    auto future = make_future<std::size_t>(*this, FutureKind::asyncio);
    auto attempt = [future, socket, data, address]() mutable {
        if (future.done()) return;
        finish(future, socket.try_sendto(data, address), "sendto", [&](std::size_t n) { future.set_result(n); });
    };
    try_when_ready(*this, socket.fileno(), Direction::write, Callback::other, future, named("asyncio._sock_sendto", attempt));
    co_return co_await future;
}

Coroutine<void> Loop::sock_sendall(Socket socket, std::string data) {
    check_blocking(*this, socket);
    const long sent = socket.try_send(data);
    std::size_t position = would_block(sent) ? 0 : checked(sent, "send");
    if (position == data.size()) co_return;
    auto future = make_future<void>(*this, FutureKind::sock_send);
    try_when_ready(*this, socket.fileno(), Direction::write, Callback::sock_send, future,
                   [future, socket, data = std::move(data), position]() mutable {
        if (future.done()) return;
        finish(future, socket.try_send(std::string_view(data).substr(position)), "send", [&](std::size_t n) {
            position += n;
            if (position == data.size()) future.set_result();
        });
    });
    co_await future;
}

Coroutine<std::pair<Socket, Address>> Loop::sock_accept(Socket socket) {
    check_blocking(*this, socket);
    auto future = make_future<std::pair<Socket, Address>>(*this, FutureKind::sock_accept);
    accept_or_wait(*this, future, socket);
    co_return co_await future;
}

Coroutine<void> Loop::sock_connect(Socket socket, Address address) {
    check_blocking(*this, socket);
    auto future = make_future<void>(*this, FutureKind::sock_connect);
    connect_or_wait(*this, future, socket, address);
    co_await future;
}

Coroutine<void> Loop::sock_connect(Socket socket, std::string host, int port) {
    check_blocking(*this, socket);
    const auto infos = co_await resolve(*this, host, port, {.family = socket.family(), .type = socket.type()});
    auto future = make_future<void>(*this, FutureKind::sock_connect);
    connect_or_wait(*this, future, socket, infos.front().address);
    co_await future;
}

}  // namespace asyncio
