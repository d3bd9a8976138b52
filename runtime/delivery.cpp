#include "delivery.hpp"

#include "here.hpp"
#include "loop.hpp"

namespace asyncio {

Delivery::Delivery(HandleState* handle)
    : handle_(handle), loop_(handle->loop()), mailbox_(loop_->mailbox()), virtual_time_(loop_->virtual_time()) {
    handle_->retain();
}

Delivery::~Delivery() {
    if (!sent_) handle_->release();
}

bool Delivery::send() {
    if (sent_.exchange(true)) return true;
    if (here.loop != loop_ && !virtual_time_) {
        const bool posted = mailbox_->post(handle_);
        if (!posted) sent_ = false;
        return posted;
    }
    if (mailbox_->closed()) handle_->release();
    else handle_->arrive(*loop_);
    return true;
}

}  // namespace asyncio
