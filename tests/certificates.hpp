#pragma once
#include "loopback.hpp"

/// Certificates that are made for the tests, once for each program of them.
namespace loopback {

class Certificates {
public:
    static const Certificates& the_ones() {
        static const Certificates made;
        return made;
    }
    std::string pem(const std::string& name) const { return folder_ / (name + ".pem"); }
    std::string key(const std::string& name) const { return folder_ / (name + ".key"); }

private:
    /// "good": for localhost, by itself. "other": for elsewhere.test. "expired": for localhost, until yesterday.
    Certificates() {
        make("good", "good", "-x509 -days 2 -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -out " + pem("good"));
        make("other", "other", "-x509 -days 2 -addext subjectAltName=DNS:elsewhere.test -out " + pem("other"));
        make("expired", "localhost", "-out " + folder_ / "expired.csr");
        conformance::output_of("openssl x509 -req -days -1 -in " + folder_ / "expired.csr" + " -signkey " + key("expired") + " -out " +
                               pem("expired"));
    }
    void make(const std::string& name, const std::string& whose, const std::string& rest) const {
        conformance::output_of("openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /O=Awaitscope/CN=" + whose +
                               " -keyout " + key(name) + " " + rest);
    }

    Folder folder_;
};

/// A server's context, with one of the certificates.
inline asyncio::SSLContext server_context(const std::string& name = "good") {
    asyncio::SSLContext context(asyncio::ssl::PROTOCOL_TLS_SERVER);
    context.load_cert_chain(Certificates::the_ones().pem(name), Certificates::the_ones().key(name));
    return context;
}

/// A client's, that believes one of the certificates.
inline asyncio::SSLContext client_context(const std::string& name = "good") {
    return asyncio::ssl::create_default_context({.cafile = Certificates::the_ones().pem(name)});
}

}  // namespace loopback
