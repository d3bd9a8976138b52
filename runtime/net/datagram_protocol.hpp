#pragma once
#include "address.hpp"
#include "protocol.hpp"

namespace asyncio {

class DatagramTransport;

/// Who is told what a datagram socket receives. Python: asyncio.DatagramProtocol
///
/// It goes: connection_made, the others any number of times, connection_lost.
class DatagramProtocol : public BaseProtocol {
public:
    virtual void connection_made(DatagramTransport&) {}    ///< which is there until connection_lost
    /// One datagram, and who sent it (no address: a Unix socket without a name).
    virtual void datagram_received(std::string_view, const Address&) {}
    /// A datagram could not be sent, or did not arrive as far as one knows. An OSError. The transport stays open.
    virtual void error_received(std::exception_ptr) {}
};

}  // namespace asyncio
