#include "watchers.hpp"

#include <algorithm>

#include "exceptions.hpp"
#include "recorder.hpp"
#include "uv.hpp"

namespace asyncio {

using trace::Direction;

std::uint64_t Watchers::Pair::order() const {
    if (!reader || !writer) return (reader ? reader : writer)->order_;
    return std::min(reader->order_, writer->order_);
}

void Watchers::add(int fd, Direction direction, Counted<WatcherState> watcher) {
    if (fd < 0) throw ValueError("Invalid file descriptor: " + std::to_string(fd));
    const auto known = pairs_.find(fd);
    const bool reads = direction == Direction::read || (known != pairs_.end() && known->second.reader);
    const bool writes = direction == Direction::write || (known != pairs_.end() && known->second.writer);
    poller_.watch(fd, reads, writes);
    Counted<WatcherState>& place = pairs_[fd].of(direction);
    end(place);
    watcher->order_ = ++order_;
    place = std::move(watcher);
    if (recorder_) [[unlikely]] recorder_->io_begin(*place, direction);
}

bool Watchers::remove(int fd, Direction direction) {
    const auto known = pairs_.find(fd);
    if (known == pairs_.end() || !known->second.of(direction)) return false;
    Pair& pair = known->second;
    Counted<WatcherState> gone = std::exchange(pair.of(direction), nullptr);
    poller_.watch(fd, static_cast<bool>(pair.reader), static_cast<bool>(pair.writer));
    if (!pair.reader && !pair.writer) pairs_.erase(known);
    end(gone);
    return true;
}

bool Watchers::has(int fd, Direction direction) const {
    const auto known = pairs_.find(fd);
    return known != pairs_.end() && (direction == Direction::read ? known->second.reader : known->second.writer);
}

void Watchers::end(Counted<WatcherState>& place) {
    if (!place) return;
    if (recorder_) [[unlikely]] recorder_->io_end(*place);
    std::exchange(place, nullptr)->cancel();
}

void Watchers::take_ready(std::vector<Counted<WatcherState>>& watchers) {
    poller_.take_found(found_);
    std::erase_if(found_, [this](const Readiness& ready) { return !pairs_.contains(ready.fd); });
    if (found_.size() > 1) std::ranges::sort(found_, {}, [this](const Readiness& ready) { return pairs_.at(ready.fd).order(); });
    for (const Readiness& ready : found_) {
        const Pair& pair = pairs_.at(ready.fd);
        if (ready.readable && pair.reader) watchers.push_back(pair.reader);
        if (ready.writable && pair.writer) watchers.push_back(pair.writer);
    }
}

void Watchers::clear() {
    for (auto& [fd, pair] : std::exchange(pairs_, {})) {
        poller_.watch(fd, false, false);
        for (auto& watcher : {pair.reader, pair.writer})
            if (watcher) watcher->cancel();
    }
}

}  // namespace asyncio
