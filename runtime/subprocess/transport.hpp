#pragma once
#include <deque>
#include <functional>
#include <map>

#include "../coroutine.hpp"
#include "../future.hpp"
#include "../loop.hpp"
#include "child.hpp"
#include "pipe_protocol.hpp"
#include "protocol.hpp"

namespace asyncio {

/// A child process and the pipes to it, driven by the loop, which keeps it until the process and all pipes have ended.
/// A child that still runs when the loop is closed is killed. Python: asyncio.SubprocessTransport, as Unix has it
class SubprocessTransport final : public BaseTransport {
public:
    /// Starts the program `args.front()` and connects the pipes.
    /// Throws: OSError that names the program or cwd; ValueError. If the wait is cancelled, the child is killed.
    /// Emits: task_new of _connect_pipes, suspend. Python: _make_subprocess_transport
    static Coroutine<Counted<SubprocessTransport>> start(Loop& loop, Counted<SubprocessProtocol> protocol,
                                                         std::vector<std::string> args, SubprocessOptions options);

    int get_pid() const { return pid_; }                ///< the number that the system gave the process
    /// Its exit code, or the signal that ended it, negative; none while it runs.
    std::optional<int> get_returncode() const { return returncode_; }
    /// Of its descriptor 0, 1 or 2; nullptr: no pipe.
    Transport* get_pipe_transport(int fd) const;
    /// To a process that has just ended it does nothing. Throws: ProcessLookupError if it is over, and known to be.
    void send_signal(int signal);
    void terminate();                                   ///< SIGTERM
    void kill();                                        ///< SIGKILL
    /// Closes the pipes and kills the process, if it still runs. Emits: see the pipes' close().
    void close() override;
    bool is_closing() const override { return closed_; }
    std::string repr() const override;
    void loop_closed() override;

    /// Waits until the process and its pipes have ended: the return code.
    static Coroutine<int> wait(Counted<SubprocessTransport> self);

    /// For the protocols of the pipes, as what follows.
    SubprocessProtocol& protocol() const { return *protocol_; }
    void pipe_data_received(int fd, std::string_view data);
    void pipe_connection_lost(int fd, std::exception_ptr error);

private:
    struct Call {
        const char* name;                               // in the trace; "asyncio._..." is the library's own
        std::function<std::string()> show;              // what repr() says; see PythonCall
        std::function<void()> function;
    };

    SubprocessTransport(Loop& loop, Counted<SubprocessProtocol> protocol) : loop_(&loop), protocol_(std::move(protocol)) {}
    ~SubprocessTransport() override;

    void begin(std::vector<std::string> args, const SubprocessOptions& options);
    static Coroutine<> connect_pipes(Counted<SubprocessTransport> self, Future<void> waiter);
    static Coroutine<> connect_pipe(Counted<SubprocessTransport> self, int fd);
    void has_exited(int returncode);
    void process_exited(int returncode);
    void call(Call call);
    void push(Call call);
    void try_finish();
    void call_connection_lost();

    Counted<Loop> loop_;
    Counted<SubprocessProtocol> protocol_;
    StartedChild child_;                                // its pipes: those that are not connected yet
    std::map<int, Counted<SubprocessPipeProtocol>> pipes_;           // by the child's descriptor; nullptr: not yet
    Counted<SubprocessPipeProtocol> connecting_;
    std::optional<std::deque<Call>> pending_ = std::deque<Call>();   // until the pipes are connected
    std::deque<Future<int>> exit_waiters_;
    std::optional<int> returncode_;
    int pid_ = 0;
    bool closed_ = false, finished_ = false, over_ = false;
};

}  // namespace asyncio
