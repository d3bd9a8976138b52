#pragma once
#include "../../os_errors.hpp"
#include "request_info.hpp"

/// What a request can end in, under aiohttp's names.
///
/// An error is one of Python's kinds and one of aiohttp's: a ServerTimeoutError can be caught as TimeoutError,
/// ServerConnectionError, ClientConnectionError, ClientError or Exception. The texts are aiohttp's; those that would not
/// say which request they are about go on with it: "Server disconnected: GET http://127.0.0.1:8080/". What libcurl alone
/// knows (TLS, malformed answers) is said in its words.
namespace asyncio::http {

/// All of them.
struct ClientError {
    virtual ~ClientError() = default;
    virtual const char* what() const noexcept = 0;           ///< Python: str(e)
    virtual const Exception& exception() const = 0;          ///< the same error; for repr(e.exception())
};
/// The connection failed: it could not be made, or broke.
struct ClientConnectionError : ClientError {};
/// The server failed it.
struct ServerConnectionError : ClientConnectionError {};

namespace detail {

/// An error that is a Base of Python's and a Kind of aiohttp's.
template <class Base, class Kind>
struct Both : Base, Kind {
    using Base::Base;
    const char* what() const noexcept override { return Base::what(); }
    const Exception& exception() const override { return *this; }
};

/// What is no more than a ClientConnectionError.
struct ClientConnectionError : Both<Exception, http::ClientConnectionError> { using Both::Both; };

}  // namespace detail

/// What the system refused. Has OSError's code, strerror, operation and address.
struct ClientOSError : detail::Both<OSError, ClientConnectionError> { using Both::Both; };

/// Where a connection leads.
struct ConnectionKey {
    std::string host;
    int port = 0;
    bool is_ssl = false;
    std::string ssl = "default";                             ///< how certificates are checked, as errors show it
};

/// There is no connection: "Cannot connect to host 127.0.0.1:1 ssl:default [Connect call failed ('127.0.0.1', 1)]".
struct ClientConnectorError : ClientOSError {
    ClientConnectorError(ConnectionKey key, int code, std::string strerror);
    const std::string& host() const { return key.host; }     ///< that it wanted to reach
    int port() const { return key.port; }
    const char* what() const noexcept override { return text.c_str(); }
    std::string arguments() const override;
    ConnectionKey key;
    std::string text;
};
/// The same of a Unix socket.
struct UnixClientConnectorError : ClientConnectorError {
    UnixClientConnectorError(std::string path, ConnectionKey key, int code, std::string strerror);
    std::string path;
};
struct ClientSSLError : ClientConnectorError { using ClientConnectorError::ClientConnectorError; };
/// The two could not agree on how to speak TLS.
struct ClientConnectorSSLError : ClientSSLError { using ClientSSLError::ClientSSLError; };
/// The server's certificate is not to be trusted.
struct ClientConnectorCertificateError : ClientSSLError {
    ClientConnectorCertificateError(ConnectionKey key, std::string reason);
    std::string certificate_error;                           ///< "certificate verify failed: ..."
};

/// The connection was closed before there was a response.
struct ServerDisconnectedError : detail::Both<Exception, ServerConnectionError> { using Both::Both; };
/// No connection, or no bytes, within the time that ClientTimeout gives.
struct ServerTimeoutError : detail::Both<TimeoutError, ServerConnectionError> { using Both::Both; };
/// The body is not complete, or cannot be decoded.
struct ClientPayloadError : detail::Both<Exception, ClientError> { using Both::Both; };
/// The text is no URL, or one that a client cannot ask for.
struct InvalidURL : detail::Both<ValueError, ClientError> {
    explicit InvalidURL(std::string url) : Both(url), url(std::move(url)) {}
    std::string url;
};

/// The response is not what was hoped for: "404, message='Not Found', url=URL('http://127.0.0.1:8080/')".
struct ClientResponseError : detail::Both<Exception, ClientError> {
    ClientResponseError(RequestInfo request_info, int status, std::string message, CIMultiDict headers = {});
    std::string arguments() const override;
    RequestInfo request_info;
    int status;
    std::string message;
    CIMultiDict headers;                                     ///< of the response
};
struct ContentTypeError : ClientResponseError { using ClientResponseError::ClientResponseError; };
struct TooManyRedirects : ClientResponseError { using ClientResponseError::ClientResponseError; };

}  // namespace asyncio::http
