#include <cstring>

#include "transfer.hpp"

/// What libcurl's codes mean under aiohttp's names.
namespace asyncio::http {
namespace {

bool is_about_tls(CURLcode code) {
    switch (code) {
        case CURLE_SSL_CONNECT_ERROR: case CURLE_SSL_CERTPROBLEM: case CURLE_SSL_CIPHER: case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ENGINE_INITFAILED: case CURLE_SSL_CRL_BADFILE: case CURLE_USE_SSL_FAILED: return true;
        default: return false;
    }
}

/// "self-signed certificate" of "SSL certificate problem: self-signed certificate". What libcurl finds wrong by itself is the
/// name: then what Python says.
std::string certificate_reason(const std::string& words, const std::string& host) {
    if (words.find("subject name") != words.npos)
        return (Address::numeric(host, 0) ? "IP address" : "Hostname") + (" mismatch, certificate is not valid for '" + host + "'.");
    for (const std::string_view known : {"SSL certificate problem: ", "SSL: "})
        if (words.starts_with(known)) return words.substr(known.size());
    return words;
}

template <class Error, class... Args>
std::exception_ptr make(Args&&... args) { return std::make_exception_ptr(Error(std::forward<Args>(args)...)); }

}  // namespace

std::exception_ptr Transfer::error_of(CURLcode code) const {
    if (trouble_) return trouble_;
    if (code == CURLE_OUT_OF_MEMORY && !connected_) return make<std::bad_alloc>();   // else: of what comes, a line was too long
    if (head_.complete()) return broken_body_error(code);
    return connected_ ? broken_head_error(code) : connecting_error(code);
}

std::exception_ptr Transfer::connecting_error(CURLcode code) const {
    const ConnectionKey key = request_.connection_key();
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        return make<ClientConnectorCertificateError>(
            key, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: " + certificate_reason(easy_.words(code), request_.url.host()));
    if (is_about_tls(code)) return make<ClientConnectorSSLError>(key, 1, easy_.words(code));
    if (code == CURLE_OPERATION_TIMEDOUT) return make<ServerTimeoutError>("Connection timeout to host " + request_.info().url.str());
    if (code == CURLE_URL_MALFORMAT) return make<InvalidURL>(request_.url.str());
    const int open_error = multi_.open_error();
    const int number = open_error ? open_error : static_cast<int>(easy_.info(CURLINFO_OS_ERRNO));
    const std::string& path = connector_->unix_path();
    std::string words = number ? std::strerror(number) : easy_.words(code);
    if (!path.empty()) return make<UnixClientConnectorError>(path, key, number, words);
    if (!open_error && code == CURLE_COULDNT_CONNECT && last_address_) words = "Connect call failed " + asyncio::repr(last_address_);
    return make<ClientConnectorError>(key, number, words);
}

std::exception_ptr Transfer::broken_head_error(CURLcode code) const {
    const int number = static_cast<int>(easy_.info(CURLINFO_OS_ERRNO));
    if (stopped_) code = CURLE_GOT_NOTHING;
    switch (code) {
        case CURLE_OK: case CURLE_GOT_NOTHING: case CURLE_PARTIAL_FILE: case CURLE_SEND_FAIL_REWIND:
            return make<ServerDisconnectedError>("Server disconnected" + about());
        case CURLE_SEND_ERROR:
            return make<ClientOSError>(number, "Can not write request body for " + request_.info().url.str(), "send",
                                       request_.url.host_and_port());
        case CURLE_RECV_ERROR:
            if (number == 0) break;
            return make<ClientOSError>(number, std::strerror(number), "recv", request_.url.host_and_port());
        case CURLE_OPERATION_TIMEDOUT:
            return make<ServerTimeoutError>("Timeout on reading data from socket" + about());
        case CURLE_OUT_OF_MEMORY:
            return make<ClientResponseError>(request_.info(), 400, "Got more than 102400 bytes when reading a header");
        default: break;
    }
    return make<ClientResponseError>(request_.info(), 400, easy_.words(code));
}

std::exception_ptr Transfer::broken_body_error(CURLcode code) const {
    if (code == CURLE_BAD_CONTENT_ENCODING || code == CURLE_WRITE_ERROR)
        return make<ClientPayloadError>("400, message='Can not decode content-encoding: " +
                                        std::string(head_.headers.get("Content-Encoding", "")) + "'" + about());
    return make<ClientPayloadError>("Response payload is not completed" + about());
}

}  // namespace asyncio::http
