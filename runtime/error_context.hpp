#pragma once
#include <exception>
#include <string>
#include <vector>

#include "frame.hpp"
#include "future.hpp"
#include "handle.hpp"
#include "net/base_transport.hpp"
#include "net/protocol.hpp"
#include "net/socket.hpp"

namespace asyncio {

class AnyTask;

/// What an exception handler is told (Python: the context dictionary).
struct ErrorContext {
    std::string message = {};                    ///< empty: "Unhandled exception in event loop"
    std::exception_ptr exception = {};           ///< may be null
    AnyFuture future = {};                       ///< the task or future it is about, if any
    Handle handle = {};                          ///< the callback that raised it, if any
    Counted<BaseProtocol> protocol = {};         ///< whose connection it is about, if any
    Counted<BaseTransport> transport = {};
    Socket socket = {};                          ///< the one that listens, if it is about that
    AnyTask task() const;                        ///< the future, if it is a task; else an empty one
    /// Debug mode, while the loop runs: where the future, the task or the handle was made; outermost first.
    std::vector<Frame> source_traceback() const;
};

}  // namespace asyncio
