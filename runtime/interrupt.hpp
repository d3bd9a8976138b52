#pragma once
#include <atomic>

namespace asyncio {

class Loop;
class TaskState;

/// Whether this thread is the process's first one, which may handle signals.
bool is_main_thread();

/// What Ctrl-C means while a Runner runs: the first asks the main task to cancel, so that it can clean up;
/// the second raises KeyboardInterrupt out of the loop, at its next turn.
///
/// Python: Runner's handler of SIGINT. There the second one strikes between two instructions; here a loop that
/// has not turned since the first lets the second end the process, as SIGINT does by itself.
class Interrupts {
public:
    /// Begins to listen, if this is the process's main thread, time is real and SIGINT has no handler yet.
    Interrupts(Loop& loop, TaskState& main);
    ~Interrupts();   ///< SIGINT means what it meant before
    Interrupts(const Interrupts&) = delete;

    /// Whether something has come that is not carried out yet.
    static bool any() { return waiting_.load(std::memory_order_relaxed) != 0; }
    /// Carries it out. Emits: cancel. Throws: KeyboardInterrupt.
    void deliver();
    int count() const { return count_; }   ///< how often Ctrl-C was pressed

private:
    static void on_sigint(int signal);
    static inline std::atomic<int> waiting_{0};
    Loop& loop_;
    TaskState& main_;
    int count_ = 0;
    bool listens_ = false;
};

}  // namespace asyncio
