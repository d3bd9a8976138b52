#pragma once
#include <optional>

#include "../../duration.hpp"

namespace asyncio::http {

/// How long a request may take, in seconds; none, or not above 0: for ever. Python: aiohttp.ClientTimeout
///
/// `total` ends in TimeoutError, the others in ServerTimeoutError. As in aiohttp, a deadline that is further away than
/// five seconds strikes at the next whole second of the loop's time.
struct ClientTimeout {
    std::optional<double> total = {};            ///< from the call to the body's last byte, redirects included
    std::optional<double> connect = {};          ///< until there is a connection, the wait for a place in the pool included
    std::optional<double> sock_read = {};        ///< from byte to byte, once there is a connection
    std::optional<double> sock_connect = {};     ///< to connect with the server
};

}  // namespace asyncio::http
