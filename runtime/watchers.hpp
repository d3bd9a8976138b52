#pragma once
#include <unordered_map>
#include <vector>

#include "handle.hpp"
#include "readiness.hpp"

namespace asyncio {

class Poller;
class Recorder;

/// The descriptors that a loop watches, each with one reader, one writer, or both.
class Watchers {
public:
    Watchers(Poller& poller, Recorder* recorder) : poller_(poller), recorder_(recorder) {}

    bool empty() const { return pairs_.empty(); }
    bool has(int fd, trace::Direction direction) const;
    /// Queues `watcher` at each poll that finds `fd` ready, from the next one on; it takes the place of the one before.
    /// Emits: io_end of that one, io_begin. Throws: OSError if `fd` cannot be watched.
    void add(int fd, trace::Direction direction, Counted<WatcherState> watcher);
    /// Emits: io_end. False if there was none.
    bool remove(int fd, trace::Direction direction);
    /// Adds those whose descriptors the polls have found ready since the last call: by order of registration, read before
    /// write of the same descriptor. Python: the order of selector_events._process_events, made certain.
    void take_ready(std::vector<Counted<WatcherState>>& watchers);
    void clear();              ///< silently

private:
    struct Pair {
        Counted<WatcherState> reader, writer;
        Counted<WatcherState>& of(trace::Direction d) { return d == trace::Direction::read ? reader : writer; }
        std::uint64_t order() const;
    };
    void end(Counted<WatcherState>& place);

    Poller& poller_;
    Recorder* recorder_;
    std::unordered_map<int, Pair> pairs_;
    std::uint64_t order_ = 0;
    std::vector<Readiness> found_;   // by the latest poll: their room is kept for the next
};

}  // namespace asyncio
