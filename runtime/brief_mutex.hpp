#pragma once
#include <sched.h>

#include <mutex>

namespace asyncio {

/// A mutex that is held for a few instructions at a time: who finds it taken looks again a few times before it sleeps.
/// (Sleeping and being woken take a hundred times as long as what the lock guards.)
class BriefMutex {
public:
    void lock() {
        for (int tries = 0; tries < 64; ++tries) {
            if (mutex_.try_lock()) return;
            if (tries < 48) pause();
            else sched_yield();   // who holds it may be waiting for this processor
        }
        mutex_.lock();
    }
    void unlock() { mutex_.unlock(); }

private:
    static void pause() {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
    }

    std::mutex mutex_;
};

}  // namespace asyncio
