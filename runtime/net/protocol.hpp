#pragma once
#include <exception>
#include <string_view>

#include "runtime/trace/event.hpp"

namespace asyncio {

class Transport;

/// Who is told what happens on a transport. Python: asyncio.BaseProtocol
class BaseProtocol {
public:
    BaseProtocol() = default;
    BaseProtocol(const BaseProtocol&) = delete;
    virtual ~BaseProtocol() = default;

    virtual void pause_writing() {}                        ///< its buffer is above the high-water mark
    virtual void resume_writing() {}                       ///< it is down at the low-water mark
    virtual void connection_lost(std::exception_ptr) {}    ///< nullptr: it was closed in order

    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }

private:
    unsigned references_ = 0;
};

/// Who is told what happens on a connection or a pipe. Python: asyncio.Protocol
///
/// It goes: connection_made, data_received any number of times, eof_received at most once, connection_lost.
/// pause_writing and resume_writing come between the first and the last.
class Protocol : public BaseProtocol {
public:
    virtual void connection_made(Transport&) {}
    virtual void data_received(std::string_view) {}
    virtual bool eof_received() { return false; }          ///< true: leave the transport open, there is more to write

    /// What the trace calls the handle that calls connection_made.
    virtual trace::Callback made_callback() const { return trace::Callback::user; }
};

}  // namespace asyncio
