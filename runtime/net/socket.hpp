#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "../counted.hpp"
#include "address.hpp"

namespace asyncio {

/// A reference to a socket of the system. The socket is closed by close(), or with the last reference to it.
///
/// Python: socket.socket, with two differences that an event loop wants: it does not block from the beginning, and its
/// descriptor is not handed down to child processes. What it does is done at once or not at all: then it throws
/// BlockingIOError. A coroutine waits with Loop::sock_recv and the like.
class Socket {
public:
    Socket() = default;                                                    ///< none
    /// Throws OSError. Python: socket.socket(family, type, proto)
    explicit Socket(int family, int type = SOCK_STREAM, int protocol = 0);
    static Socket adopt(int fd);                                           ///< takes a descriptor over

    int fileno() const;                                                    ///< -1 if it is closed
    int family() const;
    int type() const;
    void close();                                                          ///< idempotent
    int detach();                                                          ///< the descriptor, which is the caller's now
    explicit operator bool() const { return static_cast<bool>(state_); }
    friend bool operator==(const Socket& a, const Socket& b) { return a.state_ == b.state_; }

    /// Python: socket.bind. All of these throw OSError.
    void bind(const Address& address);
    void listen(int backlog = 128);
    void connect(const Address& address);
    std::pair<Socket, Address> accept();
    std::size_t send(std::string_view data);                               ///< how many of the bytes it took
    std::size_t sendto(std::string_view data, const Address& address);
    std::string recv(std::size_t count);                                   ///< "" at the end
    std::pair<std::string, Address> recvfrom(std::size_t count);
    void shutdown(int how);                                                ///< SHUT_RD, SHUT_WR, SHUT_RDWR
    void setblocking(bool blocking);
    bool getblocking() const;
    int getsockopt(int level, int option) const;
    void setsockopt(int level, int option, int value);
    Address getsockname() const;
    Address getpeername() const;
    Address sockname_or_none() const;                                      ///< none if the system has none; so is the next
    Address peername_or_none() const;

    /// Without exceptions, for those who try often: the bytes, or the error's code, negative.
    long try_send(std::string_view data);
    long try_recv(char* buffer, std::size_t size);
    long try_sendto(std::string_view data, const Address& address);
    long try_recvfrom(char* buffer, std::size_t size, Address& from);

private:
    struct State {
        explicit State(int fd) : fd(fd) {}
        ~State() { close(); }
        void close();
        void retain() { ++references; }
        void release() { if (--references == 0) delete this; }
        int fd;
        unsigned references = 0;
    };
    int checked(const char* operation) const;                              // the descriptor; throws if it is closed

    Counted<State> state_;
};

/// <socket.socket fd=7, family=2, type=1, proto=6, laddr=('127.0.0.1', 80), raddr=('127.0.0.1', 41234)>; of a closed one
/// only that. `type`: what it is called.
std::string repr(const Socket& socket, const char* type = "socket.socket");

/// Whether the code means "not now": try again when the descriptor is ready.
bool would_block(long code);

/// Two sockets that are connected with each other. Throws OSError. Python: socket.socketpair
std::pair<Socket, Socket> socketpair(int family = AF_UNIX, int type = SOCK_STREAM);

}  // namespace asyncio
