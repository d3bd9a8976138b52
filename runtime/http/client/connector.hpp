#pragma once
#include <memory>
#include <optional>
#include <string>

#include "../../coroutine.hpp"
#include "../../ssl/ssl_argument.hpp"
#include "../../ssl/ssl_context.hpp"

namespace asyncio::http {

class ConnectorState;

struct ConnectorOptions {
    std::size_t limit = 100;             ///< connections in use, in all; 0: no limit
    std::size_t limit_per_host = 0;      ///< the same to one host and port
    double keepalive_timeout = 15;       ///< how long a connection waits for the next request, in seconds
    bool force_close = false;            ///< no connection is used twice
    bool use_dns_cache = true;
    double ttl_dns_cache = 10;           ///< how long a host's addresses are remembered, in seconds
    int family = 0;                      ///< AF_INET or AF_INET6: that one only
    SSLArgument ssl = {};                ///< for requests that do not say otherwise: a context; false: any certificate will do
};

/// The connections of one session, or of several. Copies are the same connector. Python: aiohttp.BaseConnector
class Connector {
public:
    /// Closes all connections; requests that are under way fail with ClientConnectionError. Idempotent.
    Coroutine<> close() const;
    bool closed() const;
    const std::shared_ptr<ConnectorState>& state() const { return state_; }
    explicit operator bool() const { return state_ != nullptr; }

protected:
    Connector() = default;
    std::shared_ptr<ConnectorState> state_;
};

/// Makes connections over TCP, with TLS for https. Throws RuntimeError if no loop runs here.
/// Python: aiohttp.TCPConnector
struct TCPConnector : Connector {
    explicit TCPConnector(ConnectorOptions options = {});
};

/// Makes connections to a Unix socket, whatever host a URL names. Python: aiohttp.UnixConnector
struct UnixConnector : Connector {
    explicit UnixConnector(std::string path, ConnectorOptions options = {});
};

}  // namespace asyncio::http
