#include "datagram_transport.hpp"

#include <algorithm>
#include <memory>

#include "polling.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/program_state.hpp"
#include "runtime/python_call.hpp"

namespace asyncio {

using trace::Callback;
using trace::Direction;

DatagramTransport::DatagramTransport(Loop& loop, Socket socket, Counted<DatagramProtocol> protocol, Address peer)
    : loop_(&loop), socket_(std::move(socket)), fd_(socket_.fileno()), protocol_(std::move(protocol)), peer_(peer),
      sockname_(socket_.sockname_or_none()),
      peername_(socket_.peername_or_none()) {}

DatagramTransport::~DatagramTransport() { loop_->forget_transport(fd_, this); }

Counted<DatagramTransport> DatagramTransport::start(Loop& loop, Socket socket, Counted<DatagramProtocol> protocol,
                                                    Address peer, Future<void> waiter) {
    Counted<DatagramTransport> self(new DatagramTransport(loop, std::move(socket), std::move(protocol), peer));
    loop.know_transport(self->fd_, self.get());
    auto show = [self, made = self->protocol_] {
        return detail::show_method_call(*made, "connection_made", detail::shortened(self->repr()));
    };
    self->queue(Callback::user, python_call("connection_made", show, [self] { self->protocol_->connection_made(*self); }));
    self->queue(Callback::transport_start_reading, [self] { self->start_reading(); });
    self->queue(Callback::transport_ready, [waiter] { if (!waiter.cancelled()) waiter.set_result(); }, waiter.state());
    return self;
}

template <class F>
void DatagramTransport::queue(Callback callback, F function, FutureState* future) {
    loop_->push(own_call_in_context<HandleState>(*loop_, callback, std::move(function), future));
}

void DatagramTransport::start_reading() {
    if (closing_) return;
    auto read = python_call("asyncio._read_ready", "_SelectorDatagramTransport._read_ready()",
                            [self = Counted<DatagramTransport>(this)] { self->read_ready(); });
    loop_->watch(fd_, Direction::read, own_call_in_context<WatcherState>(*loop_, Callback::other, read));
}

void DatagramTransport::read_ready() {
    static thread_local const std::unique_ptr<char[]> bytes(new char[most_at_once]);
    if (lost_) return;
    Address from;
    const long got = socket_.try_recvfrom(bytes.get(), most_at_once, from);
    if (would_block(got)) return;
    if (got < 0) protocol_->error_received(os_error(static_cast<int>(-got), "recvfrom"));
    else protocol_->datagram_received({bytes.get(), static_cast<std::size_t>(got)}, from);
}

long DatagramTransport::try_to_send(std::string_view data, const Address& address) {
    return peername_ ? socket_.try_send(data) : socket_.try_sendto(data, address);
}

void DatagramTransport::sendto(std::string_view data, const Address& addr) {
    if (data.empty()) return;
    if (peer_ && addr && !(addr == peer_)) throw ValueError("Invalid address: must be None or " + asyncio::repr(peer_));
    if (lost_ && (peer_ || !protocol_)) {   // as in CPython, one without a peer goes on sending until connection_lost
        if (lost_++ >= patience_with_writes) this_program().error_output("socket.send() raised exception.");
        return;
    }
    const Address& to = peer_ ? peer_ : addr;
    if (!waiting_.empty()) return buffer(data, to);
    const long sent = try_to_send(data, to);
    if (would_block(sent)) {
        auto write = python_call("asyncio._sendto_ready", "_SelectorDatagramTransport._sendto_ready()",
                                 [self = Counted<DatagramTransport>(this)] { self->write_ready(); });
        loop_->watch(fd_, Direction::write, own_call_in_context<WatcherState>(*loop_, Callback::other, write));
        return buffer(data, to);
    }
    if (sent < 0) protocol_->error_received(os_error(static_cast<int>(-sent), "sendto", to ? asyncio::repr(to) : std::string()));
}

void DatagramTransport::buffer(std::string_view data, const Address& address) {
    waiting_.push_back({std::string(data), address});
    buffered_ += data.size();
    limits_.pause_above(buffered_, *loop_, *this, protocol_.get());
}

void DatagramTransport::write_ready() {
    while (!waiting_.empty()) {
        const Datagram next = std::move(waiting_.front());
        waiting_.pop_front();
        const long sent = try_to_send(next.data, next.address);
        if (would_block(sent)) {
            waiting_.push_front(next);
            break;
        }
        buffered_ -= next.data.size();
        if (sent < 0) return protocol_->error_received(os_error(static_cast<int>(-sent), "sendto"));
    }
    limits_.resume_below(buffered_, *loop_, *this, protocol_.get());
    if (!waiting_.empty()) return;
    loop_->unwatch(fd_, Direction::write);
    if (closing_) call_connection_lost(nullptr);
}

void DatagramTransport::close() {
    if (std::exchange(closing_, true)) return;
    loop_->unwatch(fd_, Direction::read);
    if (!waiting_.empty()) return;
    ++lost_;
    loop_->unwatch(fd_, Direction::write);
    queue_connection_lost(nullptr);
}

void DatagramTransport::force_close(std::exception_ptr error) {
    if (lost_) return;
    waiting_.clear();
    buffered_ = 0;
    loop_->unwatch(fd_, Direction::write);
    if (!std::exchange(closing_, true)) loop_->unwatch(fd_, Direction::read);
    ++lost_;
    queue_connection_lost(error);
}

void DatagramTransport::queue_connection_lost(std::exception_ptr error) {
    queue(Callback::transport_closed,
          python_call("transport.closed", CallWithError{"_SelectorTransport._call_connection_lost", error},
                      [self = Counted<DatagramTransport>(this), error] { self->call_connection_lost(error); }));
}

/// See SocketTransport::loop_closed.
void DatagramTransport::loop_closed() {
    const Counted<DatagramProtocol> untold = std::exchange(protocol_, nullptr);
    lost_ = std::max(lost_, 1);
}

void DatagramTransport::call_connection_lost(std::exception_ptr error) {
    if (!protocol_) return;
    if (!lost_) lost_ = 1;
    struct Gone {
        DatagramTransport& transport;
        ~Gone() {
            transport.loop_->forget_transport(transport.fd_, &transport);
            transport.socket_.close();
            transport.protocol_ = nullptr;
        }
    } gone{*this};
    protocol_->connection_lost(error);
}

void DatagramTransport::set_write_buffer_limits(std::optional<long> high, std::optional<long> low) {
    limits_.set(high, low);
    limits_.pause_above(buffered_, *loop_, *this, protocol_.get());
}

ExtraInfo DatagramTransport::get_extra_info(std::string_view name) const {
    if (name == "peername") return peername_;
    if (name == "sockname") return sockname_;
    if (name == "socket") return socket_;
    return {};
}

std::string DatagramTransport::repr() const {
    return repr_of_transport("_SelectorDatagramTransport", *loop_, fd_, socket_.fileno() < 0, closing_, buffered_);
}

}  // namespace asyncio
