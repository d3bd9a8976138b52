#pragma once
#include <sys/wait.h>

#include <cerrno>

#include "loopback.hpp"

/// Child processes in tests.
namespace children {

/// Whether this process has no child, neither one that runs nor a zombie.
inline bool no_children() { return waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD; }

/// What a shell command prints, and how it ends.
inline asyncio::Coroutine<std::pair<std::string, int>> shell(std::string command, asyncio::SubprocessOptions options = {}) {
    options.stdout = asyncio::subprocess::PIPE;
    auto process = co_await asyncio::create_subprocess_shell(command, options);
    auto [output, errors] = co_await process.communicate();
    co_return {output, *process.returncode()};
}

}  // namespace children
