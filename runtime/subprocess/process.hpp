#pragma once
#include "../coroutine.hpp"
#include "../streams/writer.hpp"
#include "options.hpp"
#include "transport.hpp"

namespace asyncio {
namespace subprocess {

/// A reference to a child process and to the pipes to it. Python: asyncio.subprocess.Process
///
///     Process process = co_await create_subprocess_exec("sort", {"-r"}, {.stdin = PIPE, .stdout = PIPE});
///     auto [output, errors] = co_await process.communicate("a\nb\n");
class Process {
public:
    Process() = default;
    Process(Counted<SubprocessTransport> transport, StreamWriter in, StreamReader out, StreamReader err);

    // None (false), unless it was made with a PIPE.
    StreamWriter stdin;
    StreamReader stdout, stderr;
    int pid = 0;

    /// The exit code, or the signal that ended it, negative; none while it runs, as far as the loop has noticed.
    std::optional<int> returncode() const { return transport_->get_returncode(); }
    /// Waits until it has ended and its pipes are closed; many may wait. It goes on if the wait is cancelled. A child
    /// that writes more than a pipe holds does not end before that is read: see communicate().
    Coroutine<int> wait() const;
    /// Writes `input` (none: nothing) and closes stdin, reads stdout and stderr to the end, all at once, and waits for
    /// the end of the process: what it has written to stdout and to stderr ("" where there is no pipe).
    /// A process that does not read its input is no error.
    Coroutine<std::pair<std::string, std::string>> communicate(std::optional<std::string> input = {}) const;
    /// Throws: ProcessLookupError if it has ended and the loop knows that.
    void send_signal(int signal) const { transport_->send_signal(signal); }
    void terminate() const { transport_->terminate(); }                ///< sends SIGTERM
    void kill() const { transport_->kill(); }                          ///< sends SIGKILL
    friend std::string repr(const Process& process) { return "<Process " + std::to_string(process.pid) + ">"; }

private:
    Counted<SubprocessTransport> transport_;
};

}  // namespace subprocess

/// Starts `program`, which is looked for in PATH unless there is a slash in it, with arguments.
/// Throws: OSError (FileNotFoundError, PermissionError, ...) that names the program, or the folder to start in.
/// Emits: what subprocess_exec does: task_new of _connect_pipes, push and io_begin for each pipe; at the end of the
/// process push of _child_watcher_callback, _process_exited and so on, as CPython's child watcher has it.
/// In virtual time a process takes none. But while one runs the clock does not run ahead of real time: a timer that is
/// due in a second comes first only if the process does nothing for a real second.
/// Python: asyncio.create_subprocess_exec
Coroutine<subprocess::Process> create_subprocess_exec(std::string program, std::vector<std::string> args = {},
                                                      SubprocessOptions options = {});
Coroutine<subprocess::Process> create_subprocess_exec(std::string program, SubprocessOptions options);
/// Has /bin/sh carry out a command line. The same else. Python: asyncio.create_subprocess_shell
Coroutine<subprocess::Process> create_subprocess_shell(std::string cmd, SubprocessOptions options = {});

}  // namespace asyncio
