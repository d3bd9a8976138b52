#pragma once
#include <functional>
#include <memory>

#include "duration.hpp"

namespace asyncio {

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

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace asyncio
