#include "ssl_object.hpp"

#include <openssl/x509v3.h>

#include "runtime/exceptions.hpp"
#include "ssl_context_state.hpp"
#include "tls_session.hpp"

namespace asyncio {
namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Certificate certificate_of(const TlsSession& session) {
    if (!SSL_is_init_finished(session.get())) throw ValueError("handshake not done yet");
    return {SSL_get1_peer_certificate(session.get()), X509_free};
}

}  // namespace

PeerCertificate decode_certificate(X509* certificate);   // peer_certificate.cpp

std::optional<std::string> SSLObject::version() const {
    if (!SSL_is_init_finished(session_->get())) return {};
    return SSL_get_version(session_->get());
}

std::optional<SSLCipher> SSLObject::cipher() const {
    const SSL_CIPHER* cipher = SSL_get_current_cipher(session_->get());
    if (!cipher) return {};
    return SSLCipher{SSL_CIPHER_get_name(cipher), SSL_CIPHER_get_version(cipher), SSL_CIPHER_get_bits(cipher, nullptr)};
}

std::optional<std::string> SSLObject::selected_alpn_protocol() const {
    const unsigned char* name = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(session_->get(), &name, &length);
    if (!name) return {};
    return std::string(reinterpret_cast<const char*>(name), length);
}

std::optional<PeerCertificate> SSLObject::getpeercert() const {
    const Certificate certificate = certificate_of(*session_);
    if (!certificate) return {};
    if (session_->context().verify_mode == VerifyMode::CERT_NONE) return PeerCertificate{};
    return decode_certificate(certificate.get());
}

std::optional<std::string> SSLObject::getpeercert_der() const {
    const Certificate certificate = certificate_of(*session_);
    if (!certificate) return {};
    std::string bytes(static_cast<std::size_t>(i2d_X509(certificate.get(), nullptr)), '\0');
    auto* at = reinterpret_cast<unsigned char*>(bytes.data());
    i2d_X509(certificate.get(), &at);
    return bytes;
}

bool SSLObject::server_side() const { return session_->server_side(); }
std::optional<std::string> SSLObject::server_hostname() const { return session_->server_hostname(); }
bool SSLObject::session_reused() const { return SSL_session_reused(session_->get()) == 1; }
SSLContext SSLObject::context() const { return session_->context(); }

}  // namespace asyncio
