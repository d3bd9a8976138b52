#pragma once
#include <optional>

#include "../duration.hpp"
#include "ssl_argument.hpp"

namespace asyncio {

/// How a connection is to be secured: what the functions that connect and listen were told of it, and what they are.
struct SSLSettings {
    enum class Role { client, client_of_path, server, accepted };

    SSLArgument ssl = {};
    std::optional<std::string> server_hostname = {};
    std::optional<Seconds> ssl_handshake_timeout = {}, ssl_shutdown_timeout = {};
    Role role = Role::client;

    /// Whether this end is the server's.
    bool server_side() const { return role == Role::server || role == Role::accepted; }
    /// Throws what create_connection, create_unix_connection, create_server or connect_accepted_socket throws if these
    /// arguments do not fit: ValueError, TypeError.
    void check() const;
};

/// Of a client's options. `host`: whom the certificate must name, unless they say so; "": they must.
template <class Options>
SSLSettings client_settings(const Options& options, const std::string& host = {}) {
    SSLSettings settings{options.ssl, options.server_hostname, options.ssl_handshake_timeout, options.ssl_shutdown_timeout};
    if (settings.ssl && !settings.server_hostname && !host.empty()) settings.server_hostname = host;
    return settings;
}
template <class Options>
SSLSettings unix_settings(const Options& options) {
    return {options.ssl, options.server_hostname, options.ssl_handshake_timeout, options.ssl_shutdown_timeout,
            SSLSettings::Role::client_of_path};
}
template <class Options>
SSLSettings server_settings(const Options& options, SSLSettings::Role role = SSLSettings::Role::server) {
    return {options.ssl, {}, options.ssl_handshake_timeout, options.ssl_shutdown_timeout, role};
}

}  // namespace asyncio
