#include "socket_transport.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <memory>

#include "polling.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/program_state.hpp"
#include "runtime/python_call.hpp"

namespace asyncio {

using trace::Callback;
using trace::Direction;

namespace {

/// Small writes go out without waiting for the peer's acknowledgement (Nagle's algorithm).
void set_nodelay(Socket& socket) {
    const int family = socket.family();
    if ((family == AF_INET || family == AF_INET6) && socket.type() == SOCK_STREAM) socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
}

}  // namespace

SocketTransport::SocketTransport(Loop& loop, Socket socket, Counted<Protocol> protocol, std::optional<Address> peer,
                                 Counted<ServerState> server)
    : loop_(&loop), socket_(std::move(socket)), fd_(socket_.fileno()), server_(std::move(server)),
      sockname_(socket_.sockname_or_none()),
      peername_(peer ? *peer : socket_.peername_or_none()) {
    set_protocol(std::move(protocol));
    if (server_) client_ = server_->attach(*this);
}

SocketTransport::~SocketTransport() {
    loop_->forget_transport(fd_, this);
    leave_server();
}

void SocketTransport::leave_server() {
    if (auto server = std::exchange(server_, nullptr)) server->detach(client_);
}

Counted<SocketTransport> SocketTransport::start(Loop& loop, Socket socket, Counted<Protocol> protocol, Future<void> waiter,
                                    std::optional<Address> peer, Counted<ServerState> server) {
    Counted<SocketTransport> self(new SocketTransport(loop, std::move(socket), std::move(protocol), peer, std::move(server)));
    loop.know_transport(self->fd_, self.get());
    set_nodelay(self->socket_);
    auto show = [self, made = self->protocol_] {
        return detail::show_method_call(*made, "connection_made", detail::shortened(self->repr()));
    };
    self->queue(self->protocol_->made_callback(),
                python_call("connection_made", show, [self] { self->protocol_->connection_made(*self); }));
    self->queue(Callback::transport_start_reading, [self] { self->start_reading(); });
    if (waiter) self->queue(Callback::transport_ready, [waiter] { if (!waiter.cancelled()) waiter.set_result(); }, waiter.state());
    return self;
}

void SocketTransport::set_protocol(Counted<Protocol> protocol) {
    protocol_ = std::move(protocol);
    buffered_ = dynamic_cast<BufferedProtocol*>(protocol_.get());
}

template <class F>
void SocketTransport::queue(Callback callback, F function, FutureState* future) {
    loop_->push(own_call_in_context<HandleState>(*loop_, callback, std::move(function), future));
}

/// Tells the protocol something; what it throws is the transport's to deal with.
template <class Tell>
std::exception_ptr SocketTransport::tell(Tell tell) {
    try {
        tell(*protocol_);
        return nullptr;
    } catch (...) {
        std::exception_ptr error = std::current_exception();
        if (describe(error).leaves_the_loop) throw;
        return error;
    }
}

void SocketTransport::start_reading() {
    if (closing_) return;
    auto read = [self = Counted<SocketTransport>(this)] { self->read_ready(); };
    loop_->watch(fd_, Direction::read, own_call_in_context<WatcherState>(*loop_, Callback::transport_read, read));
}

/// The loop's watching keeps it. A protocol that has no more than a pointer to it is to find it there all the same.
void SocketTransport::stop_reading() {
    if (protocol_ && !protocol_->lets_go()) loop_->keep_transport(this);
    loop_->unwatch(fd_, Direction::read);
}

void SocketTransport::pause_reading() {
    if (closing_ || paused_) return;
    paused_ = true;
    stop_reading();
}

void SocketTransport::resume_reading() {
    if (closing_ || !paused_) return;
    paused_ = false;
    start_reading();
}

void SocketTransport::read_ready() {
    static thread_local const std::unique_ptr<char[]> bytes(new char[most_at_once]);
    if (lost_) return;
    if (buffered_) return read_into_buffer();
    const long got = socket_.try_recv(bytes.get(), most_at_once);
    if (would_block(got)) return;
    if (got < 0) return fatal_error(os_error(static_cast<int>(-got), "recv"), "Fatal read error on socket transport");
    if (got == 0) return end_of_file();
    const std::string_view data(bytes.get(), static_cast<std::size_t>(got));
    if (auto error = tell([data](Protocol& p) { p.data_received(data); }))
        fatal_error(error, "Fatal error: protocol.data_received() call failed.");
}

void SocketTransport::read_into_buffer() {
    std::span<char> buffer;
    auto error = tell([&](Protocol&) {
        buffer = buffered_->get_buffer(-1);
        if (buffer.empty()) throw RuntimeError("get_buffer() returned an empty buffer");
    });
    if (error) return fatal_error(error, "Fatal error: protocol.get_buffer() call failed.");
    const long got = socket_.try_recv(buffer.data(), buffer.size());
    if (would_block(got)) return;
    if (got < 0) return fatal_error(os_error(static_cast<int>(-got), "recv"), "Fatal read error on socket transport");
    if (got == 0) return end_of_file();
    error = tell([&](Protocol&) { buffered_->buffer_updated(static_cast<std::size_t>(got)); });
    if (error) fatal_error(error, "Fatal error: protocol.buffer_updated() call failed.");
}

void SocketTransport::end_of_file() {
    bool keep_open = false;
    if (auto error = tell([&](Protocol& p) { keep_open = p.eof_received(); }))
        return fatal_error(error, "Fatal error: protocol.eof_received() call failed.");
    keep_open ? stop_reading() : close();
}

void SocketTransport::write(std::string_view data) {
    if (eof_) throw RuntimeError("Cannot call write() after write_eof()");
    if (empty_waiter_) throw RuntimeError("unable to write; sendfile is in progress");
    if (data.empty()) return;
    if (lost_) {
        if (lost_++ >= patience_with_writes) this_program().error_output("socket.send() raised exception.");
        return;
    }
    if (buffer_.empty()) {
        const long sent = socket_.try_send(data);
        if (sent < 0 && !would_block(sent))
            return fatal_error(os_error(static_cast<int>(-sent), "send"), "Fatal write error on socket transport");
        if (sent > 0) data.remove_prefix(static_cast<std::size_t>(sent));
        if (data.empty()) return;
        auto write = [self = Counted<SocketTransport>(this)] { self->write_ready(); };
        loop_->watch(fd_, Direction::write, own_call_in_context<WatcherState>(*loop_, Callback::transport_write, write));
    }
    buffer_.append(data);
    limits_.pause_above(buffer_.size(), *loop_, *this, protocol_.get());
}

void SocketTransport::write_ready() {
    if (lost_) return;
    const long sent = socket_.try_send(buffer_.view());
    if (would_block(sent)) return;
    if (sent < 0) return write_failed(static_cast<int>(-sent));
    buffer_.drop(static_cast<std::size_t>(sent));
    limits_.resume_below(buffer_.size(), *loop_, *this, protocol_.get());
    if (!buffer_.empty()) return;
    loop_->unwatch(fd_, Direction::write);
    if (empty_waiter_ && !empty_waiter_.done()) empty_waiter_.set_result();
    if (closing_) call_connection_lost(nullptr);
    else if (eof_) socket_.shutdown(SHUT_WR);
}

void SocketTransport::write_failed(int code) {
    loop_->unwatch(fd_, Direction::write);
    buffer_.clear();
    const std::exception_ptr error = os_error(code, "send");
    fatal_error(error, "Fatal write error on socket transport");
    if (empty_waiter_ && !empty_waiter_.done()) empty_waiter_.set_exception(error);
}

void SocketTransport::write_eof() {
    if (closing_ || eof_) return;
    eof_ = true;
    if (buffer_.empty()) socket_.shutdown(SHUT_WR);
}

void SocketTransport::close() {
    if (std::exchange(closing_, true)) return;
    loop_->unwatch(fd_, Direction::read);
    if (!buffer_.empty()) return;
    ++lost_;
    loop_->unwatch(fd_, Direction::write);
    queue_connection_lost(nullptr);
}

/// An OSError only ends the connection; anything else is a mistake of the protocol's, to be reported.
void SocketTransport::fatal_error(std::exception_ptr error, const char* message) {
    if (!isinstance<OSError>(error))
        loop_->call_exception_handler(
            {.message = message, .exception = error, .protocol = protocol_, .transport = Counted<SocketTransport>(this)});
    force_close(error);
}

void SocketTransport::force_close(std::exception_ptr error) {
    if (lost_) return;
    if (!buffer_.empty()) {
        buffer_.clear();
        loop_->unwatch(fd_, Direction::write);
    }
    if (!std::exchange(closing_, true)) loop_->unwatch(fd_, Direction::read);
    ++lost_;
    queue_connection_lost(error);
}

void SocketTransport::queue_connection_lost(std::exception_ptr error) {
    queue(Callback::transport_closed,
          python_call("transport.closed", CallWithError{"_SelectorSocketTransport._call_connection_lost", error},
                      [self = Counted<SocketTransport>(this), error] { self->call_connection_lost(error); }));
}

void SocketTransport::call_connection_lost(std::exception_ptr error) {
    if (!lost_) lost_ = 1;
    struct Gone {
        SocketTransport& transport;
        ~Gone() {
            transport.loop_->forget_transport(transport.fd_, &transport);
            transport.socket_.close();
            transport.set_protocol(nullptr);
            transport.leave_server();
            if (transport.empty_waiter_ && !transport.empty_waiter_.done())
                transport.empty_waiter_.set_exception(std::make_exception_ptr(ConnectionError("Connection is closed by peer")));
        }
    } gone{*this};
    protocol_->connection_lost(error);
}

/// A protocol may refer to its transport: neither is to keep the other.
void SocketTransport::loop_closed() {
    const Counted<Protocol> untold = std::exchange(protocol_, nullptr);
    buffered_ = nullptr;
}

Future<void> SocketTransport::make_empty_waiter() {
    if (empty_waiter_) throw RuntimeError("Empty waiter is already set");
    empty_waiter_ = Future<void>(new FutureOf<void>(*loop_, trace::FutureKind::asyncio));
    if (buffer_.empty()) empty_waiter_.set_result();
    return empty_waiter_;
}

void SocketTransport::set_write_buffer_limits(std::optional<long> high, std::optional<long> low) {
    limits_.set(high, low);
    limits_.pause_above(buffer_.size(), *loop_, *this, protocol_.get());
}

ExtraInfo SocketTransport::get_extra_info(std::string_view name) const {
    if (name == "peername") return peername_;
    if (name == "sockname") return sockname_;
    if (name == "socket") return socket_;
    return {};
}

std::string SocketTransport::repr() const {
    return repr_of_transport("_SelectorSocketTransport", *loop_, fd_, socket_.fileno() < 0, closing_, buffer_.size());
}

}  // namespace asyncio
