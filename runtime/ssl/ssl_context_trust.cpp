#include <openssl/err.h>
#include <openssl/pem.h>

#include <cerrno>
#include <climits>
#include <utility>

#include "openssl_error.hpp"
#include "ssl_context_state.hpp"
#include "ssl_errors.hpp"

/// Whom a context believes, and what it agrees on with the peer.
namespace asyncio {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

X509* next_certificate(BIO* bytes, bool pem) {
    return pem ? PEM_read_bio_X509(bytes, nullptr, nullptr, nullptr) : d2i_X509_bio(bytes, nullptr);
}

/// All of them, in PEM or DER. Throws SSLError if there is none, or something else is behind them.
void add_certificates(X509_STORE* store, const std::string& data) {
    const bool pem = data.find("-----BEGIN ") != data.npos;
    const Bio bytes(BIO_new_mem_buf(data.data(), static_cast<int>(data.size())), BIO_free);
    int count = 0;
    ERR_clear_error();
    for (X509* certificate; (certificate = next_certificate(bytes.get(), pem)); ++count) {
        X509_STORE_add_cert(store, certificate);
        X509_free(certificate);
    }
    const auto last = ERR_peek_last_error();
    const bool over = pem ? ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE
                          : BIO_eof(bytes.get()) != 0;
    if (count > 0 && over) return ERR_clear_error();
    if (count > 0) throw_openssl_error();
    ERR_clear_error();
    throw SSLError(0, pem ? "no start line: cadata does not contain a certificate"
                       : "not enough data: cadata does not contain a certificate");
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered, unsigned count, void* own) {
    const std::string& known = static_cast<SSLContextState*>(own)->alpn();
    unsigned char* found = nullptr;
    const int result = SSL_select_next_proto(&found, length, reinterpret_cast<const unsigned char*>(known.data()),
                                             static_cast<unsigned>(known.size()), offered, count);
    if (result != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

TLSVersion limit_of(int version, TLSVersion none) { return version == 0 ? none : static_cast<TLSVersion>(version); }

int version_of(TLSVersion limit) { return static_cast<int>(limit) < 0 ? 0 : static_cast<int>(limit); }

}  // namespace

void SSLContextState::set_alpn(std::string protocols) {
    alpn_ = std::move(protocols);
    const auto* bytes = reinterpret_cast<const unsigned char*>(alpn_.data());
    SSL_CTX_set_alpn_protos(get(), bytes, static_cast<unsigned>(alpn_.size()));
    SSL_CTX_set_alpn_select_cb(get(), choose_protocol, this);
}

void SSLContext::load_verify_locations(const VerifyLocations& locations) {
    const auto& [cafile, capath, cadata] = locations;
    if (cafile.empty() && capath.empty() && cadata.empty())
        throw TypeError("cafile, capath and cadata cannot be all omitted");
    if (!cadata.empty()) add_certificates(SSL_CTX_get_cert_store(state_->get()), cadata);
    const auto name = [](const std::string& path) { return path.empty() ? nullptr : path.c_str(); };
    errno = 0;
    if ((!cafile.empty() || !capath.empty()) &&
        SSL_CTX_load_verify_locations(state_->get(), name(cafile), name(capath)) != 1)
        throw_openssl_or_os_error(errno, "load_verify_locations", cafile.empty() ? capath : cafile);
    state_->changed();
}

TLSVersion SSLContext::lowest() const {
    return limit_of(static_cast<int>(SSL_CTX_get_min_proto_version(state_->get())), TLSVersion::MINIMUM_SUPPORTED);
}

void SSLContext::set_lowest(TLSVersion version) {
    const int number = version == TLSVersion::MAXIMUM_SUPPORTED ? TLS1_3_VERSION : version_of(version);
    if (SSL_CTX_set_min_proto_version(state_->get(), number) != 1)
        throw ValueError("Unsupported protocol version 0x" + std::to_string(number));
    state_->changed();
}

TLSVersion SSLContext::highest() const {
    return limit_of(static_cast<int>(SSL_CTX_get_max_proto_version(state_->get())), TLSVersion::MAXIMUM_SUPPORTED);
}

void SSLContext::set_highest(TLSVersion version) {
    const int number = version == TLSVersion::MINIMUM_SUPPORTED ? TLS1_VERSION : version_of(version);
    if (SSL_CTX_set_max_proto_version(state_->get(), number) != 1)
        throw ValueError("Unsupported protocol version 0x" + std::to_string(number));
    state_->changed();
}

void SSLContext::set_up(void* ssl_ctx) const {
    SSL_CTX* const own = state_->get();
    SSL_CTX* const other = static_cast<SSL_CTX*>(ssl_ctx);
    SSL_CTX_set1_cert_store(other, SSL_CTX_get_cert_store(own));
    SSL_CTX_set_min_proto_version(other, static_cast<int>(SSL_CTX_get_min_proto_version(own)));
    SSL_CTX_set_max_proto_version(other, static_cast<int>(SSL_CTX_get_max_proto_version(own)));
    std::string ciphers;
    for (int i = 0; i < sk_SSL_CIPHER_num(SSL_CTX_get_ciphers(own)); ++i)
        ciphers += std::string(ciphers.empty() ? "" : ":") + SSL_CIPHER_get_name(sk_SSL_CIPHER_value(SSL_CTX_get_ciphers(own), i));
    SSL_CTX_set_security_level(other, SSL_CTX_get_security_level(own));
    SSL_CTX_set_cipher_list(other, ciphers.c_str());
    X509* const certificate = SSL_CTX_get0_certificate(own);
    if (!certificate) return;
    SSL_CTX_use_certificate(other, certificate);
    SSL_CTX_use_PrivateKey(other, SSL_CTX_get0_privatekey(own));
    STACK_OF(X509)* chain = nullptr;
    if (SSL_CTX_get0_chain_certs(own, &chain) == 1 && chain) SSL_CTX_set1_chain(other, chain);
}

}  // namespace asyncio
