#include "write_limits.hpp"

#include <string>

#include "runtime/loop.hpp"

namespace asyncio {
namespace {

template <class Tell>
void tell(Loop& loop, const char* message, BaseTransport& transport, BaseProtocol* protocol, Tell tell) {
    try {
        tell(*protocol);
    } catch (...) {
        const std::exception_ptr error = std::current_exception();
        if (describe(error).leaves_the_loop) throw;
        loop.call_exception_handler({.message = message, .exception = error, .protocol = Counted<BaseProtocol>(protocol),
                                     .transport = Counted<BaseTransport>(&transport)});
    }
}

}  // namespace

void WriteLimits::set(std::optional<long> high, std::optional<long> low) {
    if (!high) high = low ? 4 * *low : 64 * 1024;
    if (!low) low = *high >> 2;   // as Python's //
    if (*high < *low || *low < 0)
        throw ValueError("high (" + std::to_string(*high) + ") must be >= low (" + std::to_string(*low) + ") must be >= 0");
    high_ = static_cast<std::size_t>(*high);
    low_ = static_cast<std::size_t>(*low);
}

void WriteLimits::pause_above(std::size_t size, Loop& loop, BaseTransport& transport, BaseProtocol* protocol) {
    if (size <= high_ || std::exchange(paused_, true)) return;
    tell(loop, "protocol.pause_writing() failed", transport, protocol, [](BaseProtocol& p) { p.pause_writing(); });
}

void WriteLimits::resume_below(std::size_t size, Loop& loop, BaseTransport& transport, BaseProtocol* protocol) {
    if (!paused_ || size > low_) return;
    paused_ = false;
    tell(loop, "protocol.resume_writing() failed", transport, protocol, [](BaseProtocol& p) { p.resume_writing(); });
}

}  // namespace asyncio
