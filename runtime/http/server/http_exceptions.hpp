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

private:
    Response response_;
};

/// 3xx, with the Location header.
struct HTTPRedirection : HTTPException { HTTPRedirection(int status, std::string_view location); };
/// 4xx, and 5xx.
struct HTTPClientError : HTTPException { using HTTPException::HTTPException; };
struct HTTPServerError : HTTPException { using HTTPException::HTTPException; };

namespace detail {

/// A kind of answer with a status of its own, and whatever text.
template <class Base, int status_code>
struct Status : Base {
    explicit Status(std::string text = {}, CIMultiDict headers = {}) : Base(status_code, std::move(text), std::move(headers)) {}
};
template <int status_code>
struct Redirect : HTTPRedirection {
    explicit Redirect(std::string_view location) : HTTPRedirection(status_code, location) {}
};

}  // namespace detail

struct HTTPMovedPermanently : detail::Redirect<301> { using Redirect::Redirect; };
struct HTTPFound : detail::Redirect<302> { using Redirect::Redirect; };
struct HTTPSeeOther : detail::Redirect<303> { using Redirect::Redirect; };
struct HTTPTemporaryRedirect : detail::Redirect<307> { using Redirect::Redirect; };
struct HTTPPermanentRedirect : detail::Redirect<308> { using Redirect::Redirect; };

struct HTTPNoContent : detail::Status<HTTPException, 204> { using Status::Status; };
struct HTTPNotModified : detail::Status<HTTPException, 304> { using Status::Status; };
struct HTTPBadRequest : detail::Status<HTTPClientError, 400> { using Status::Status; };
struct HTTPUnauthorized : detail::Status<HTTPClientError, 401> { using Status::Status; };
struct HTTPForbidden : detail::Status<HTTPClientError, 403> { using Status::Status; };
struct HTTPNotFound : detail::Status<HTTPClientError, 404> { using Status::Status; };
/// Names the methods that are allowed, in its Allow header.
struct HTTPMethodNotAllowed : HTTPClientError {
    HTTPMethodNotAllowed(std::string_view method, const std::vector<std::string>& allowed);
};
struct HTTPRequestTimeout : detail::Status<HTTPClientError, 408> { using Status::Status; };
struct HTTPConflict : detail::Status<HTTPClientError, 409> { using Status::Status; };
struct HTTPGone : detail::Status<HTTPClientError, 410> { using Status::Status; };
struct HTTPPreconditionFailed : detail::Status<HTTPClientError, 412> { using Status::Status; };
struct HTTPRequestEntityTooLarge : HTTPClientError {
    HTTPRequestEntityTooLarge(std::size_t max_size, std::size_t actual_size);
};
struct HTTPUnsupportedMediaType : detail::Status<HTTPClientError, 415> { using Status::Status; };
struct HTTPRequestRangeNotSatisfiable : detail::Status<HTTPClientError, 416> { using Status::Status; };
struct HTTPExpectationFailed : detail::Status<HTTPClientError, 417> { using Status::Status; };
struct HTTPUnprocessableEntity : detail::Status<HTTPClientError, 422> { using Status::Status; };
struct HTTPTooManyRequests : detail::Status<HTTPClientError, 429> { using Status::Status; };
struct HTTPInternalServerError : detail::Status<HTTPServerError, 500> { using Status::Status; };
struct HTTPNotImplemented : detail::Status<HTTPServerError, 501> { using Status::Status; };
struct HTTPBadGateway : detail::Status<HTTPServerError, 502> { using Status::Status; };
struct HTTPServiceUnavailable : detail::Status<HTTPServerError, 503> { using Status::Status; };
struct HTTPGatewayTimeout : detail::Status<HTTPServerError, 504> { using Status::Status; };

}  // namespace asyncio::http
