#include "process.hpp"

#include "runtime/awaiters.hpp"
#include "runtime/gather.hpp"
#include "runtime/os_errors.hpp"
#include "stream_protocol.hpp"

namespace asyncio {
namespace subprocess {
namespace {

Coroutine<std::string> nothing() { co_return ""; }

Coroutine<std::string> feed_stdin(StreamWriter stdin, std::string input) {
    if (!stdin) detail::refuse_none("write");
    stdin.write(input);
    try {
        co_await stdin.drain();
    } catch (const BrokenPipeError&) {
    } catch (const ConnectionResetError&) {
    }
    stdin.close();
    co_return "";
}

Coroutine<std::string> read_stream(Counted<Transport> pipe, StreamReader reader) {
    std::string output = co_await reader.read();
    pipe->close();
    co_return output;
}

Coroutine<std::pair<std::string, std::string>> talk(Process process, Counted<SubprocessTransport> transport,
                                                    std::optional<std::string> input) {
    const auto reading = [&](int fd, const StreamReader& reader) {
        if (!reader) return nothing().as("_noop");
        return read_stream(Counted<Transport>(transport->get_pipe_transport(fd)), reader).as("_read_stream");
    };
    auto in = input ? feed_stdin(process.stdin, std::move(*input)).as("_feed_stdin") : nothing().as("_noop");
    auto out = reading(1, process.stdout), err = reading(2, process.stderr);
    auto [none, output, errors] = co_await gather(std::move(in), std::move(out), std::move(err));
    co_await process.wait();
    co_return {std::move(output), std::move(errors)};
}

Coroutine<Process> start(std::vector<std::string> args, SubprocessOptions options) {
    Loop& loop = get_running_loop();
    Counted<SubprocessStreamProtocol> protocol(new SubprocessStreamProtocol(loop, options.limit));
    auto transport = co_await SubprocessTransport::start(loop, protocol, std::move(args), std::move(options));
    co_return Process(transport, protocol->stdin, protocol->stdout, protocol->stderr);
}

}  // namespace

Process::Process(Counted<SubprocessTransport> transport, StreamWriter in, StreamReader out, StreamReader err)
    : stdin(std::move(in)), stdout(std::move(out)), stderr(std::move(err)), pid(transport->get_pid()),
      transport_(std::move(transport)) {}

Coroutine<int> Process::wait() const { return SubprocessTransport::wait(transport_).as("wait"); }

Coroutine<std::pair<std::string, std::string>> Process::communicate(std::optional<std::string> input) const {
    return talk(*this, transport_, std::move(input)).as("communicate");
}

}  // namespace subprocess

Coroutine<subprocess::Process> create_subprocess_exec(std::string program, std::vector<std::string> args,
                                                      SubprocessOptions options) {
    args.insert(args.begin(), std::move(program));
    return subprocess::start(std::move(args), std::move(options)).as("create_subprocess_exec");
}

Coroutine<subprocess::Process> create_subprocess_exec(std::string program, SubprocessOptions options) {
    return create_subprocess_exec(std::move(program), {}, std::move(options));
}

Coroutine<subprocess::Process> create_subprocess_shell(std::string cmd, SubprocessOptions options) {
    if (!options.executable) options.executable = "/bin/sh";
    return subprocess::start({"/bin/sh", "-c", std::move(cmd)}, std::move(options)).as("create_subprocess_shell");
}

}  // namespace asyncio
