#pragma once
#include <atomic>
#include <memory>

#include "handle.hpp"
#include "mailbox.hpp"

namespace asyncio {

/// Brings a handle to its loop's ready queue, once, from whatever thread.
class Delivery {
public:
    /// On the loop's thread: counts a reference for the thread that will send it.
    explicit Delivery(HandleState* handle);
    ~Delivery();
    Delivery(const Delivery&) = delete;

    /// Emits: push. False if the loop is closed: then this must live on, until it can go on the loop's own thread.
    bool send();

private:
    HandleState* handle_;
    Loop* loop_;                          // only to be looked at while the mailbox is open
    std::shared_ptr<Mailbox> mailbox_;
    const bool virtual_time_;             // then who sends holds the baton
    std::atomic<bool> sent_{false};
};

}  // namespace asyncio
