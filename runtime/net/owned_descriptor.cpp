#include "owned_descriptor.hpp"

#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "runtime/os_errors.hpp"
#include "runtime/uninterrupted.hpp"

namespace asyncio {
namespace {

/// Keeps SIGPIPE from this thread; one that came meanwhile is taken away. Another that was waiting before stays.
class WithoutSigpipe {
public:
    WithoutSigpipe() {
        sigset_t waiting;
        sigpending(&waiting);
        was_waiting_ = sigismember(&waiting, SIGPIPE) == 1;
        sigemptyset(&sigpipe_);
        sigaddset(&sigpipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &sigpipe_, &before_);
    }
    ~WithoutSigpipe() {
        const int code = errno;
        constexpr timespec at_once{};
        if (came && !was_waiting_) sigtimedwait(&sigpipe_, nullptr, &at_once);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
        errno = code;
    }
    WithoutSigpipe(const WithoutSigpipe&) = delete;

    bool came = false;

private:
    sigset_t sigpipe_, before_;
    bool was_waiting_ = false;
};

}  // namespace

void OwnedDescriptor::close() {
    if (const int open = detach(); open >= 0) ::close(open);
}

std::pair<OwnedDescriptor, OwnedDescriptor> make_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) throw_os_error(errno, "pipe");
    return {OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1])};
}

long try_read(int fd, char* buffer, std::size_t size) {
    return uninterrupted_or_code([&] { return ::read(fd, buffer, size); });
}

long try_write(int fd, const char* data, std::size_t size) {
    WithoutSigpipe quiet;
    const long written = uninterrupted_or_code([&] { return ::write(fd, data, size); });
    quiet.came = written == -EPIPE;
    return written;
}

}  // namespace asyncio
