#pragma once
#include "../net/made_protocol.hpp"
#include "transport.hpp"

namespace asyncio {
namespace detail {

template <class P>
Coroutine<std::pair<Counted<SubprocessTransport>, Counted<P>>> over_child(Loop& loop, Counted<P> protocol,
                                                                          std::vector<std::string> args, SubprocessOptions options) {
    for (StandardStream* stream : {&options.stdin, &options.stdout, &options.stderr}) *stream = stream->or_if_open(subprocess::PIPE);
    auto transport = co_await SubprocessTransport::start(loop, protocol, std::move(args), std::move(options));
    co_return {transport, protocol};
}

}  // namespace detail

/// Starts a program with a protocol of one's own, which `[] { return new Listener; }` makes, and gives the transport
/// and that. A standard stream of which nothing is said is a PIPE. Throws: see create_subprocess_exec.
/// Python: loop.subprocess_exec
template <class F>
auto Loop::subprocess_exec(F protocol_factory, std::string program, std::vector<std::string> args, SubprocessOptions options) {
    args.insert(args.begin(), std::move(program));
    return detail::over_child(*this, detail::counted_protocol(protocol_factory()), std::move(args), std::move(options))
        .as("subprocess_exec");
}
template <class F>
auto Loop::subprocess_exec(F protocol_factory, std::string program, std::vector<std::string> args) {
    return subprocess_exec(std::move(protocol_factory), std::move(program), std::move(args), SubprocessOptions());
}
template <class F>
auto Loop::subprocess_exec(F protocol_factory, std::string program, SubprocessOptions options) {
    return subprocess_exec(std::move(protocol_factory), std::move(program), {}, std::move(options));
}
/// The same with a command line for /bin/sh. Python: loop.subprocess_shell
template <class F>
auto Loop::subprocess_shell(F protocol_factory, std::string cmd, SubprocessOptions options) {
    if (!options.executable) options.executable = "/bin/sh";
    return detail::over_child(*this, detail::counted_protocol(protocol_factory()), {"/bin/sh", "-c", std::move(cmd)},
                              std::move(options)).as("subprocess_shell");
}
template <class F>
auto Loop::subprocess_shell(F protocol_factory, std::string cmd) {
    return subprocess_shell(std::move(protocol_factory), std::move(cmd), SubprocessOptions());
}

}  // namespace asyncio
