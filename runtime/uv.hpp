#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "duration.hpp"
#include "readiness.hpp"

namespace asyncio {

/// What a child process begins with.
struct ChildStart {
    std::string file;                                    ///< looked for in PATH, if there is no slash in it
    std::vector<std::string> args;                       ///< the first is what the program is called
    std::optional<std::vector<std::string>> env = {};    ///< "NAME=value"; none: this process's own
    std::optional<std::string> cwd = {};
    /// What its descriptors 0, 1, 2 and so on are of this process's. -1: /dev/null for the first three, nothing for
    /// the others. Those that are close-on-exec and not listed it does not get.
    std::vector<int> descriptors = {};
    bool new_session = false;
};

/// What the trace calls this thread, which does jobs: libuv does not number its threads.
int worker_number();

/// What one of libuv's threads does.
class PoolWork {
public:
    virtual ~PoolWork() = default;
    virtual void work(int worker) = 0;   ///< in that thread
    virtual void after() = 0;            ///< then, in a poll
};

/// libuv, behind the only file that knows it. Its callbacks do nothing but note what has become ready.
class Poller {
public:
    Poller();
    ~Poller();   ///< waits for work that is under way in libuv's threads

    /// One poll of libuv: returns at once (0), after `timeout` microseconds (rounded up to its
    /// milliseconds), or when something happens. asyncio::trace::forever: no limit.
    void poll(Micros timeout);
    /// Ends a poll that waits, or the next one. Any thread.
    void wake();
    /// Whether anything is under way that a poll could find.
    bool busy() const { return under_way_ > 0; }
    /// Has a thread of libuv's pool do it. One object may be at work in several threads.
    void queue_work(std::shared_ptr<PoolWork> work);

    /// From now on the polls look whether `fd` is readable, writable or both; neither: they do not look at it.
    /// Level triggered. Throws OSError if it is no descriptor that can be watched.
    void watch(int fd, bool readable, bool writable);
    /// Whether something is watched whose bytes another process or the network may still be bringing.
    bool watches_far() const;
    /// Starts a process and gives its number. `exited` is called in a poll when it has ended: with its exit code, or the
    /// signal that ended it, negative. Nobody else may wait for it. Throws OSError.
    int spawn(const ChildStart& child, std::function<void(int returncode)> exited);
    /// Nothing happens if that process has ended. Throws OSError.
    void send_signal(int pid, int signal);
    bool has_children() const;      ///< one whose end no poll has found yet
    /// Kills those that are left, and waits until they are gone; nobody is told.
    void end_children();
    /// Whenever this process gets the signal, `came` is called in a poll. Throws OSError (EINVAL: it cannot be caught).
    void catch_signal(int signal, std::function<void()> came);
    void release_signal(int signal);   ///< it does again what it does by itself

    /// What the polls have found since the last call, each descriptor once, instead of what is in `found`.
    void take_found(std::vector<Readiness>& found);
    bool has_found() const { return found_ > 0; }

    struct Impl;

private:
    std::unique_ptr<Impl> impl_;
    std::size_t found_ = 0;       // descriptors, since take_found
    std::size_t under_way_ = 0;   // descriptors that are watched, requests, children and signals
};

}  // namespace asyncio
