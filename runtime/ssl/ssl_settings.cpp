#include "ssl_settings.hpp"

#include "runtime/exceptions.hpp"
#include "ssl_context.hpp"

namespace asyncio {

SSLArgument::SSLArgument(const SSLContext& context)
    : kind_(Kind::context), context_(std::make_shared<const SSLContext>(context)) {}

std::string SSLArgument::repr() const {
    if (context_) return context_->repr();
    return is_none() ? "None" : *this ? "True" : "False";
}

void SSLSettings::check() const {
    if (role == Role::server && ssl.is_bool()) throw TypeError("ssl argument must be an SSLContext or None");
    if (server_hostname && !ssl) throw ValueError("server_hostname is only meaningful with ssl");
    if (role == Role::client && ssl && !server_hostname)
        throw ValueError("You must set server_hostname when using ssl without a host");
    if (role == Role::client_of_path && ssl && !server_hostname)
        throw ValueError("you have to pass server_hostname when using ssl");
    if (ssl_handshake_timeout && !ssl) throw ValueError("ssl_handshake_timeout is only meaningful with ssl");
    if (ssl_shutdown_timeout && !ssl) throw ValueError("ssl_shutdown_timeout is only meaningful with ssl");
}

}  // namespace asyncio
