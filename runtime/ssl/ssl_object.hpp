#pragma once
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ssl_context.hpp"

namespace asyncio {

class TlsSession;

/// What is used to encrypt: {"TLS_AES_256_GCM_SHA384", "TLSv1.3", 256}. Python: the tuple of SSLObject.cipher()
struct SSLCipher {
    std::string name, protocol;
    int bits = 0;                            ///< of the secret
    friend bool operator==(const SSLCipher&, const SSLCipher&) = default;
};

/// Who the peer is. Python: the dictionary of SSLObject.getpeercert()
struct PeerCertificate {
    using Name = std::vector<std::vector<std::pair<std::string, std::string>>>;

    Name subject, issuer;                    ///< {{{"commonName", "localhost"}}}
    int version = 0;
    std::string serialNumber;                ///< hexadecimal
    std::string notBefore, notAfter;         ///< "Nov 26 19:34:33 2026 GMT"
    std::vector<std::pair<std::string, std::string>> subjectAltName;   ///< {{"DNS", "localhost"}, {"IP Address", "127.0.0.1"}}
    bool empty() const { return version == 0; }
};

/// A connection's TLS. Python: ssl.SSLObject, as far as get_extra_info("ssl_object") is asked
class SSLObject {
public:
    explicit SSLObject(std::shared_ptr<const TlsSession> session) : session_(std::move(session)) {}

    std::optional<std::string> version() const;                   ///< "TLSv1.3"
    std::optional<SSLCipher> cipher() const;
    std::optional<std::string> selected_alpn_protocol() const;
    /// None: the peer has shown none. Empty: it has, and nobody has checked it.
    std::optional<PeerCertificate> getpeercert() const;
    std::optional<std::string> getpeercert_der() const;           ///< all of it. Python: getpeercert(binary_form=True)
    bool server_side() const;
    std::optional<std::string> server_hostname() const;
    bool session_reused() const;
    SSLContext context() const;

private:
    std::shared_ptr<const TlsSession> session_;
};

}  // namespace asyncio
