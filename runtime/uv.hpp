#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "duration.hpp"

namespace asyncio {

/// What a poll has found on a descriptor.
struct Readiness {
    int fd;
    bool readable, writable;   ///< an error or a hang-up is both
};

/// What the trace calls this thread, which does jobs: libuv does not number its threads.
int worker_number();

/// libuv, behind the only file that knows it. Its callbacks do nothing but note what has become ready.
class Poller {
public:
    Poller();
    ~Poller();   ///< waits for work that is under way in libuv's threads

    /// One poll of libuv: returns at once (0), after `timeout` microseconds (rounded up to its
    /// milliseconds), or when something happens. asyncio::trace::forever: no limit.
    void poll(Micros timeout);
    /// Ends a poll that waits, or the next one. Any thread.
    void wake();
    /// Whether anything is under way that a poll could find.
    bool busy() const;
    /// Runs `work` in libuv's thread pool; `after` is called on this thread, in a poll.
    void queue_work(std::function<void(int worker)> work, std::function<void()> after);

    /// From now on the polls look whether `fd` is readable, writable or both; neither: they do not look at it.
    /// Level triggered. Throws OSError if it is no descriptor that can be watched.
    void watch(int fd, bool readable, bool writable);
    /// Whether something is watched whose bytes another process or the network may still be bringing.
    bool watches_far() const;
    /// What the polls have found since the last call, each descriptor once.
    std::vector<Readiness> take_found();

    struct Impl;

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace asyncio
