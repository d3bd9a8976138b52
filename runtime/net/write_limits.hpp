#pragma once
#include <optional>
#include <utility>

#include "protocol.hpp"

namespace asyncio {

class BaseTransport;
class Loop;

/// How much a transport's write buffer may hold until its protocol is told to pause, and with how little it may go on.
/// Python: transports._FlowControlMixin
class WriteLimits {
public:
    /// Bytes; `low` is a quarter of `high`, and `high` is 64 KiB or four times `low`, if they are not given.
    /// Throws ValueError.
    void set(std::optional<long> high, std::optional<long> low);
    std::pair<std::size_t, std::size_t> get() const { return {low_, high_}; }

    /// `size` bytes are in the buffer now. What the protocol throws goes to the loop's exception handler.
    void pause_above(std::size_t size, Loop& loop, BaseTransport& transport, BaseProtocol* protocol);
    void resume_below(std::size_t size, Loop& loop, BaseTransport& transport, BaseProtocol* protocol);

private:
    std::size_t high_ = 64 * 1024, low_ = 16 * 1024;
    bool paused_ = false;
};

}  // namespace asyncio
