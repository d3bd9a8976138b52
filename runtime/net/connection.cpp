#include "connection.hpp"

#include <cerrno>

#include "bind_error.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/exception_group.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/ssl/start_secured.hpp"
#include "runtime/staggered.hpp"
#include "socket_transport.hpp"

namespace asyncio {
namespace {

/// Binds to the first of the addresses that will do. Throws what went wrong with the last one.
void bind_local(Socket& socket, int family, const std::vector<AddressInfo>& local, std::vector<OSError>& errors) {
    for (const AddressInfo& info : local) {
        if (info.family != family) continue;
        try {
            return socket.bind(info.address);
        } catch (const OSError& error) {
            errors.emplace_back(error.code, words_of_bind_error(repr(info.address), error.strerror), "bind", error.address);
        }
    }
    const std::string shown = family == AF_INET ? "<AddressFamily.AF_INET: 2>" : "<AddressFamily.AF_INET6: 10>";
    if (errors.empty()) throw OSError("no matching local address with family=" + shown + " found");
    throw errors.back();
}

using Addresses = std::vector<AddressInfo>;
using Errors = std::vector<std::exception_ptr>;

/// Python: _connect_sock
Coroutine<Socket> connect_sock(Loop& loop, AddressInfo info, std::shared_ptr<const std::optional<Addresses>> local) {
    std::vector<OSError> bind_errors;
    Socket socket(info.family, info.type, info.protocol);
    if (*local) bind_local(socket, info.family, **local, bind_errors);
    co_await loop.sock_connect(socket, info.address);
    co_return socket;
}

/// The first socket that is connected; none if all attempts have failed, for the reasons in `errors`.
Coroutine<Socket> one_after_the_other(Loop& loop, Addresses infos, std::shared_ptr<const std::optional<Addresses>> local, Errors& errors) {
    for (const AddressInfo& info : infos) {
        try {
            co_return co_await connect_sock(loop, info, local);
        } catch (const OSError&) {
            errors.push_back(std::current_exception());
        }
    }
    co_return Socket();
}

Coroutine<Socket> race(Loop& loop, Addresses infos, std::shared_ptr<const std::optional<Addresses>> local, Seconds delay, Errors& errors) {
    std::vector<std::function<Coroutine<Socket>()>> attempts;
    for (const AddressInfo& info : infos) attempts.push_back([&loop, info, local] { return connect_sock(loop, info, local); });
    auto result = co_await staggered_race(std::move(attempts), delay);
    errors = std::move(result.exceptions);
    co_return result.winner_result.value_or(Socket());
}

[[noreturn]] void throw_all(const Errors& errors) {
    std::string texts;
    bool same = true;
    for (const auto& error : errors) {
        const std::string text = describe(error).message;
        same = same && text == describe(errors.front()).message;
        texts += (texts.empty() ? "" : ", ") + text;
    }
    if (same) std::rethrow_exception(errors.front());
    throw OSError("Multiple exceptions: " + texts);
}

Coroutine<std::vector<AddressInfo>> resolve_or_throw(Loop& loop, std::string host, int port, AddressQuery query, const char* purpose) {
    auto infos = co_await resolve(loop, host, port, query, purpose);
    if (infos.empty()) throw OSError("getaddrinfo() returned empty list");
    co_return infos;
}

}  // namespace

Coroutine<Socket> connect_to_host(Loop& loop, std::string host, int port, ConnectOptions options) {
    client_settings(options, host).check();
    const AddressQuery query{options.family, SOCK_STREAM, options.protocol, options.flags};
    auto infos = co_await resolve_or_throw(loop, host, port, query, "connect");
    std::optional<Addresses> local;
    if (options.local_addr) local = co_await resolve_or_throw(loop, options.local_addr->first, options.local_addr->second, query, "bind");
    co_return co_await connect_to_one_of(loop, std::move(infos), std::move(local), options);
}

Coroutine<Socket> connect_to_one_of(Loop& loop, Addresses infos, std::optional<Addresses> local, ConnectOptions options) {
    const int interleave = options.interleave.value_or(options.happy_eyeballs_delay ? 1 : 0);
    if (interleave) infos = interleave_addrinfos(infos, interleave);
    const auto own = std::make_shared<const std::optional<Addresses>>(std::move(local));
    Errors errors;
    auto attempts = options.happy_eyeballs_delay ? race(loop, std::move(infos), own, *options.happy_eyeballs_delay, errors)
                                                 : one_after_the_other(loop, std::move(infos), own, errors);
    if (Socket socket = co_await std::move(attempts)) co_return socket;
    if (options.all_errors) throw ExceptionGroup("create_connection failed", errors);
    throw_all(errors);
}

Coroutine<Socket> connect_to_path(Loop& loop, std::string path, SSLSettings tls) {
    tls.check();
    Socket socket(AF_UNIX, SOCK_STREAM);
    co_await loop.sock_connect(socket, Address(path));
    co_return socket;
}

Coroutine<Counted<Transport>> make_transport(Loop& loop, Socket socket, Counted<Protocol> protocol, SSLSettings tls) {
    if (socket.type() != SOCK_STREAM) throw ValueError("A Stream Socket was expected, got " + repr(socket));
    socket.setblocking(false);
    Future<void> waiter(new FutureOf<void>(loop, trace::FutureKind::transport));
    Counted<Transport> transport;
    if (tls.ssl) transport = start_secured(loop, socket, protocol, tls, waiter);
    else transport = SocketTransport::start(loop, socket, protocol, waiter);
    try {
        co_await waiter;
    } catch (...) {
        transport->close();
        throw;
    }
    co_return transport;
}

}  // namespace asyncio
