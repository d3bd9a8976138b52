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

/// The port that a server got.
inline int port_of(const asyncio::Server& server) { return server.sockets().at(0).getsockname().port(); }

/// What both sides of a Python program need.
inline std::string python_contexts() {
    const auto& made = Certificates::the_ones();
    return R"(
import asyncio, ssl
def client_context():
    return ssl.create_default_context(cafile=")" + made.pem("good") + R"(")
def server_context():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(")" + made.pem("good") + R"(", ")" + made.key("good") + R"(")
    return context
)";
}

/// Bytes that do not repeat soon.
inline std::string pattern(std::size_t size) {
    std::string bytes(size, ' ');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>('a' + i * i % 23);
    return bytes;
}

}  // namespace loopback
