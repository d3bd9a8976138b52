#pragma once
#include <signal.h>
#include <time.h>

#include "uninterrupted.hpp"

namespace asyncio {

/// Keeps from this thread the signals with which the system would end a program whose write fails: SIGPIPE, nobody reads
/// it any more, and SIGXFSZ, the file would be larger than it may. One that was waiting before stays.
class WriteSignals {
public:
    WriteSignals() {
        sigemptyset(&kept_);
        sigaddset(&kept_, SIGPIPE);
        sigaddset(&kept_, SIGXFSZ);
        pthread_sigmask(SIG_BLOCK, &kept_, &before_);
        for (int signal : {SIGPIPE, SIGXFSZ})   // one that is blocked may be waiting; it cannot be told from ours
            if (sigismember(&before_, signal) == 1 && is_waiting(signal)) sigdelset(&kept_, signal);
    }
    ~WriteSignals() {
        const int code = errno;
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
        errno = code;
    }
    WriteSignals(const WriteSignals&) = delete;

    /// Takes away what the failed write has sent.
    void drop() {
        const int code = errno;
        constexpr timespec at_once{};
        sigtimedwait(&kept_, nullptr, &at_once);
        errno = code;
    }

private:
    static bool is_waiting(int signal) {
        sigset_t waiting;
        sigpending(&waiting);
        return sigismember(&waiting, signal) == 1;
    }

    sigset_t kept_, before_;
};

/// As uninterrupted(), for a call that writes: EPIPE and EFBIG are errors and no signals, as in Python.
template <class Call>
auto quiet_write(Call call) {
    WriteSignals signals;
    const auto result = uninterrupted(call);
    if (result < 0 && (errno == EPIPE || errno == EFBIG)) signals.drop();
    return result;
}

}  // namespace asyncio
