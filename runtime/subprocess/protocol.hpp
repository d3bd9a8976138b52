#pragma once
#include <exception>
#include <string_view>

#include "../net/protocol.hpp"

namespace asyncio {

class SubprocessTransport;

/// Who is told what happens to a child process. Python: asyncio.SubprocessProtocol
///
/// It goes: connection_made, then the others in any order (the end of a pipe may come before or after that of the
/// process), and when all has ended connection_lost. pause_writing and resume_writing are about its standard input.
class SubprocessProtocol : public BaseProtocol {
public:
    virtual void connection_made(SubprocessTransport&) {}                      ///< the process runs
    virtual void pipe_data_received(int /*fd*/, std::string_view) {}           ///< from its descriptor 1 or 2
    virtual void pipe_connection_lost(int /*fd*/, std::exception_ptr) {}       ///< nullptr: closed in order
    virtual void process_exited() {}
};

}  // namespace asyncio
