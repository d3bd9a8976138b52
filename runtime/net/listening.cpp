#include <netdb.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "bind_error.hpp"
#include "connection.hpp"
#include "runtime/gather.hpp"
#include "runtime/os_errors.hpp"

namespace asyncio {
namespace {

Coroutine<std::vector<AddressInfo>> look_up(Loop& loop, std::string host, int port, int family, int flags) {
    auto infos = co_await resolve(loop, host, port, {.family = family, .type = SOCK_STREAM, .flags = flags}, "bind");
    if (infos.empty()) throw OSError("getaddrinfo('" + host + "') returned empty list");
    co_return infos;
}

/// A bound socket; none if the system has no such family.
Socket bound(const AddressInfo& info, const ListenOptions& options) {
    Socket socket;
    try {
        socket = Socket(info.family, info.type, info.protocol);
    } catch (const OSError&) {
        return socket;
    }
    if (options.reuse_address) socket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
    if (options.reuse_port) socket.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
    if (options.keep_alive) socket.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1);
    if (info.family == AF_INET6) socket.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
    try {
        socket.bind(info.address);
    } catch (const OSError& error) {
        const std::string where = repr(info.address);
        throw_os_error(error.code, "bind", where, words_of_bind_error(where, error.strerror));
    }
    return socket;
}

}  // namespace

Coroutine<std::vector<Socket>> bind_to_hosts(std::vector<std::string> hosts, int port, ListenOptions options) {
    Loop& loop = get_running_loop();
    std::vector<Coroutine<std::vector<AddressInfo>>> questions;
    for (const std::string& host : hosts)
        questions.push_back(look_up(loop, host, port, options.family, options.flags).as("_create_server_getaddrinfo"));
    const auto answers = co_await gather(std::move(questions));
    std::vector<AddressInfo> seen;
    std::vector<Socket> sockets;
    for (const auto& infos : answers)
        for (const AddressInfo& info : infos) {
            if (std::ranges::find(seen, info) != seen.end()) continue;
            seen.push_back(info);
            if (Socket socket = bound(info, options)) sockets.push_back(socket);
        }
    co_return sockets;
}

void remove_stale_socket(const std::string& path) {
    if (path.empty() || path[0] == '\0') return;
    struct stat status{};
    if (stat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode)) unlink(path.c_str());
}

Socket bind_to_path(const std::string& path) {
    remove_stale_socket(path);
    Socket socket(AF_UNIX, SOCK_STREAM);
    try {
        socket.bind(path);
    } catch (const OSError& error) {
        if (error.code != EADDRINUSE) throw;
        throw_os_error(EADDRINUSE, "bind", path, "Address '" + path + "' is already in use");
    }
    return socket;
}

}  // namespace asyncio
