#pragma once
#include "../../exceptions.hpp"
#include "response.hpp"

/// Responses that a handler throws instead of returning them: `throw http::HTTPNotFound()`. Python: web_exceptions
namespace asyncio::http {

/// Its text is "404: Not Found" unless `text` says otherwise; str(e) is the reason.
class HTTPException : public Exception {
public:
    explicit HTTPException(int status, std::string text = {}, CIMultiDict headers = {});
    const Response& response() const { return response_; }   ///< what the client gets
    Response& response() { return response_; }
    int status() const { return response_.status(); }
    std::string_view reason() const { return response_.reason(); }
    const std::string& text() const { return response_.body(); }

private:
    Response response_;
};

/// 2xx: for who would rather throw than return.
struct HTTPSuccessful : HTTPException { using HTTPException::HTTPException; };
/// 3xx.
struct HTTPRedirection : HTTPException { using HTTPException::HTTPException; };
/// 3xx with the Location header.
struct HTTPMove : HTTPRedirection { HTTPMove(int status, std::string_view location); };
/// 4xx, and 5xx.
struct HTTPError : HTTPException { using HTTPException::HTTPException; };
struct HTTPClientError : HTTPError { using HTTPError::HTTPError; };
struct HTTPServerError : HTTPError { using HTTPError::HTTPError; };

namespace detail {

/// A kind of answer with a status of its own, and whatever text.
template <class Base, int status_code>
struct Status : Base {
    explicit Status(std::string text = {}, CIMultiDict headers = {}) : Base(status_code, std::move(text), std::move(headers)) {}
};
template <int status_code>
struct Move : HTTPMove {
    explicit Move(std::string_view location) : HTTPMove(status_code, location) {}
};

}  // namespace detail

struct HTTPOk : detail::Status<HTTPSuccessful, 200> { using Status::Status; };
struct HTTPCreated : detail::Status<HTTPSuccessful, 201> { using Status::Status; };
struct HTTPAccepted : detail::Status<HTTPSuccessful, 202> { using Status::Status; };
struct HTTPNonAuthoritativeInformation : detail::Status<HTTPSuccessful, 203> { using Status::Status; };
struct HTTPNoContent : detail::Status<HTTPSuccessful, 204> { using Status::Status; };
struct HTTPResetContent : detail::Status<HTTPSuccessful, 205> { using Status::Status; };
struct HTTPPartialContent : detail::Status<HTTPSuccessful, 206> { using Status::Status; };

struct HTTPMultipleChoices : detail::Move<300> { using Move::Move; };
struct HTTPMovedPermanently : detail::Move<301> { using Move::Move; };
struct HTTPFound : detail::Move<302> { using Move::Move; };
struct HTTPSeeOther : detail::Move<303> { using Move::Move; };
struct HTTPUseProxy : detail::Move<305> { using Move::Move; };
struct HTTPTemporaryRedirect : detail::Move<307> { using Move::Move; };
struct HTTPPermanentRedirect : detail::Move<308> { using Move::Move; };
struct HTTPNotModified : detail::Status<HTTPRedirection, 304> { using Status::Status; };

struct HTTPBadRequest : detail::Status<HTTPClientError, 400> { using Status::Status; };
struct HTTPUnauthorized : detail::Status<HTTPClientError, 401> { using Status::Status; };
struct HTTPPaymentRequired : detail::Status<HTTPClientError, 402> { using Status::Status; };
struct HTTPForbidden : detail::Status<HTTPClientError, 403> { using Status::Status; };
struct HTTPNotFound : detail::Status<HTTPClientError, 404> { using Status::Status; };
/// Names the methods that are allowed, in its Allow header.
struct HTTPMethodNotAllowed : HTTPClientError {
    HTTPMethodNotAllowed(std::string_view method, const std::vector<std::string>& allowed);
};
struct HTTPNotAcceptable : detail::Status<HTTPClientError, 406> { using Status::Status; };
struct HTTPProxyAuthenticationRequired : detail::Status<HTTPClientError, 407> { using Status::Status; };
struct HTTPRequestTimeout : detail::Status<HTTPClientError, 408> { using Status::Status; };
struct HTTPConflict : detail::Status<HTTPClientError, 409> { using Status::Status; };
struct HTTPGone : detail::Status<HTTPClientError, 410> { using Status::Status; };
struct HTTPLengthRequired : detail::Status<HTTPClientError, 411> { using Status::Status; };
struct HTTPPreconditionFailed : detail::Status<HTTPClientError, 412> { using Status::Status; };
struct HTTPRequestEntityTooLarge : HTTPClientError {
    HTTPRequestEntityTooLarge(std::size_t max_size, std::size_t actual_size);
};
struct HTTPRequestURITooLong : detail::Status<HTTPClientError, 414> { using Status::Status; };
struct HTTPUnsupportedMediaType : detail::Status<HTTPClientError, 415> { using Status::Status; };
struct HTTPRequestRangeNotSatisfiable : detail::Status<HTTPClientError, 416> { using Status::Status; };
struct HTTPExpectationFailed : detail::Status<HTTPClientError, 417> { using Status::Status; };
struct HTTPMisdirectedRequest : detail::Status<HTTPClientError, 421> { using Status::Status; };
struct HTTPUnprocessableEntity : detail::Status<HTTPClientError, 422> { using Status::Status; };
struct HTTPFailedDependency : detail::Status<HTTPClientError, 424> { using Status::Status; };
struct HTTPUpgradeRequired : detail::Status<HTTPClientError, 426> { using Status::Status; };
struct HTTPPreconditionRequired : detail::Status<HTTPClientError, 428> { using Status::Status; };
struct HTTPTooManyRequests : detail::Status<HTTPClientError, 429> { using Status::Status; };
struct HTTPRequestHeaderFieldsTooLarge : detail::Status<HTTPClientError, 431> { using Status::Status; };
/// Names who demands it, in its Link header; "": nobody is named.
struct HTTPUnavailableForLegalReasons : HTTPClientError {
    explicit HTTPUnavailableForLegalReasons(std::string_view link, std::string text = {});
};

struct HTTPInternalServerError : detail::Status<HTTPServerError, 500> { using Status::Status; };
struct HTTPNotImplemented : detail::Status<HTTPServerError, 501> { using Status::Status; };
struct HTTPBadGateway : detail::Status<HTTPServerError, 502> { using Status::Status; };
struct HTTPServiceUnavailable : detail::Status<HTTPServerError, 503> { using Status::Status; };
struct HTTPGatewayTimeout : detail::Status<HTTPServerError, 504> { using Status::Status; };
struct HTTPVersionNotSupported : detail::Status<HTTPServerError, 505> { using Status::Status; };
struct HTTPVariantAlsoNegotiates : detail::Status<HTTPServerError, 506> { using Status::Status; };
struct HTTPInsufficientStorage : detail::Status<HTTPServerError, 507> { using Status::Status; };
struct HTTPNotExtended : detail::Status<HTTPServerError, 510> { using Status::Status; };
struct HTTPNetworkAuthenticationRequired : detail::Status<HTTPServerError, 511> { using Status::Status; };

}  // namespace asyncio::http
