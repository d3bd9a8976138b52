#pragma once
#include <cstddef>
#include <exception>
#include <span>
#include <string>
#include <string_view>

#include "../trace/event.hpp"

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

    /// The name of its class, as Python would have it: "__main__.Chat"
    virtual std::string class_name() const;
    virtual std::string shown_as() const;                  ///< <__main__.Chat object at 0x55d0c0de0a80>

    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }

private:
    unsigned references_ = 0;
};
inline std::string repr(const BaseProtocol& protocol) { return protocol.shown_as(); }

namespace detail {
/// A call of a protocol's method as repr() shows it, with `argument` if there is one: "Chat.connection_made(<...>)"
std::string show_method_call(const BaseProtocol& protocol, const char* method, const std::string& argument = {});
}

/// Who is told what happens on a connection or a pipe. Python: asyncio.Protocol
///
/// It goes: connection_made, data_received any number of times, eof_received at most once, connection_lost.
/// pause_writing and resume_writing come between the first and the last.
class Protocol : public BaseProtocol {
public:
    /// The transport is there until connection_lost; of data there is at least a byte, and the transport keeps it.
    virtual void connection_made(Transport&) {}
    virtual void data_received(std::string_view) {}
    virtual bool eof_received() { return false; }          ///< true: leave the transport open, there is more to write

    /// What the trace calls the handle that calls connection_made.
    virtual trace::Callback made_callback() const { return trace::Callback::user; }
    /// Whether its transport may go without connection_lost, where nobody refers to that and the loop does not watch it.
    /// For the library
    virtual bool lets_go() const { return false; }
};

/// A protocol that says where the bytes of a connection go: get_buffer and buffer_updated in turn, instead of
/// data_received. For sockets only. Python: asyncio.BufferedProtocol
class BufferedProtocol : public Protocol {
public:
    /// Where the next bytes may go; not empty. `sizehint`: how many would be good, -1: any number.
    virtual std::span<char> get_buffer(long sizehint) = 0;
    virtual void buffer_updated(std::size_t nbytes) = 0;   ///< so many bytes are there now, from its beginning
};

}  // namespace asyncio
