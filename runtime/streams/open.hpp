#pragma once
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "../net/connection.hpp"
#include "../net/server.hpp"
#include "writer.hpp"

/// Streams: connections that are read and written by coroutines.
namespace asyncio {

using StreamPair = std::pair<StreamReader, StreamWriter>;

struct StreamOptions {
    std::size_t limit = default_limit;                                 ///< of a line, and half of what is kept unread
    int family = AF_UNSPEC;
    int protocol = 0, flags = 0;                                       ///< see ConnectOptions
    std::optional<std::pair<std::string, int>> local_addr = {};
    std::optional<Seconds> happy_eyeballs_delay = {};                  ///< see ConnectOptions; so are the next
    std::optional<int> interleave = {};
    bool all_errors = false;
    SSLArgument ssl = {};
    std::optional<std::string> server_hostname = {};
    std::optional<Seconds> ssl_handshake_timeout = {}, ssl_shutdown_timeout = {};
    operator ConnectOptions() const {
        return {.family = family, .protocol = protocol, .flags = flags, .local_addr = local_addr,
                .happy_eyeballs_delay = happy_eyeballs_delay, .interleave = interleave, .all_errors = all_errors, .ssl = ssl, .server_hostname = server_hostname,
                .ssl_handshake_timeout = ssl_handshake_timeout, .ssl_shutdown_timeout = ssl_shutdown_timeout};
    }
};

/// Connects; `auto [reader, writer] = co_await open_connection("127.0.0.1", 8888);`
/// With TLS, too: `{.ssl = true}`. Throws: OSError, gaierror, SSLError. Python: asyncio.open_connection
Coroutine<StreamPair> open_connection(std::string host, int port, StreamOptions options = {});
/// The same over a socket that is connected already; from now on it belongs to the streams. (Python: sock=)
Coroutine<StreamPair> open_connection(Socket sock, StreamOptions options = {});
Coroutine<StreamPair> open_unix_connection(std::string path, StreamOptions options = {});
Coroutine<StreamPair> open_unix_connection(Socket sock, StreamOptions options = {});

/// Those of a listening socket, and the limit of the readers.
struct ServerOptions {
    std::size_t limit = default_limit;
    int family = AF_UNSPEC;
    int flags = AI_PASSIVE;                                            ///< for the resolver
    int backlog = 100;                                                 ///< connections that may wait to be accepted
    bool reuse_address = true, reuse_port = false;
    bool start_serving = true;                                         ///< else with Server::start_serving()
    bool cleanup_socket = false;                                       ///< see ListenOptions
    bool keep_alive = false;                                           ///< the system tests idle connections
    SSLArgument ssl = {};                                              ///< see ListenOptions; so are the next
    std::optional<Seconds> ssl_handshake_timeout = {}, ssl_shutdown_timeout = {};
    operator ListenOptions() const {
        return {.family = family, .flags = flags, .backlog = backlog, .reuse_address = reuse_address, .reuse_port = reuse_port,
                .start_serving = start_serving, .cleanup_socket = cleanup_socket, .keep_alive = keep_alive, .ssl = ssl,
                .ssl_handshake_timeout = ssl_handshake_timeout, .ssl_shutdown_timeout = ssl_shutdown_timeout};
    }
};

namespace detail {

using ClientConnected = StreamProtocol::ClientConnected;

Coroutine<Server> serve_hosts(ClientConnected connected, std::vector<std::string> hosts, int port, ServerOptions options);
Coroutine<Server> serve_socket(ClientConnected connected, Socket socket, ServerOptions options);
Coroutine<Server> serve_unix_socket(ClientConnected connected, Socket socket, ServerOptions options);
Coroutine<Server> serve_path(ClientConnected connected, std::string path, ServerOptions options);

/// Runs a coroutine of `owner` (a lambda with its captures), which must live as long.
template <class T, class F>
Coroutine<T> kept_alive(Coroutine<T> coroutine, std::shared_ptr<F>) { co_return co_await std::move(coroutine); }

/// A function of reader and writer: a coroutine function's coroutine becomes a task, another is just called.
template <class F>
ClientConnected client_connected(F function) {
    return [function = std::make_shared<F>(std::move(function))](Loop& loop, StreamReader reader, StreamWriter writer) -> AnyTask {
        if constexpr (makes_coroutine<F, StreamReader, StreamWriter>) {
            auto coroutine = (*function)(reader, writer);
            const char* name = coroutine.name();
            return loop.create_task(kept_alive(std::move(coroutine), function).as(name));
        } else {
            (*function)(reader, writer);
            return {};
        }
    };
}

}  // namespace detail

/// Listens at host and port ("": all addresses; port 0: any) and calls `connected(reader, writer)` for each connection;
/// if that is a coroutine function, as a task of its own.
/// Throws: OSError, gaierror. Python: asyncio.start_server. Emits: what gather of the look-ups does; io_begin, suspend.
template <class F>
Coroutine<Server> start_server(F connected, std::string host, int port, ServerOptions options = {}) {
    return detail::serve_hosts(detail::client_connected(std::move(connected)), {std::move(host)}, port, options).as("start_server");
}
template <class F>
Coroutine<Server> start_server(F connected, std::vector<std::string> hosts, int port, ServerOptions options = {}) {
    return detail::serve_hosts(detail::client_connected(std::move(connected)), std::move(hosts), port, options).as("start_server");
}
/// The same with a socket that is bound already. (Python: sock=)
template <class F>
Coroutine<Server> start_server(F connected, Socket sock, ServerOptions options = {}) {
    return detail::serve_socket(detail::client_connected(std::move(connected)), std::move(sock), options).as("start_server");
}
/// The same at a path of the file system. Throws OSError.
template <class F>
Coroutine<Server> start_unix_server(F connected, std::string path, ServerOptions options = {}) {
    return detail::serve_path(detail::client_connected(std::move(connected)), std::move(path), options).as("start_unix_server");
}
template <class F>
Coroutine<Server> start_unix_server(F connected, Socket sock, ServerOptions options = {}) {
    return detail::serve_unix_socket(detail::client_connected(std::move(connected)), std::move(sock), options).as("start_unix_server");
}

}  // namespace asyncio
