#include "ssl_context.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <cerrno>
#include <cstdio>

#include "openssl_error.hpp"
#include "ssl_context_state.hpp"
#include "ssl_errors.hpp"

namespace asyncio {
namespace {

/// CPython's defaults: no more than its build of OpenSSL asks for.
constexpr const char* default_ciphers = "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM";

std::uint64_t default_options() {
    return (SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS) | SSL_OP_NO_COMPRESSION |
           SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_SINGLE_DH_USE | SSL_OP_SINGLE_ECDH_USE | SSL_OP_IGNORE_UNEXPECTED_EOF;
}

int give_password(char* buffer, int size, int, void* password) {
    const std::string& text = *static_cast<std::string*>(password);
    if (static_cast<int>(text.size()) > size) return -1;
    text.copy(buffer, text.size());
    return static_cast<int>(text.size());
}

/// While it lives, keys are opened with the password. Without one OpenSSL asks the user.
class Password {
public:
    Password(SSL_CTX* ctx, std::optional<std::string>& password) : ctx_(ctx) {
        if (!password) return;
        SSL_CTX_set_default_passwd_cb(ctx_, give_password);
        SSL_CTX_set_default_passwd_cb_userdata(ctx_, &*password);
    }
    ~Password() {
        SSL_CTX_set_default_passwd_cb(ctx_, nullptr);
        SSL_CTX_set_default_passwd_cb_userdata(ctx_, nullptr);
    }
    Password(const Password&) = delete;

private:
    SSL_CTX* ctx_;
};

}  // namespace

SSLContextState::SSLContextState(SSLMethod method)
    : method(method), check_hostname(method == SSLMethod::PROTOCOL_TLS_CLIENT),
      ctx_(SSL_CTX_new(check_hostname ? TLS_client_method() : TLS_server_method())) {
    if (!ctx_) throw_openssl_error();
    SSL_CTX_set_options(get(), default_options());
    SSL_CTX_set_mode(get(), SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_min_proto_version(get(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(get(), default_ciphers);
    SSL_CTX_set_verify(get(), check_hostname ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_NONE, nullptr);
    constexpr unsigned char name[] = "asyncio";
    SSL_CTX_set_session_id_context(get(), name, sizeof name - 1);
    X509_VERIFY_PARAM* const checks = SSL_CTX_get0_param(get());
    X509_VERIFY_PARAM_set_flags(checks, X509_V_FLAG_TRUSTED_FIRST);
    X509_VERIFY_PARAM_set_hostflags(checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
}

SSLContext::SSLContext(SSLMethod protocol) : SSLContext(std::make_shared<SSLContextState>(protocol)) {}

SSLContext& SSLContext::operator=(const SSLContext& other) {
    state_ = other.state_;
    return *this;
}

SSLMethod SSLContext::protocol() const { return state_->method; }

void SSLContext::load_cert_chain(const std::string& certfile, const std::string& keyfile, std::optional<std::string> password) {
    SSL_CTX* const ctx = state_->get();
    const Password given(ctx, password);
    errno = 0;
    if (SSL_CTX_use_certificate_chain_file(ctx, certfile.c_str()) != 1)
        throw_openssl_or_os_error(errno, "load_cert_chain", certfile);
    const std::string& key = keyfile.empty() ? certfile : keyfile;
    errno = 0;
    if (SSL_CTX_use_PrivateKey_file(ctx, key.c_str(), SSL_FILETYPE_PEM) != 1)
        throw_openssl_or_os_error(errno, "load_cert_chain", key);
    if (SSL_CTX_check_private_key(ctx) != 1) throw_openssl_error();
    state_->changed();
}

void SSLContext::load_default_certs(Purpose) {
    SSL_CTX_set_default_verify_paths(state_->get());
    state_->changed();
}

void SSLContext::set_ciphers(const std::string& ciphers) {
    if (SSL_CTX_set_cipher_list(state_->get(), ciphers.c_str()) != 1) {
        ERR_clear_error();
        throw SSLError("No cipher can be selected.");
    }
    state_->changed();
}

void SSLContext::set_alpn_protocols(const std::vector<std::string>& protocols) {
    std::string all;
    for (const std::string& protocol : protocols) {
        if (protocol.empty() || protocol.size() > 255) throw SSLError("ALPN protocols must be 1 to 255 in length");
        all += static_cast<char>(protocol.size());
        all += protocol;
    }
    state_->set_alpn(std::move(all));
    state_->changed();
}

std::string SSLContext::repr() const {
    char text[64];
    std::snprintf(text, sizeof text, "<ssl.SSLContext object at %p>", static_cast<void*>(state_.get()));
    return text;
}

std::string SSLContext::identity() const { return "SSLContext-" + std::to_string(state_->number()); }

bool SSLContext::checks_hostname() const { return state_->check_hostname; }

void SSLContext::check_hostnames(bool check) {
    if (check && mode() == VerifyMode::CERT_NONE) set_mode(VerifyMode::CERT_REQUIRED);
    state_->check_hostname = check;
    state_->changed();
}

VerifyMode SSLContext::mode() const {
    const int mode = SSL_CTX_get_verify_mode(state_->get());
    if (mode & SSL_VERIFY_FAIL_IF_NO_PEER_CERT) return VerifyMode::CERT_REQUIRED;
    return mode & SSL_VERIFY_PEER ? VerifyMode::CERT_OPTIONAL : VerifyMode::CERT_NONE;
}

void SSLContext::set_mode(VerifyMode mode) {
    if (mode == VerifyMode::CERT_NONE && state_->check_hostname)
        throw ValueError("Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
    int flags = mode == VerifyMode::CERT_NONE ? SSL_VERIFY_NONE : SSL_VERIFY_PEER;
    if (mode == VerifyMode::CERT_REQUIRED) flags |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    SSL_CTX_set_verify(state_->get(), flags, nullptr);
    state_->changed();
}

namespace ssl {

SSLContext create_default_context(Purpose purpose, const VerifyLocations& locations) {
    SSLContext context(purpose == Purpose::SERVER_AUTH ? PROTOCOL_TLS_CLIENT : PROTOCOL_TLS_SERVER);
    if (!locations.cafile.empty() || !locations.capath.empty() || !locations.cadata.empty())
        context.load_verify_locations(locations);
    else if (context.verify_mode != CERT_NONE) context.load_default_certs(purpose);
    return context;
}

}  // namespace ssl
}  // namespace asyncio
