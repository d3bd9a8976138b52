#pragma once
#include <sched.h>

#include <atomic>

namespace asyncio {

/// A mutex that is held for a few instructions at a time: who finds it taken looks again a few times before it sleeps.
/// (Sleeping and being woken take a hundred times as long as what the lock guards.) Taking and leaving one that nobody else
/// wants is one atomic step each.
class BriefMutex {
public:
    void lock() {
        if (!try_lock()) [[unlikely]] wait_and_lock();
    }
    bool try_lock() {
        int expected = open;
        return state_.compare_exchange_strong(expected, taken, std::memory_order_acquire, std::memory_order_relaxed);
    }
    void unlock() {
        if (state_.exchange(open, std::memory_order_release) == awaited) [[unlikely]] state_.notify_one();
    }

private:
    static constexpr int open = 0, taken = 1, awaited = 2;   // awaited: taken, and somebody may be asleep

    [[gnu::noinline]] void wait_and_lock() {
        for (int tries = 0; tries < 64; ++tries) {
            if (tries < 48) pause();
            else sched_yield();   // who holds it may be waiting for this processor
            if (try_lock()) return;
        }
        while (state_.exchange(awaited, std::memory_order_acquire) != open) state_.wait(awaited, std::memory_order_relaxed);
    }
    static void pause() {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
    }

    std::atomic<int> state_{open};
};

}  // namespace asyncio
