#include "start_secured.hpp"

#include "runtime/awaiters.hpp"
#include "runtime/net/endpoints.hpp"
#include "runtime/net/socket_transport.hpp"
#include "ssl_context.hpp"
#include "ssl_transport.hpp"

namespace asyncio {
namespace {

SSLSettings settings_of(const SSLContext& context, const StartTlsOptions& options) {
    return {context, options.server_hostname, options.ssl_handshake_timeout, options.ssl_shutdown_timeout,
            options.server_side ? SSLSettings::Role::server : SSLSettings::Role::client};
}

bool can_be_secured(Transport* transport) {
    return dynamic_cast<SocketTransport*>(transport) || dynamic_cast<SSLTransport*>(transport);
}

}  // namespace

Counted<Transport> start_secured(Loop& loop, Socket socket, Counted<Protocol> protocol, const SSLSettings& tls, Future<void> waiter,
                                 std::optional<Address> peer, Counted<ServerState> server) {
    const auto transport = SSLTransport::make(loop, std::move(protocol), tls, std::move(waiter), true);
    SocketTransport::start(loop, std::move(socket), transport->wire(), {}, peer, std::move(server));
    return transport;
}

Coroutine<Counted<Transport>> secure(Loop& loop, Counted<Transport> transport, Counted<Protocol> protocol, SSLContext sslcontext,
                                     StartTlsOptions options, StreamReader reader) {
    if (!can_be_secured(transport.get())) throw TypeError("transport " + transport->repr() + " is not supported by start_tls()");
    Future<void> waiter(new FutureOf<void>(loop, trace::FutureKind::asyncio));
    const auto secured = SSLTransport::make(loop, protocol, settings_of(sslcontext, options), waiter, false);
    if (reader) secured->receive(reader.state()->take_unread());
    const Counted<Protocol> wire = secured->wire();
    transport->set_protocol(wire);
    transport->pause_reading();   // nothing is to come before connection_made
    const Handle made = loop.call_soon(named("connection_made", [wire, transport] { wire->connection_made(*transport); }));
    const Handle resumed = loop.call_soon(named("resume_reading", [transport] { transport->resume_reading(); }));
    try {
        co_await waiter;
    } catch (...) {
        transport->close();
        made.cancel();
        resumed.cancel();
        throw;
    }
    co_return secured;
}

Coroutine<Counted<Transport>> detail::start_tls(Loop& loop, Counted<Transport> transport, Counted<Protocol> protocol,
                                                SSLContext sslcontext, StartTlsOptions options) {
    return secure(loop, std::move(transport), std::move(protocol), std::move(sslcontext), std::move(options));
}

}  // namespace asyncio
