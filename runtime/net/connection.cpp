#include "connection.hpp"

#include <cerrno>

#include "runtime/awaiters.hpp"
#include "runtime/exception_group.hpp"
#include "runtime/os_errors.hpp"
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
            const std::string words = "error while attempting to bind on address " + repr(info.address) + ": ";
            errors.emplace_back(error.code, words + error.strerror, "bind", error.address);
        }
    }
    if (errors.empty()) throw OSError("no matching local address with family=" + std::to_string(family) + " found");
    throw errors.back();
}

/// One attempt. Returns no socket, and what was wrong in `errors`, if it failed. Python: _connect_sock
Coroutine<Socket> try_to_connect(Loop& loop, AddressInfo info, std::optional<std::vector<AddressInfo>> local,
                                 std::vector<std::exception_ptr>& errors) {
    std::vector<OSError> bind_errors;
    try {
        Socket socket(info.family, info.type, info.protocol);
        if (local) bind_local(socket, info.family, *local, bind_errors);
        co_await loop.sock_connect(socket, info.address);
        co_return socket;
    } catch (const OSError&) {
        errors.push_back(std::current_exception());
    }
    co_return Socket();
}

[[noreturn]] void throw_all(const std::vector<std::exception_ptr>& errors) {
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

Coroutine<std::vector<AddressInfo>> resolve_or_throw(Loop& loop, std::string host, int port, AddressQuery query) {
    auto infos = co_await resolve(loop, host, port, query);
    if (infos.empty()) throw OSError("getaddrinfo() returned empty list");
    co_return infos;
}

}  // namespace

Coroutine<Socket> connect_to_host(Loop& loop, std::string host, int port, ConnectOptions options) {
    const AddressQuery query{.family = options.family, .type = SOCK_STREAM};
    const auto infos = co_await resolve_or_throw(loop, host, port, query);
    std::optional<std::vector<AddressInfo>> local;
    if (options.local_addr) local = co_await resolve_or_throw(loop, options.local_addr->first, options.local_addr->second, query);
    std::vector<std::exception_ptr> errors;
    for (const AddressInfo& info : infos)
        if (Socket socket = co_await try_to_connect(loop, info, local, errors)) co_return socket;
    if (options.all_errors) throw ExceptionGroup("create_connection failed", errors);
    throw_all(errors);
}

Coroutine<Socket> connect_to_path(Loop& loop, std::string path) {
    Socket socket(AF_UNIX, SOCK_STREAM);
    co_await loop.sock_connect(socket, Address(path));
    co_return socket;
}

Coroutine<Counted<Transport>> make_transport(Loop& loop, Socket socket, Counted<Protocol> protocol) {
    if (socket.type() != SOCK_STREAM) throw ValueError("A Stream Socket was expected, got <socket.socket>");
    socket.setblocking(false);
    Future<void> waiter(new FutureOf<void>(loop, trace::FutureKind::transport));
    const auto transport = SocketTransport::start(loop, socket, protocol, waiter);
    try {
        co_await waiter;
    } catch (...) {
        transport->close();
        throw;
    }
    co_return transport;
}

}  // namespace asyncio
