#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "runtime/trace/log.hpp"

namespace awaitscope {

/// Holds the thread that appends to a log, between two events, until it is asked for more.
///
/// The log's side runs through begin(), appended() and end(); whoever looks on uses the rest. What is
/// held is the whole program: of its threads only one at a time is not waiting for another.
class Gate final : public asyncio::trace::Observer {
public:
    /// Lets the program go on until there are `events` events, or one of kind `until` is appended.
    /// Nothing moves if the log is no longer the one of `seen` events that the caller looked at.
    void let_on(std::size_t seen, std::size_t events, std::optional<asyncio::trace::Kind> until = {});
    void hold();                     ///< at its next event
    void open();                     ///< for good: holds nothing any more
    void leave();                    ///< stops a program that does not end though the gate is open, where it appends next

    bool reported() const;           ///< it is held, or nothing can be added any more
    bool ended() const { return ended_.load(std::memory_order_acquire); }  ///< nothing can be added any more
    bool wait_for_report(std::chrono::duration<double> patience) const;   ///< what reported() says then
    bool wait_until_gone(std::chrono::duration<double> patience) const;   ///< whether end() was called

    bool begin();                    ///< waits for the first let_on(); false if there is nothing to do any more
    void appended(const asyncio::trace::Log& log, std::size_t index) override;
    void end();

private:
    void stay(std::unique_lock<std::mutex>& lock, std::size_t events);

    static constexpr int no_kind = -1;
    std::atomic<std::size_t> events_{0};        // these two are read at every event, without the lock
    std::atomic<int> until_{no_kind};
    std::atomic<bool> ended_{false};
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::size_t held_at_ = 0;
    bool held_ = true, open_ = false, left_ = false, gone_ = false;
};

}  // namespace awaitscope
