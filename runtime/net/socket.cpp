#include "socket.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "runtime/os_errors.hpp"
#include "runtime/quoted.hpp"
#include "runtime/uninterrupted.hpp"

namespace asyncio {

void Socket::State::close() {
    if (const int open = std::exchange(fd, -1); open >= 0) ::close(open);
}

namespace {

constexpr int quietly = MSG_NOSIGNAL;   // a broken pipe is an error, not a signal

template <class Ask>
Address ask_address(Ask ask) {
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto* address = reinterpret_cast<sockaddr*>(&storage);
    ask(address, &size);
    return Address(address, size);
}

template <class Ask>
Address address_or_none(Ask ask) {
    try {
        return ask();
    } catch (const OSError&) {
        return {};
    }
}

}  // namespace

Socket::Socket(int family, int type, int protocol) {
    const int fd = ::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    if (fd < 0) throw_os_error(errno, "socket");
    state_ = Counted<State>(new State(fd));
}

Socket Socket::adopt(int fd) {
    Socket socket;
    socket.state_ = Counted<State>(new State(fd));
    return socket;
}

int Socket::fileno() const { return state_ ? state_->fd : -1; }

int Socket::checked(const char* operation) const {
    if (fileno() < 0) throw_os_error(EBADF, operation);
    return state_->fd;
}

int Socket::family() const { return getsockopt(SOL_SOCKET, SO_DOMAIN); }
int Socket::type() const { return getsockopt(SOL_SOCKET, SO_TYPE); }

void Socket::close() {
    if (state_) state_->close();
}

int Socket::detach() { return state_ ? std::exchange(state_->fd, -1) : -1; }

void Socket::bind(const Address& address) {
    if (::bind(checked("bind"), address.data(), address.size()) < 0) throw_os_error(errno, "bind", repr(address));
}

void Socket::listen(int backlog) {
    if (::listen(checked("listen"), backlog) < 0) throw_os_error(errno, "listen");
}

void Socket::connect(const Address& address) {
    if (::connect(checked("connect"), address.data(), address.size()) < 0) throw_os_error(errno, "connect", repr(address));
}

std::pair<Socket, Address> Socket::accept() {
    const int listener = checked("accept");
    int fd = -1;
    Address peer = ask_address([&](sockaddr* address, socklen_t* size) {
        fd = uninterrupted([&] { return ::accept4(listener, address, size, SOCK_NONBLOCK | SOCK_CLOEXEC); });
        if (fd < 0) throw_os_error(errno, "accept");
    });
    return {adopt(fd), peer};
}

long Socket::try_send(std::string_view data) {
    if (fileno() < 0) return -EBADF;
    return uninterrupted_or_code([&] { return ::send(state_->fd, data.data(), data.size(), quietly); });
}

long Socket::try_recv(char* buffer, std::size_t size) {
    if (fileno() < 0) return -EBADF;
    return uninterrupted_or_code([&] { return ::recv(state_->fd, buffer, size, 0); });
}

long Socket::try_sendto(std::string_view data, const Address& address) {
    if (fileno() < 0) return -EBADF;
    return uninterrupted_or_code([&] {
        return ::sendto(state_->fd, data.data(), data.size(), quietly, address.data(), address.size());
    });
}

long Socket::try_recvfrom(char* buffer, std::size_t size, Address& from) {
    if (fileno() < 0) return -EBADF;
    long got = 0;
    from = ask_address([&](sockaddr* address, socklen_t* room) {
        got = uninterrupted_or_code([&] { return ::recvfrom(state_->fd, buffer, size, 0, address, room); });
        if (got < 0) *room = 0;
    });
    return got;
}

std::size_t Socket::send(std::string_view data) {
    const long sent = try_send(data);
    if (sent < 0) throw_os_error(static_cast<int>(-sent), "send");
    return static_cast<std::size_t>(sent);
}

std::size_t Socket::sendto(std::string_view data, const Address& address) {
    const long sent = try_sendto(data, address);
    if (sent < 0) throw_os_error(static_cast<int>(-sent), "sendto", repr(address));
    return static_cast<std::size_t>(sent);
}

std::string Socket::recv(std::size_t count) {
    std::string data(count, '\0');
    const long got = try_recv(data.data(), count);
    if (got < 0) throw_os_error(static_cast<int>(-got), "recv");
    data.resize(static_cast<std::size_t>(got));
    return data;
}

std::pair<std::string, Address> Socket::recvfrom(std::size_t count) {
    std::string data(count, '\0');
    Address from;
    const long got = try_recvfrom(data.data(), count, from);
    if (got < 0) throw_os_error(static_cast<int>(-got), "recvfrom");
    data.resize(static_cast<std::size_t>(got));
    return {std::move(data), from};
}

void Socket::shutdown(int how) {
    if (::shutdown(checked("shutdown"), how) < 0) throw_os_error(errno, "shutdown");
}

void Socket::setblocking(bool blocking) {
    const int fd = checked("setblocking");
    const int flags = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}

bool Socket::getblocking() const { return (fcntl(checked("getblocking"), F_GETFL) & O_NONBLOCK) == 0; }

int Socket::getsockopt(int level, int option) const {
    int value = 0;
    socklen_t size = sizeof value;
    if (::getsockopt(checked("getsockopt"), level, option, &value, &size) < 0) throw_os_error(errno, "getsockopt");
    return value;
}

void Socket::setsockopt(int level, int option, int value) {
    if (::setsockopt(checked("setsockopt"), level, option, &value, sizeof value) < 0) throw_os_error(errno, "setsockopt");
}

Address Socket::getsockname() const {
    const int fd = checked("getsockname");
    return ask_address([fd](sockaddr* address, socklen_t* size) {
        if (::getsockname(fd, address, size) < 0) throw_os_error(errno, "getsockname");
    });
}

Address Socket::getpeername() const {
    const int fd = checked("getpeername");
    return ask_address([fd](sockaddr* address, socklen_t* size) {
        if (::getpeername(fd, address, size) < 0) throw_os_error(errno, "getpeername");
    });
}

Address Socket::sockname_or_none() const { return address_or_none([this] { return getsockname(); }); }
Address Socket::peername_or_none() const { return address_or_none([this] { return getpeername(); }); }

namespace {

/// A path without quotes: Python shows it so here. One of Linux's abstract name space is bytes.
std::string shown(const Address& address) {
    if (address.family() != AF_UNIX) return repr(address);
    const std::string path = address.path();
    return path.starts_with('\0') ? quoted_bytes(path) : path;
}

void add_address(std::string& text, const char* name, const Address& address) {
    const std::string value = address ? shown(address) : "";
    if (!value.empty()) text += std::string(", ") + name + "=" + value;
}

}  // namespace

std::string repr(const Socket& socket, const char* type) {
    std::string text = std::string("<") + type;
    if (socket.fileno() < 0) return text + (text == "<socket.socket" ? " [closed]" : "") + " fd=-1>";
    text += " fd=" + std::to_string(socket.fileno()) + ", family=" + std::to_string(socket.family()) +
            ", type=" + std::to_string(socket.type()) + ", proto=" + std::to_string(socket.getsockopt(SOL_SOCKET, SO_PROTOCOL));
    add_address(text, "laddr", socket.sockname_or_none());
    add_address(text, "raddr", socket.peername_or_none());
    return text + ">";
}

bool would_block(long code) { return code == -EAGAIN || code == -EWOULDBLOCK || code == -EINTR; }

std::pair<Socket, Socket> socketpair(int family, int type) {
    int fds[2];
    if (::socketpair(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds) < 0) throw_os_error(errno, "socketpair");
    return {Socket::adopt(fds[0]), Socket::adopt(fds[1])};
}

}  // namespace asyncio
