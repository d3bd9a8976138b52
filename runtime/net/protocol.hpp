#pragma once
#include <exception>
#include <string_view>

#include "../trace/event.hpp"

namespace asyncio {

class Transport;

/// Who is told what happens on a transport's connection. Python: asyncio.Protocol
///
/// It goes: connection_made, data_received any number of times, eof_received at most once, connection_lost.
/// pause_writing and resume_writing come between the first and the last.
class Protocol {
public:
    Protocol() = default;
    Protocol(const Protocol&) = delete;
    virtual ~Protocol() = default;

    virtual void connection_made(Transport&) {}            ///< which is there until connection_lost
    virtual void data_received(std::string_view) {}        ///< at least a byte, which the transport keeps
    virtual bool eof_received() { return false; }          ///< true: leave the transport open, there is more to write
    virtual void pause_writing() {}                        ///< its buffer is above the high-water mark
    virtual void resume_writing() {}                       ///< it is down at the low-water mark
    virtual void connection_lost(std::exception_ptr) {}    ///< nullptr: it was closed in order

    /// What the trace calls the handle that calls connection_made.
    virtual trace::Callback made_callback() const { return trace::Callback::user; }

    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }

private:
    unsigned references_ = 0;
};

}  // namespace asyncio
