#pragma once
#include "../../ssl/ssl_argument.hpp"
#include "client_errors.hpp"
#include "client_timeout.hpp"
#include "payload.hpp"

namespace asyncio::http {

/// One request as it will be sent, without redirects. Python: aiohttp.ClientRequest
struct ClientRequest {
    std::string method;
    URL url;                             ///< with its fragment
    CIMultiDict headers;                 ///< complete
    std::optional<Payload> body;
    bool chunked = false;                ///< the body goes in chunks
    SSLArgument ssl;                     ///< none, true: as the system checks certificates; false: any will do
    ClientTimeout timeout;
    bool auto_decompress = true;
    std::size_t read_bufsize = default_limit;

    RequestInfo info() const { return {url.with_fragment(""), method, headers, url}; }
    ConnectionKey connection_key() const {
        return {url.host(), url.port(), url.scheme() == "https", ssl.is_none() || ssl.repr() == "True" ? "default" : ssl.repr()};
    }
    /// Whether the body waits for "100 Continue".
    bool expects_continue() const;
    /// Whether it does no harm if the server gets it twice (RFC 9110, 9.2.2), and can be sent twice.
    bool is_repeatable() const;
    std::string pool_key() const;        ///< equal for those that may use one connection
};

/// Adds to the headers what a request needs and nobody has given. Throws ValueError for headers that cannot be sent.
/// `skip`: headers that are not to be added.
void complete_headers(ClientRequest& request, const std::vector<std::string>& skip);

}  // namespace asyncio::http
