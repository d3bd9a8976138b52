#include <algorithm>
#include <chrono>

#include "loop.hpp"
#include "net/base_transport.hpp"
#include "program_state.hpp"
#include "recorder.hpp"
#include "uv.hpp"

/// The loop's side of I/O: what it watches, and what its polls find.
namespace asyncio {
namespace {

/// How long virtual time waits for bytes that are under way, in real microseconds.
constexpr Micros grace = 4000;
/// How long it waits for a child process until it looks whether the program was abandoned.
constexpr Micros patience_at_once = 50'000;

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
    if (!closed_ && fd < 0) throw ValueError("Invalid file descriptor: " + std::to_string(fd));
    return unwatch(fd, trace::Direction::read);
}

bool Loop::remove_writer(Descriptor fd) {
    check_no_transport(fd);
    if (!closed_ && fd < 0) throw ValueError("Invalid file descriptor: " + std::to_string(fd));
    return unwatch(fd, trace::Direction::write);
}

bool Loop::nothing_to_look_at() const { return !poller_->busy() && !mailbox_->filled(); }

void Loop::record_clock() {
    if (recorder() && !virtual_time_) [[unlikely]] recorder_->clock(now());
}

/// Looks at the descriptors and takes in what other threads have sent.
void Loop::look(Micros timeout) {
    if (timeout != 0) {
        const Mailbox::Watched watched(*mailbox_);
        poller_->poll(mailbox_->filled() ? 0 : timeout);
    } else if (!nothing_to_look_at()) {
        poller_->poll(0);
    }
    record_clock();
    if (poller_->has_found()) watchers_.take_ready(found_);
    take_letters();
}

/// Before the clock jumps to `next`: bytes that are still under way come first. While a child process runs it is given
/// as much real time as the clock would jump over. True if anything came.
bool Loop::looks_far(Micros next) {
    const auto nothing = [this] { return found_.empty() && ready_.empty(); };
    for (Micros left = next - now(); poller_->has_children() && left > 0 && nothing();) {
        this_program().check_abandoned();
        const auto before = std::chrono::steady_clock::now();
        look(std::min(left, patience_at_once));
        left -= std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - before).count();
    }
    if (nothing() && poller_->watches_far()) look(grace);
    return !nothing();
}

/// Nothing but I/O can wake the loop: waits for it, in real time; for a child process as long as it runs.
/// False if none comes.
bool Loop::wait_for_descriptors() {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (poller_->busy() && (poller_->has_children() || std::chrono::steady_clock::now() < patience)) {
        this_program().check_abandoned();
        look(grace);
        if (!found_.empty() || !ready_.empty()) return true;
    }
    return false;
}

void Loop::queue_found() {
    if (found_.empty()) return;
    auto found = std::exchange(found_, {});
    for (auto& watcher : found) {
        if (watcher->queued()) continue;   // since a turn that an exception ended
        if (recorder()) [[unlikely]] {
            recorder_->io_ready(*watcher);
            recorder_->push(*watcher);
        }
        ready_.push(watcher.detach());
    }
    found.clear();
    found_ = std::move(found);   // for its room
}

/// In CPython a transport and its protocol refer to each other, and with garbage collection switched off, as in its
/// traces, they stay. Real programs get their descriptors back when nobody refers to the transport any more.
void Loop::know_transport(int fd, BaseTransport* transport) {
    transports_[fd] = transport;
    if (virtual_time_) keep_transport(transport);
}

void Loop::keep_transport(BaseTransport* transport) {
    open_transports_.emplace(transport, Counted<BaseTransport>(transport));
}

void Loop::forget_kept(BaseTransport* transport) { open_transports_.erase(transport); }

void Loop::forget_transport(int fd, BaseTransport* transport) {
    const auto known = transports_.find(fd);
    if (known != transports_.end() && known->second == transport) transports_.erase(known);
    open_transports_.erase(transport);
}

void Loop::check_no_transport(int fd) const {
    const auto known = transports_.find(fd);
    if (known == transports_.end() || known->second->is_closing()) return;
    throw RuntimeError("File descriptor " + std::to_string(fd) + " is used by transport " + known->second->repr());
}

/// What the loop has to do with the system ends: nothing is called any more, no child lives on, no signal is caught.
void Loop::close_io() {
    watchers_.clear();
    std::vector<Counted<BaseTransport>> left;      // which a protocol keeps that refers to them
    for (const auto& [fd, transport] : transports_) left.emplace_back(transport);
    for (const auto& transport : left) transport->loop_closed();
    for (const auto& [transport, kept] : std::exchange(open_transports_, {})) transport->loop_closed();
    poller_->end_children();
    for (const auto& [sig, call] : std::exchange(signal_handlers_, {})) poller_->release_signal(sig);
}

}  // namespace asyncio
