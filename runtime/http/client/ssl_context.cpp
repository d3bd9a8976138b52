#include "ssl_context.hpp"

#include <unistd.h>

#include <cerrno>

#include "runtime/os_errors.hpp"

namespace asyncio::http {

std::string SSLContext::repr() const {
    if (*this == SSLContext()) return "default";
    if (*this == SSLContext(false)) return "False";
    return "<SSLContext" + (cafile.empty() ? "" : " " + cafile) + (verify ? "" : " CERT_NONE") + ">";
}

SSLContext create_default_context(std::string cafile) {
    if (!cafile.empty() && access(cafile.c_str(), R_OK) != 0) throw_os_error(errno, "load_verify_locations", OSError::Paths{cafile});
    SSLContext context;
    context.cafile = std::move(cafile);
    return context;
}

}  // namespace asyncio::http
