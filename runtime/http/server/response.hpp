#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "../cookie.hpp"
#include "../etag.hpp"
#include "../json.hpp"
#include "../multidict.hpp"

namespace asyncio::http {

/// What a response says before its body. Python: the head of web.StreamResponse
class ResponseHead {
public:
    explicit ResponseHead(int status = 200, std::string reason = {}, CIMultiDict headers = {})
        : status_(status), reason_(std::move(reason)), headers_(std::move(headers)) {}

    int status() const { return status_; }           ///< 200
    std::string_view reason() const;                      ///< the status's own words, unless others were set
    void set_status(int status, std::string reason = {}) { status_ = status; reason_ = std::move(reason); }
    CIMultiDict& headers() { return headers_; }
    const CIMultiDict& headers() const { return headers_; }
    std::string content_type() const;                ///< without parameters
    void set_content_type(std::string_view type);    ///< the parameters stay, a charset say, unless `type` has its own
    void set_cookie(std::string name, std::string value, CookieOptions options = {});   ///< Throws ValueError
    void del_cookie(std::string name, CookieOptions options = {});                      ///< asks the client to forget it
    void set_etag(const ETag& etag) { headers_.set("ETag", format_etag(etag)); }        ///< Throws ValueError
    void set_last_modified(std::time_t seconds);
    void force_close() { closes_ = true; }           ///< this response is the connection's last
    bool closes() const { return closes_; }

private:
    int status_;
    bool closes_ = false;
    std::string reason_;
    CIMultiDict headers_;
};

struct ResponseOptions {
    int status = 200;
    std::string reason = {};
    std::string text = {};                           ///< its type is text/plain, in UTF-8, unless another is given
    std::string body = {};                           ///< bytes; instead of `text`
    std::string content_type = {};
    CIMultiDict headers = {};
};

/// An answer that is there as a whole: what a handler returns. Python: web.Response
///
///     co_return http::Response({.status = 201, .text = "Hello, " + name});
///     co_return http::Response("Hello, " + name);
///
/// A StreamResponse or a FileResponse is one, too, where a handler returns it.
class Response : public ResponseHead {
public:
    enum class Kind { whole, file, sent };

    Response() = default;
    Response(ResponseOptions options);
    explicit Response(std::string text, int status = 200) : Response(ResponseOptions{.status = status, .text = std::move(text)}) {}
    Response(ResponseHead head, Kind kind, std::string path) : ResponseHead(std::move(head)), kind_(kind), body_(std::move(path)) {}

    const std::string& body() const { return body_; }   ///< in bytes, before it is compressed
    void set_body(std::string body) { body_ = std::move(body); }

    /// For the server: what the body is. `file`: the path of one; `sent`: it is out already.
    Kind kind() const { return kind_; }

private:
    Kind kind_ = Kind::whole;
    std::string body_;
};

/// Python: web.json_response(data, status=...)
Response json_response(const Json& data, ResponseOptions options = {});

/// A file, as static routes send it: with its type, in ranges, or 304 if the client has it. Python: web.FileResponse
class FileResponse : public ResponseHead {
public:
    explicit FileResponse(std::string path, int status = 200, CIMultiDict headers = {})
        : ResponseHead(status, {}, std::move(headers)), path_(std::move(path)) {}
    operator Response() && { return Response(std::move(*this), Response::Kind::file, std::move(path_)); }

private:
    std::string path_;
};

}  // namespace asyncio::http
