#pragma once
#include <functional>
#include <thread>

namespace awaitscope {

/// While it lives, Ctrl-C and its relatives (SIGINT, SIGTERM, SIGHUP) call `stop` with the signal's number,
/// on a thread where everything is allowed. A second one ends the process at once. One at a time.
class Interrupts {
public:
    explicit Interrupts(std::function<void(int signal)> stop);
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;

private:
    std::thread watcher_;
};

}  // namespace awaitscope
