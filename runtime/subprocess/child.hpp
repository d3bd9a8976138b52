#pragma once
#include <array>
#include <functional>

#include "../net/owned_descriptor.hpp"
#include "options.hpp"

namespace asyncio {

class Poller;

/// A process that has been started, and this process's ends of the pipes to its descriptors 0, 1 and 2.
struct StartedChild {
    int pid = 0;
    std::array<OwnedDescriptor, 3> pipes;
};

/// Starts a program; the first of `args` is its name. `exited` is told the return code, once, in a poll.
/// Throws: OSError that names the program, or the folder to start in; ValueError. Python: subprocess.Popen
StartedChild start_child(Poller& poller, std::vector<std::string> args, const SubprocessOptions& options,
                         std::function<void(int returncode)> exited);

}  // namespace asyncio
