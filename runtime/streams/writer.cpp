#include "writer.hpp"

#include "runtime/sleep.hpp"
#include "runtime/ssl/ssl_context.hpp"
#include "runtime/ssl/start_secured.hpp"

namespace asyncio {
namespace {

using Writer = Counted<StreamWriterState>;

Coroutine<> drain_stream(Writer writer) {
    if (writer->reader.state())
        if (auto error = writer->reader.exception()) std::rethrow_exception(error);
    if (writer->transport->is_closing()) co_await sleep(0);   // connection_lost has its turn: it knows what happened
    if (!writer->protocol->takes_more()) co_await FlowControlMixin::drain(writer->protocol);
}

Coroutine<> wait_until_closed(Writer writer) { co_await writer->protocol->get_close_waiter(); }

Coroutine<> secure_stream(Writer writer, SSLContext sslcontext, StartTlsOptions options) {
    auto* const protocol = dynamic_cast<StreamProtocol*>(writer->protocol.get());
    if (!protocol) throw TypeError("start_tls() needs the writer of a connection");
    options.server_side = protocol->is_of_server();
    co_await drain_stream(writer).as("drain");
    writer->transport = co_await secure(*writer->loop, writer->transport, writer->protocol, std::move(sslcontext),
                                        std::move(options), writer->reader).as("start_tls");
    protocol->replace_transport(*writer->transport);
}

}  // namespace

Coroutine<> StreamWriter::drain() const { return drain_stream(checked_state("drain")).as("drain"); }
Coroutine<> StreamWriter::wait_closed() const { return wait_until_closed(checked_state("wait_closed")).as("wait_closed"); }

std::string StreamWriter::show() const {
    const std::string reader = state_->reader ? " reader=" + repr(state_->reader) : "";
    return "<StreamWriter transport=" + state_->transport->repr() + reader + ">";
}

Coroutine<> StreamWriter::start_tls(SSLContext sslcontext, StartTlsOptions options) const {
    return secure_stream(checked_state("start_tls"), std::move(sslcontext), std::move(options)).as("start_tls");
}

}  // namespace asyncio
