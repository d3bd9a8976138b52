#pragma once
#include <atomic>
#include <functional>
#include <utility>
#include <vector>

#include "brief_mutex.hpp"

namespace asyncio {

/// What other threads want done on the loop's thread. It outlives the loop as long as a thread knows it.
class Mailbox {
public:
    using Letter = std::function<void()>;

    /// From any thread. False if the loop is closed: the letter is dropped. Who does not have it wake the loop does so
    /// afterwards, by wake() or otherwise.
    bool post(Letter letter, bool wakes = true) {
        std::lock_guard lock(mutex_);
        if (!wake_) return false;
        letters_.push_back(std::move(letter));
        filled_ = true;
        if (wakes) wake_once();
        return true;
    }
    /// Ends the loop's poll, if there is a letter for it.
    void wake() {
        std::lock_guard lock(mutex_);
        if (wake_ && filled_) wake_once();
    }
    /// From the loop's own thread, which takes it in its next poll.
    void leave(Letter letter) {
        std::lock_guard lock(mutex_);
        letters_.push_back(std::move(letter));
        filled_ = true;
    }
    /// From the loop's own thread: while this lives, a letter ends the loop's poll. What came before is filled().
    class Watched {
    public:
        explicit Watched(Mailbox& mailbox) : mailbox_(mailbox) { mailbox_.asleep_ = true; }
        ~Watched() { mailbox_.asleep_ = false; }
        Watched(const Watched&) = delete;

    private:
        Mailbox& mailbox_;
    };
    bool filled() const { return filled_; }
    std::vector<Letter> take() {
        std::lock_guard lock(mutex_);
        filled_ = woken_ = false;
        return std::exchange(letters_, {});
    }
    /// `wake` ends the loop's poll; called under the lock, so that it is never called after close().
    void open(std::function<void()> wake) { wake_ = std::move(wake); }
    void close() {
        std::lock_guard lock(mutex_);
        wake_ = nullptr;
        letters_.clear();
    }

private:
    void wake_once() {
        if (!std::exchange(woken_, true) && asleep_) wake_();
    }

    BriefMutex mutex_;
    std::vector<Letter> letters_;
    bool woken_ = false;             // for these letters: the loop takes all
    std::function<void()> wake_;
    std::atomic<bool> filled_{false}, asleep_{false};   // who posts writes the one and reads the other; who sleeps vice versa
};

}  // namespace asyncio
