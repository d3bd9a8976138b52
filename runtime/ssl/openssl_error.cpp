#include "openssl_error.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cctype>

#include "runtime/os_errors.hpp"
#include "ssl_errors.hpp"

namespace asyncio {
namespace {

constexpr int eof_code = 8;   // PY_SSL_ERROR_EOF

/// "SSL", "X509", "PEM": what Python calls OpenSSL's libraries; "" for those that have no errors of a connection.
std::string library_name(unsigned long code) {
    switch (ERR_GET_LIB(code)) {
    case ERR_LIB_SSL: return "SSL";
    case ERR_LIB_X509: return "X509";
    case ERR_LIB_X509V3: return "X509V3";
    case ERR_LIB_PEM: return "PEM";
    case ERR_LIB_ASN1: return "ASN1";
    case ERR_LIB_EVP: return "EVP";
    case ERR_LIB_RSA: return "RSA";
    case ERR_LIB_EC: return "EC";
    case ERR_LIB_BIO: return "BIO";
    case ERR_LIB_SYS: return "SYS";
    default: return "";
    }
}

/// The name in OpenSSL's headers is its text in capitals; but what all libraries have in common has no name.
std::string reason_name(unsigned long code, std::string text) {
    if (ERR_GET_REASON(code) & ERR_RFLAG_COMMON) return "";
    for (char& c : text) c = std::isalnum(static_cast<unsigned char>(c)) ? static_cast<char>(std::toupper(c)) : '_';
    return text;
}

std::string reason_text(unsigned long code) {
    const char* text = ERR_reason_error_string(code);
    return text ? text : "unknown error";
}

std::string with_names(const std::string& library, const std::string& reason, const std::string& text) {
    if (library.empty()) return text;
    return "[" + library + (reason.empty() ? "" : ": " + reason) + "] " + text;
}

std::string verify_text(long code, const std::optional<std::string>& host) {
    const std::string name = host.value_or("");
    if (code == X509_V_ERR_HOSTNAME_MISMATCH) return "Hostname mismatch, certificate is not valid for '" + name + "'.";
    if (code == X509_V_ERR_IP_ADDRESS_MISMATCH) return "IP address mismatch, certificate is not valid for '" + name + "'.";
    return X509_verify_cert_error_string(code);
}

[[noreturn]] void throw_distrust(const ssl_st* ssl, const std::optional<std::string>& host) {
    const long code = SSL_get_verify_result(ssl);
    const std::string message = verify_text(code, host);
    SSLCertVerificationError error(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: " + message, "SSL",
                                   "CERTIFICATE_VERIFY_FAILED");
    error.verify_code = static_cast<int>(code);
    error.verify_message = message;
    throw error;
}

bool is_unexpected_end(unsigned long code) {
    return ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
}

}  // namespace

void throw_openssl_error(const ssl_st* ssl, const std::optional<std::string>& host) {
    const unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    if (ssl && ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED)
        throw_distrust(ssl, host);
    if (ssl && is_unexpected_end(code)) throw SSLEOFError(eof_code, "EOF occurred in violation of protocol");
    const std::string text = reason_text(code), library = library_name(code), reason = reason_name(code, text);
    throw SSLError(ssl ? SSL_ERROR_SSL : ERR_GET_REASON(code), with_names(library, reason, text), library, reason);
}

void throw_openssl_or_os_error(int code, const std::string& operation, const std::string& path) {
    if (code == 0) throw_openssl_error();
    ERR_clear_error();
    throw_os_error(code, operation, path);
}

}  // namespace asyncio
