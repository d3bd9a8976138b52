#include "client_errors.hpp"

#include "runtime/quoted.hpp"

namespace asyncio::http {
namespace {

std::string place(const ConnectionKey& key) { return key.host + ":" + std::to_string(key.port); }

}  // namespace

ClientConnectorError::ClientConnectorError(ConnectionKey where, int code, std::string strerror)
    : ClientOSError(code, strerror, "connect", place(where)), key(std::move(where)),
      text("Cannot connect to host " + place(key) + " ssl:" + key.ssl + " [" + strerror + "]") {}

std::string ClientConnectorError::arguments() const { return asyncio::quoted(text); }

UnixClientConnectorError::UnixClientConnectorError(std::string where, ConnectionKey key, int code, std::string strerror)
    : ClientConnectorError(key, code, strerror), path(std::move(where)) {
    address = path;
    text = "Cannot connect to unix socket " + path + " ssl:" + key.ssl + " [" + strerror + "]";
}

ClientConnectorCertificateError::ClientConnectorCertificateError(ConnectionKey where, std::string reason)
    : ClientSSLError(where, 1, reason), certificate_error(std::move(reason)) {
    text = "Cannot connect to host " + place(where) + " ssl:True [SSLCertVerificationError: (1, " + asyncio::quoted(certificate_error) + ")]";
}

ClientResponseError::ClientResponseError(RequestInfo info, int status, std::string message, CIMultiDict headers)
    : Both(std::to_string(status) + ", message=" + asyncio::quoted(message) + ", url=" + repr(info.real_url)),
      request_info(std::move(info)), status(status), message(std::move(message)), headers(std::move(headers)) {}

std::string ClientResponseError::arguments() const {
    const RequestInfo& info = request_info;
    return "RequestInfo(url=" + repr(info.url) + ", method=" + asyncio::quoted(info.method) + "), status=" + std::to_string(status) +
           ", message=" + asyncio::quoted(message);
}

}  // namespace asyncio::http
