#pragma once
#include "sync/event.hpp"
#include "sync/waiting_line.hpp"

namespace asyncio {

/// get_nowait() of a queue that is empty.
struct QueueEmpty : Exception { using Exception::Exception; };
/// put_nowait() into a queue that is full.
struct QueueFull : Exception { using Exception::Exception; };
/// A queue that was shut down takes nothing any more, and has nothing any more (Python 3.13).
struct QueueShutDown : Exception { using Exception::Exception; };

/// The part of a queue that does not depend on the type or the order of its items: who waits for what.
class QueueState {
public:
    explicit QueueState(int maxsize);
    virtual ~QueueState() = default;
    virtual std::size_t size() const = 0;
    virtual void drop() = 0;                   ///< one item

    int maxsize() const { return maxsize_; }
    bool empty() const { return size() == 0; }
    bool full() const { return maxsize_ > 0 && size() >= static_cast<std::size_t>(maxsize_); }

    // Around put_nowait and get_nowait.
    void check_can_put() const;                ///< throws QueueFull, QueueShutDown
    void has_put();                            ///< wakes a getter
    void check_can_get() const;                ///< throws QueueEmpty, QueueShutDown
    void has_got() { putters_.call_next(); }   ///< wakes a putter

    /// Wait until there is an item, or room for one. Throw QueueShutDown.
    static Coroutine<> wait_for_item(std::shared_ptr<QueueState> queue);
    static Coroutine<> wait_for_room(std::shared_ptr<QueueState> queue);

    void task_done();
    static Coroutine<> join(std::shared_ptr<QueueState> queue);
    void shutdown(bool immediate);
    virtual std::string show() const = 0;      ///< Python: repr(queue)

protected:
    std::string show_as(const char* type, const std::string& items) const;

private:
    static Coroutine<> wait_for_turn(std::shared_ptr<QueueState> queue, WaitingLine& line, trace::FutureKind kind,
                                     bool (QueueState::*in_vain)() const);

    const int maxsize_;
    int unfinished_ = 0;
    bool shut_down_ = false;
    WaitingLine getters_{*this}, putters_{*this};
    Event finished_;
};

}  // namespace asyncio
