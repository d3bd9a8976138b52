#pragma once
#include "../exceptions.hpp"

/// What can go wrong with TLS, under the names of Python's module ssl.
namespace asyncio {

/// OpenSSL refused something: "[SSL: WRONG_VERSION_NUMBER] wrong version number". The text is Python's, without the
/// place in CPython's source that this adds in parentheses. Python: ssl.SSLError
struct SSLError : OSError {
    explicit SSLError(std::string strerror) : OSError(strerror) { this->strerror = std::move(strerror); }
    SSLError(int code, std::string strerror, std::string library = {}, std::string reason = {});
    std::string arguments() const override;

    std::string library, reason;             ///< "SSL" and "WRONG_VERSION_NUMBER"; empty: not known

private:
    bool has_code_ = false;                  // which may be 0
};
/// The peer's certificate will not do. (In Python it is a ValueError, too.)
struct SSLCertVerificationError : SSLError {
    using SSLError::SSLError;
    int verify_code = 0;                     ///< OpenSSL's X509_V_ERR_...
    std::string verify_message;              ///< "self-signed certificate"
};
struct SSLZeroReturnError : SSLError { using SSLError::SSLError; };   ///< the connection was ended in order
struct SSLEOFError : SSLError { using SSLError::SSLError; };          ///< the connection was cut off
using CertificateError = SSLCertVerificationError;

}  // namespace asyncio
