#include "loop.hpp"
#include "net/transport.hpp"
#include "program_state.hpp"
#include "recorder.hpp"
#include "uv.hpp"

/// The loop's side of I/O: what it watches, and what its polls find.
namespace asyncio {
namespace {

/// How long virtual time waits for bytes that are under way, in real microseconds.
constexpr Micros grace = 4000;

}  // namespace

Counted<WatcherState> Loop::watch(int fd, trace::Direction direction, WatcherState* watcher) {
    Counted<WatcherState> keep(watcher);
    check_closed();
    watchers_.add(fd, direction, keep);
    return keep;
}

bool Loop::unwatch(int fd, trace::Direction direction) { return !closed_ && watchers_.remove(fd, direction); }

bool Loop::remove_reader(Descriptor fd) {
    check_no_transport(fd);
    return unwatch(fd, trace::Direction::read);
}

bool Loop::remove_writer(Descriptor fd) {
    check_no_transport(fd);
    return unwatch(fd, trace::Direction::write);
}

/// Looks at the descriptors and takes in what other threads have sent.
void Loop::look(Micros timeout) {
    if (timeout != 0 || poller_->busy() || mailbox_->filled()) poller_->poll(timeout);
    if (recorder_ && !virtual_time_) [[unlikely]] recorder_->clock(now());
    if (!watchers_.empty()) found_ = watchers_.take_ready();
    take_letters();
}

/// Before the clock jumps: bytes that are still under way come first. True if any came.
bool Loop::looks_far() {
    if (poller_->watches_far()) look(grace);
    return !found_.empty() || !ready_.empty();
}

/// Nothing but I/O can wake the loop: waits for it, in real time. False if none comes.
bool Loop::wait_for_descriptors() {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (poller_->busy() && std::chrono::steady_clock::now() < patience) {
        this_program().check_abandoned();
        look(grace);
        if (!found_.empty() || !ready_.empty()) return true;
    }
    return false;
}

void Loop::queue_found() {
    for (auto& watcher : std::exchange(found_, {})) {
        if (watcher->queued()) continue;   // since a turn that an exception ended
        if (recorder_) [[unlikely]] {
            recorder_->io_ready(*watcher);
            recorder_->push(*watcher);
        }
        ready_.push(watcher.detach());
    }
}

/// In CPython a transport and its protocol refer to each other, and with garbage collection switched off, as in its
/// traces, they stay. Real programs get their descriptors back when nobody refers to the transport any more.
void Loop::know_transport(int fd, Transport* transport) {
    transports_[fd] = transport;
    if (virtual_time_) open_transports_.emplace(transport, Counted<Transport>(transport));
}

void Loop::forget_transport(int fd, Transport* transport) {
    const auto known = transports_.find(fd);
    if (known != transports_.end() && known->second == transport) transports_.erase(known);
    open_transports_.erase(transport);
}

void Loop::check_no_transport(int fd) const {
    const auto known = transports_.find(fd);
    if (known == transports_.end() || known->second->is_closing()) return;
    throw RuntimeError("File descriptor " + std::to_string(fd) + " is used by transport " + known->second->repr());
}

}  // namespace asyncio
