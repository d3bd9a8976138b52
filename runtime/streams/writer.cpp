#include "writer.hpp"

#include "runtime/sleep.hpp"

namespace asyncio {
namespace {

Coroutine<> drain_stream(StreamReader reader, Counted<Transport> transport, Counted<FlowControlMixin> protocol) {
    if (reader.state())
        if (auto error = reader.exception()) std::rethrow_exception(error);
    if (transport->is_closing()) co_await sleep(0);   // connection_lost has its turn: it knows what happened
    co_await FlowControlMixin::drain(protocol);
}

Coroutine<> wait_until_closed(Counted<Transport>, Counted<FlowControlMixin> protocol) { co_await protocol->get_close_waiter(); }

}  // namespace

Coroutine<> StreamWriter::drain() const { return drain_stream(reader_, transport_, protocol_).as("drain"); }

Coroutine<> StreamWriter::wait_closed() const { return wait_until_closed(transport_, protocol_).as("wait_closed"); }

}  // namespace asyncio
