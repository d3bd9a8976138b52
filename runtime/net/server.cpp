#include "server.hpp"

#include <cerrno>

#include "runtime/awaiters.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/python_call.hpp"
#include "runtime/sleep.hpp"
#include "runtime/ssl/start_secured.hpp"
#include "socket_transport.hpp"

namespace asyncio {

using trace::Callback;
using trace::Direction;
using trace::FutureKind;

namespace {

constexpr double accept_retry_delay = 1;   // seconds

bool out_of_resources(int code) { return code == EMFILE || code == ENFILE || code == ENOBUFS || code == ENOMEM; }

}  // namespace

void ServerState::start_serving() {
    if (std::exchange(serving_, true)) return;
    if (!sockets_) throw TypeError("'NoneType' object is not iterable");   // it was closed
    for (Socket& socket : *sockets_) {
        socket.listen(backlog_);
        watch(socket);
    }
}

void ServerState::watch(Socket listener) {
    auto accept = [self = Counted<ServerState>(this), listener] { self->accept(listener); };
    loop_->watch(listener.fileno(), Direction::read, own_call_in_context<WatcherState>(*loop_, Callback::server_accept, accept));
}

/// Takes all connections that are there, as many as the backlog holds.
void ServerState::accept(Socket listener) {
    for (int i = 0; i < backlog_; ++i) {
        try {
            auto [connection, peer] = listener.accept();
            loop_->create_task(take_connection(Counted<ServerState>(this), connection, peer).as("_accept_connection2"));
        } catch (const BlockingIOError&) {
            return;
        } catch (const ConnectionAbortedError&) {
            return;
        } catch (const OSError& error) {
            if (!out_of_resources(error.code)) throw;
            return accept_later(listener, std::current_exception());
        }
    }
}

/// The system would go on to report the socket ready: not until a second has passed. (CPython goes on trying as often as
/// the backlog is long, and reports each failure.)
void ServerState::accept_later(const Socket& listener, std::exception_ptr error) {
    loop_->call_exception_handler({.message = "socket.accept() out of system resource", .exception = error, .socket = listener});
    loop_->unwatch(listener.fileno(), Direction::read);
    auto again = python_call("asyncio._start_serving", "BaseSelectorEventLoop._start_serving()",
                             [self = Counted<ServerState>(this), listener] {
        if (self->sockets_) self->watch(listener);
    });
    loop_->arm_later(own_call_in_context<TimerState>(*loop_, Callback::other, again), accept_retry_delay);
}

/// Gives the connection a transport and a protocol; from then on it is the protocol's. Python: _accept_connection2
Coroutine<> ServerState::take_connection(Counted<ServerState> self, Socket connection, Address peer) {
    Counted<Transport> transport;
    Counted<Protocol> protocol;
    try {
        Future<void> waiter(new FutureOf<void>(*self->loop_, FutureKind::transport));
        protocol = self->factory_();
        if (self->tls_.ssl) transport = start_secured(*self->loop_, connection, protocol, self->tls_, waiter, peer, self);
        else transport = SocketTransport::start(*self->loop_, connection, protocol, waiter, peer, self);
        co_await waiter;
    } catch (...) {
        const std::exception_ptr error = std::current_exception();
        if (transport) transport->close();
        if (describe(error).leaves_the_loop) throw;
        if (self->loop_->get_debug())
            self->loop_->call_exception_handler({.message = "Error on transport creation for incoming connection",
                                                 .exception = error, .protocol = protocol, .transport = transport});
    }
}

ServerState::Clients::iterator ServerState::attach(Transport& transport) {
    if (!sockets_) throw AssertionError();
    return clients_.insert(clients_.end(), &transport);
}

void ServerState::detach(Clients::iterator client) {
    clients_.erase(client);
    if (clients_.empty() && !sockets_) wake_up();
}

/// With a reference to each: to close one may be the end of another.
std::vector<Counted<Transport>> ServerState::clients() const {
    std::vector<Counted<Transport>> all;
    for (Transport* client : clients_) all.emplace_back(client);
    return all;
}

void ServerState::close_clients() {
    for (const auto& client : clients()) client->close();
}

void ServerState::abort_clients() {
    for (const auto& client : clients()) client->abort();
}

std::string ServerState::repr() const {
    std::string text;
    const std::vector<Socket> all = sockets();
    for (const Socket& socket : all) text += (text.empty() ? "" : ", ") + asyncio::repr(socket, "asyncio.TransportSocket");
    return "<Server sockets=(" + text + (all.size() == 1 ? ",)>" : ")>");
}

void ServerState::wake_up() {
    const auto waiters = std::exchange(waiters_, std::nullopt);
    if (!waiters) return;
    for (const auto& waiter : *waiters)
        if (!waiter.done()) waiter.set_result();
}

void ServerState::close() {
    if (!sockets_) return;
    Counted<ServerState> keep(this);
    std::vector<Socket> sockets = std::move(*sockets_);
    sockets_ = std::nullopt;
    for (Socket& socket : sockets) {
        loop_->unwatch(socket.fileno(), Direction::read);
        socket.close();
    }
    file_.remove();
    serving_ = false;
    if (auto forever = std::exchange(forever_, {}); forever && !forever.done()) forever.cancel();
    if (clients_.empty()) wake_up();
}

Coroutine<> ServerState::wait_closed(Counted<ServerState> self) {
    if (!self->sockets_ || !self->waiters_) co_return;
    Future<void> waiter(new FutureOf<void>(*self->loop_, FutureKind::server_closed));
    self->waiters_->push_back(waiter);
    co_await waiter;
}

Coroutine<> ServerState::serve_forever(Counted<ServerState> self) {
    if (self->forever_)
        throw RuntimeError("server " + self->repr() + " is already being awaited on serve_forever()");
    if (!self->sockets_) throw RuntimeError("server " + self->repr() + " is closed");
    self->start_serving();
    Future<void> forever(new FutureOf<void>(*self->loop_, FutureKind::server_serve));
    self->forever_ = forever;
    struct Over {
        ServerState& server;
        ~Over() { server.forever_ = {}; }
    } over{*self};
    try {
        co_await forever;
    } catch (const CancelledError&) {
        self->close();
        throw;
    }
}

Coroutine<> Server::start_serving() const {
    Counted<ServerState> state = state_;
    state->start_serving();
    co_await sleep(0);
}

Coroutine<bool> Server::exit(std::exception_ptr) const {
    Counted<ServerState> state = state_;
    state->close();
    co_await ServerState::wait_closed(state);
    co_return false;
}

Coroutine<Server> serve(std::vector<Socket> sockets, ServerState::ProtocolFactory factory, ListenOptions options) {
    const SocketFile file = options.cleanup_socket && !sockets.empty() ? SocketFile(sockets.front()) : SocketFile();
    Counted<ServerState> state(new ServerState(get_running_loop(), std::move(sockets), std::move(factory), options.backlog,
                                               server_settings(options)));
    state->remove_at_close(file);
    if (options.start_serving) {
        state->start_serving();
        co_await sleep(0);
    }
    co_return Server(state.get());
}

}  // namespace asyncio
