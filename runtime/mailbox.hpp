#pragma once
#include <atomic>
#include <functional>
#include <mutex>

#include "handle.hpp"

namespace asyncio {

/// What other threads have for a loop: handles, which it is brought in its polls, in the order in which they were posted.
/// It outlives the loop as long as a thread knows it.
class Mailbox {
public:
    using Note = std::function<void()>;

    Mailbox() = default;
    ~Mailbox() { close(); }
    Mailbox(const Mailbox&) = delete;

    /// From any thread: the loop will have letter->arrive() called, and a reference that has been counted goes along. False
    /// if the loop is closed: then it stays. Who does not have it wake the loop does so afterwards, by wake() or otherwise.
    bool post(HandleState* letter, bool wakes = true);
    /// The same for what is done then and there. False: it is dropped.
    bool post(Note note, bool wakes = true);
    /// From the loop's own thread, which takes it in its next poll.
    void leave(Note note) { post(std::move(note), false); }
    /// Ends the loop's poll, if there is a letter for it.
    void wake() { if (filled()) wake_once(); }

    /// From the loop's own thread: while this lives, a letter ends the loop's poll. What came before is filled().
    class Watched {
    public:
        explicit Watched(Mailbox& mailbox) : mailbox_(mailbox) {
            mailbox_.woken_ = false;   // for what came after the last time
            mailbox_.asleep_ = true;
        }
        ~Watched() { mailbox_.asleep_ = false; }
        Watched(const Watched&) = delete;

    private:
        Mailbox& mailbox_;
    };
    bool filled() const { return latest_ != nullptr; }
    /// Brings the loop what has come. How many letters that were.
    std::size_t deliver(Loop& loop);
    /// `wake` ends the loop's poll. It is never called after close().
    void open(std::function<void()> wake) { wake_ = std::move(wake); }
    void close();
    bool closed() const { return latest_ == no_more(); }

private:
    static HandleState* no_more() { return reinterpret_cast<HandleState*>(1); }   ///< instead of a letter: it is closed
    static HandleState* oldest_first(HandleState* latest);
    static void let_go(HandleState* letters);
    void put_back(HandleState* letters);
    void wake_once();

    std::atomic<HandleState*> latest_{nullptr};   // of the letters, linked to the one before
    std::atomic<bool> asleep_{false};
    std::atomic<bool> woken_{false};              // since it went to sleep: it takes all letters then
    std::mutex mutex_;                            // of the next
    std::function<void()> wake_;
};

}  // namespace asyncio
