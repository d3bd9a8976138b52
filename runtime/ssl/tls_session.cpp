#include "tls_session.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "openssl_error.hpp"
#include "runtime/exceptions.hpp"
#include "ssl_context_state.hpp"

namespace asyncio {
namespace {

bool is_number(const std::string& host) {
    unsigned char bytes[sizeof(in6_addr)];
    return inet_pton(AF_INET, host.c_str(), bytes) == 1 || inet_pton(AF_INET6, host.c_str(), bytes) == 1;
}

void check_purpose(const SSLContext& context, bool server_side) {
    if (server_side && context.protocol() == SSLMethod::PROTOCOL_TLS_CLIENT)
        throw SSLError(0, "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context");
    if (!server_side && context.protocol() == SSLMethod::PROTOCOL_TLS_SERVER)
        throw SSLError(0, "Cannot create a client socket with a PROTOCOL_TLS_SERVER context");
}

}  // namespace

TlsSession::TlsSession(const SSLContext& context, bool server_side, std::optional<std::string> server_hostname)
    : context_(context), server_side_(server_side), server_hostname_(std::move(server_hostname)) {
    check_purpose(context_, server_side);
    if (server_hostname_ && (server_hostname_->empty() || server_hostname_->starts_with('.')))
        throw ValueError("server_hostname cannot be an empty string or start with a leading dot.");
    if (context_.check_hostname && !server_hostname_ && !server_side) throw ValueError("check_hostname requires server_hostname");
    ssl_ = SSL_new(context_.state().get());
    if (!ssl_) throw_openssl_error();
    in_ = BIO_new(BIO_s_mem());
    out_ = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(in_, -1);
    BIO_set_mem_eof_return(out_, -1);
    SSL_set_bio(ssl_, in_, out_);
    SSL_set_mode(ssl_, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
    if (server_hostname_) set_hostname();
    server_side ? SSL_set_accept_state(ssl_) : SSL_set_connect_state(ssl_);
}

TlsSession::~TlsSession() { SSL_free(ssl_); }

void TlsSession::set_hostname() {
    const std::string& host = *server_hostname_;
    const bool number = is_number(host);
    if (!number) SSL_set_tlsext_host_name(ssl_, host.c_str());
    if (!context_.check_hostname) return;
    X509_VERIFY_PARAM* const checks = SSL_get0_param(ssl_);
    if (number) X509_VERIFY_PARAM_set1_ip_asc(checks, host.c_str());
    else X509_VERIFY_PARAM_set1_host(checks, host.data(), host.size());
}

void TlsSession::put_in(std::string_view bytes) {
    if (!bytes.empty()) BIO_write(in_, bytes.data(), static_cast<int>(bytes.size()));
}

std::string TlsSession::take_out() {
    std::string bytes(waits_outside(), '\0');
    if (!bytes.empty()) BIO_read(out_, bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

std::size_t TlsSession::waits_inside() const { return BIO_ctrl_pending(in_); }
std::size_t TlsSession::waits_outside() const { return BIO_ctrl_pending(out_); }

/// Whether OpenSSL has done what it was asked for; else it wants more bytes. Throws SSLError.
bool TlsSession::goes_on(int result) {
    switch (SSL_get_error(ssl_, result)) {
    case SSL_ERROR_NONE: return true;
    case SSL_ERROR_SSL: throw_openssl_error(ssl_, server_hostname_);
    case SSL_ERROR_ZERO_RETURN: throw SSLZeroReturnError(SSL_ERROR_ZERO_RETURN, "TLS/SSL connection has been closed (EOF)");
    default: return false;
    }
}

bool TlsSession::do_handshake() {
    ERR_clear_error();
    return goes_on(SSL_do_handshake(ssl_));
}

long TlsSession::read(std::span<char> buffer) {
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_read_ex(ssl_, buffer.data(), buffer.size(), &count);
    if (result == 1) return static_cast<long>(count);
    if (SSL_get_error(ssl_, result) == SSL_ERROR_ZERO_RETURN) return 0;
    return goes_on(result) ? 0 : -1;
}

bool TlsSession::write(std::string_view data) {
    ERR_clear_error();
    std::size_t count = 0;
    return goes_on(SSL_write_ex(ssl_, data.data(), data.size(), &count));
}

bool TlsSession::unwrap() {
    for (;;) {
        ERR_clear_error();
        const int result = SSL_shutdown(ssl_);
        if (result < 0) return goes_on(result);
        if (result > 0 || std::exchange(said_end_, true)) return true;
    }
}

}  // namespace asyncio
