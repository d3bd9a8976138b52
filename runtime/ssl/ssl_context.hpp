#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// TLS, under the names of Python's module ssl: `ssl::create_default_context()`.
namespace asyncio {

enum class VerifyMode { CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED };
enum class TLSVersion { MINIMUM_SUPPORTED = -2, MAXIMUM_SUPPORTED = -1, SSLv3 = 768, TLSv1, TLSv1_1, TLSv1_2, TLSv1_3 };
enum class SSLMethod { PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER };
enum class Purpose { SERVER_AUTH, CLIENT_AUTH };

/// Certificates that are believed: of a file or a folder (PEM), or PEM or DER itself. Python: load_verify_locations
struct VerifyLocations {
    std::string cafile = {}, capath = {}, cadata = {};
};

class SSLContextState;

/// How connections are secured, for as many of them as you like. Copies are references to the same; it may be used by
/// several threads, but not changed while they do. Python: ssl.SSLContext
class SSLContext {
public:
    /// A client's checks certificates and names (and believes nobody yet); a server's asks for no certificate.
    explicit SSLContext(SSLMethod protocol);
    SSLContext(const SSLContext& other) : SSLContext(other.state_) {}
    SSLContext& operator=(const SSLContext& other);

    /// Its own certificate, with those that vouch for it, and its key (PEM files; the certificate's without `keyfile`).
    /// Throws OSError; SSLError if the files do not hold that, or do not fit together.
    void load_cert_chain(const std::string& certfile, const std::string& keyfile = {}, std::optional<std::string> password = {});
    void load_verify_locations(const VerifyLocations& locations);      ///< Throws OSError; SSLError; TypeError if it is empty
    void load_default_certs(Purpose purpose = Purpose::SERVER_AUTH);   ///< whom the system believes
    void set_ciphers(const std::string& ciphers);                      ///< in OpenSSL's format. Throws SSLError
    void set_alpn_protocols(const std::vector<std::string>& protocols);   ///< {"h2", "http/1.1"}. Throws SSLError
    SSLMethod protocol() const;

    /// One of its settings: `context.check_hostname = false`, `if (context.check_hostname)`.
    template <class T, T (SSLContext::*get)() const, void (SSLContext::*set)(T)>
    class Setting {
    public:
        explicit Setting(SSLContext& context) : context_(&context) {}
        Setting(const Setting&) = delete;
        operator T() const { return (context_->*get)(); }
        Setting& operator=(T value) { (context_->*set)(value); return *this; }
        Setting& operator=(const Setting& other) { return *this = static_cast<T>(other); }

    private:
        SSLContext* context_;
    };

    std::string repr() const;            ///< "<ssl.SSLContext object at 0x...>"
    friend bool operator==(const SSLContext& a, const SSLContext& b) { return a.state_ == b.state_; }

    SSLContextState& state() const { return *state_; }   ///< for the library, and so is the rest
    std::string identity() const;        ///< another one for each context, and after each change of it
    void set_up(void* ssl_ctx) const;    ///< an SSL_CTX of OpenSSL's: gives it these certificates and limits

private:
    explicit SSLContext(std::shared_ptr<SSLContextState> state) : state_(std::move(state)) {}
    bool checks_hostname() const;
    void check_hostnames(bool check);
    VerifyMode mode() const;
    void set_mode(VerifyMode mode);
    TLSVersion lowest() const;
    void set_lowest(TLSVersion version);
    TLSVersion highest() const;
    void set_highest(TLSVersion version);

    std::shared_ptr<SSLContextState> state_;

public:
    /// A server's certificate must name the host. Setting it makes verify_mode CERT_REQUIRED.
    Setting<bool, &SSLContext::checks_hostname, &SSLContext::check_hostnames> check_hostname{*this};
    Setting<VerifyMode, &SSLContext::mode, &SSLContext::set_mode> verify_mode{*this};   ///< Throws ValueError
    Setting<TLSVersion, &SSLContext::lowest, &SSLContext::set_lowest> minimum_version{*this};
    Setting<TLSVersion, &SSLContext::highest, &SSLContext::set_highest> maximum_version{*this};
};

namespace ssl {

using asyncio::Purpose;
using asyncio::SSLContext;
using asyncio::TLSVersion;
using asyncio::VerifyMode;
using enum asyncio::SSLMethod;
using enum asyncio::VerifyMode;

/// A client's (it asks servers for certificates, of the system's authorities or of `locations` alone), or a server's.
///
///     auto context = ssl::create_default_context({.cafile = "ca.pem"});
///
/// Throws: as load_verify_locations. Python: ssl.create_default_context
SSLContext create_default_context(Purpose purpose = Purpose::SERVER_AUTH, const VerifyLocations& locations = {});
inline SSLContext create_default_context(const VerifyLocations& locations) {
    return create_default_context(Purpose::SERVER_AUTH, locations);
}

}  // namespace ssl
}  // namespace asyncio
