#pragma once
#include <functional>
#include <list>
#include <optional>
#include <vector>

#include "../coroutine.hpp"
#include "../loop.hpp"
#include "options.hpp"
#include "protocol.hpp"
#include "socket.hpp"
#include "socket_file.hpp"
#include "transport.hpp"

namespace asyncio {

/// What a Server refers to: the listening sockets, and how many connections they have brought that are still open.
class ServerState {
public:
    using ProtocolFactory = std::function<Counted<Protocol>()>;
    ServerState(Loop& loop, std::vector<Socket> sockets, ProtocolFactory factory, int backlog, SSLSettings tls = {})
        : loop_(&loop), sockets_(std::move(sockets)), factory_(std::move(factory)), tls_(std::move(tls)), backlog_(backlog) {}
    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }

    Loop& loop() const { return *loop_; }
    bool serving() const { return serving_; }
    std::vector<Socket> sockets() const { return sockets_.value_or(std::vector<Socket>()); }
    void start_serving();                 ///< emits io_begin for each socket, unless it is serving
    void remove_at_close(SocketFile file) { file_ = std::move(file); }
    void close();                         ///< emits io_end for each socket
    static Coroutine<> wait_closed(Counted<ServerState> self);
    static Coroutine<> serve_forever(Counted<ServerState> self);

    using Clients = std::list<Transport*>;
    void close_clients();
    void abort_clients();
    std::string repr() const;

    /// A transport's connection is one of this server's, until it is detached.
    /// Throws: AssertionError if the server was closed since it accepted the connection.
    Clients::iterator attach(Transport& transport);
    void detach(Clients::iterator client);

private:
    void watch(Socket listener);
    void accept(Socket listener);
    void accept_later(const Socket& listener, std::exception_ptr error);
    static Coroutine<> take_connection(Counted<ServerState> self, Socket connection, Address peer);
    void wake_up();
    std::vector<Counted<Transport>> clients() const;

    Counted<Loop> loop_;
    std::optional<std::vector<Socket>> sockets_;           // none: closed
    SocketFile file_;
    ProtocolFactory factory_;
    const SSLSettings tls_;
    const int backlog_;
    std::optional<std::vector<Future<void>>> waiters_ = std::vector<Future<void>>();   // none: woken
    Future<void> forever_;
    Clients clients_;                                      // whose connections are open
    unsigned references_ = 0;
    bool serving_ = false;
};

/// A reference to a server: listening sockets whose connections get a protocol (or a task) each. It goes on serving
/// as long as the loop runs, until it is closed. Python: asyncio.Server
///
///     Server server = co_await start_server(handle, "127.0.0.1", 8888);
///     co_await async_with(server, [&]() -> Coroutine<> { co_await server.serve_forever(); });
class Server {
public:
    Server() = default;
    explicit Server(ServerState* state) : state_(state) {}

    bool is_serving() const { return state_->serving(); }               ///< it accepts connections
    std::vector<Socket> sockets() const { return state_->sockets(); }   ///< none if it is closed
    Loop& get_loop() const { return state_->loop(); }
    /// Stops listening; open connections stay open. Idempotent. Emits: io_end. See ListenOptions::cleanup_socket.
    void close() const { state_->close(); }
    /// Closes the open connections, in the order in which they came: what is buffered is still sent. Python: 3.13
    void close_clients() const { state_->close_clients(); }
    /// The same at once; what is not sent is lost. Python: 3.13
    void abort_clients() const { state_->abort_clients(); }
    /// In CPython 3.11 it returns at once if the server is closed; else it waits until that, and all connections, are.
    Coroutine<> wait_closed() const { return state_->wait_closed(state_); }
    Coroutine<> start_serving() const;
    /// Serves until the task is cancelled or the server closed; closes it then.
    /// Throws: CancelledError; RuntimeError if it is closed or another task does this.
    Coroutine<> serve_forever() const { return state_->serve_forever(state_); }

    friend std::string repr(const Server& server) { return server.state_ ? server.state_->repr() : "None"; }   ///< `<Server sockets=(...)>`

    // async_with
    Coroutine<> enter() const { co_return; }
    Coroutine<bool> exit(std::exception_ptr) const;

private:
    Counted<ServerState> state_;
};

/// A server for sockets that are bound; `factory` makes each connection's protocol. Python: the second half of
/// create_server. Emits, if it is to serve at once: io_begin for each socket, suspend (yield).
Coroutine<Server> serve(std::vector<Socket> sockets, ServerState::ProtocolFactory factory, ListenOptions options);

}  // namespace asyncio
