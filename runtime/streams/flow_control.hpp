#pragma once
#include <deque>

#include "../coroutine.hpp"
#include "../future.hpp"
#include "../loop.hpp"
#include "../net/protocol.hpp"

namespace asyncio {

/// The half of a protocol that a StreamWriter needs: it knows whether writing is paused, and who waits for that to end.
/// Python: asyncio.streams.FlowControlMixin
class FlowControlMixin : public Protocol {
public:
    explicit FlowControlMixin(Loop& loop = get_running_loop()) : loop_(&loop) {}

    void pause_writing() override { paused_ = true; }
    void resume_writing() override;
    void connection_lost(std::exception_ptr error) override;
    bool lets_go() const override { return true; }         ///< reader and writer refer to it

    bool takes_more() const { return !paused_ && !connection_lost_; }   ///< drain() would do nothing
    /// Waits while writing is paused. Throws ConnectionResetError if the connection is lost. Python: _drain_helper
    static Coroutine<> drain(Counted<FlowControlMixin> self);
    /// Done when the connection is closed. Throws NotImplementedError if it does not care. Python: _get_close_waiter
    virtual Future<void> get_close_waiter() const;

protected:
    Counted<Loop> loop_;

private:
    std::deque<Future<void>> drain_waiters_;
    bool paused_ = false, connection_lost_ = false;
};

}  // namespace asyncio
