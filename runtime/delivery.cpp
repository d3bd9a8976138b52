#include "delivery.hpp"

#include "here.hpp"
#include "loop.hpp"

namespace asyncio {

Delivery::Delivery(HandleState* handle) : handle_(handle), mailbox_(handle->loop()->mailbox()) { handle_->retain(); }

Delivery::~Delivery() {
    if (!sent_) handle_->release();
}

bool Delivery::send(bool wakes) {
    if (sent_.exchange(true)) return true;
    Loop& loop = *handle_->loop();
    if (here.loop == &loop || loop.virtual_time()) {   // a job of virtual time holds the baton
        if (!loop.is_closed()) loop.push(handle_);
        handle_->release();
        return true;
    }
    const auto letter = [&loop, handle = handle_] {
        loop.push(handle);
        handle->release();
    };
    const bool posted = mailbox_->post(letter, wakes);
    if (!posted) sent_ = false;
    return posted;
}

}  // namespace asyncio
