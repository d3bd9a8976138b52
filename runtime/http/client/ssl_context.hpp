#pragma once
#include <string>

namespace asyncio::http {

/// How a client makes sure whom it talks to. Python: ssl.SSLContext, as far as a client uses it; `false` is none.
///
///     session.get(url, {.ssl = false});                                           // believes anybody
///     session.get(url, {.ssl = http::create_default_context("ca.pem")});          // believes whom that CA vouches for
class SSLContext {
public:
    SSLContext() = default;                                  ///< as the system does it: its CAs, and the name must match
    SSLContext(bool verify) : check_hostname(verify), verify(verify) {}

    /// The client's own certificate and its key, in PEM files. They are read when a connection is made.
    void load_cert_chain(std::string certificate, std::string key = {}) {
        certfile = std::move(certificate);
        keyfile = key.empty() ? certfile : std::move(key);
    }

    bool check_hostname = true;
    bool verify = true;                                      ///< Python: verify_mode is CERT_REQUIRED
    std::string cafile = {};                                 ///< PEM; "": the system's CAs
    std::string certfile = {}, keyfile = {};

    std::string repr() const;                                ///< as errors show it: "default", "False", "<SSLContext ca.pem>"
    friend bool operator==(const SSLContext&, const SSLContext&) = default;
};

/// One that believes the CAs in a PEM file alone; "": the system's. Throws OSError if the file cannot be read.
/// Python: ssl.create_default_context(cafile=...)
SSLContext create_default_context(std::string cafile = {});

}  // namespace asyncio::http
