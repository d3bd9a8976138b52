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
    /// `wakes`: see Mailbox::post.
    bool send(bool wakes = true);

private:
    HandleState* handle_;
    std::shared_ptr<Mailbox> mailbox_;
    std::atomic<bool> sent_{false};
};

}  // namespace asyncio
