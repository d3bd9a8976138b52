#include "client_request.hpp"

#include <algorithm>

#include "accepted_encodings.hpp"
#include "content_length.hpp"
#include "runtime/ssl/ssl_context.hpp"

namespace asyncio::http {

namespace {

bool is_one_of(std::string_view method, std::initializer_list<std::string_view> methods) {
    return std::ranges::find(methods, method) != methods.end();
}

}  // namespace

bool ClientRequest::is_repeatable() const {
    return is_one_of(method, {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"}) && (!body || body->bytes());
}

bool ClientRequest::expects_continue() const { return body && equal_ignoring_case(headers.get("Expect", ""), "100-continue"); }

std::string ClientRequest::pool_key() const {
    const SSLContext* context = ssl.context();
    return url.origin() + " " + (context ? context->identity() : ssl.is_false() ? "unchecked" : "checked");
}

namespace {

constexpr std::string_view user_agent = "Awaitscope";

void check(const ClientRequest& request) {
    if (!is_token(request.method)) throw ValueError("'" + request.method + "' cannot be a method");
    if (const auto length = request.headers.get("Content-Length"); length && !parse_content_length(*length))
        throw ValueError("Invalid Content-Length header: " + std::string(*length));
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name)) throw ValueError("'" + std::string(name) + "' cannot be a header's name");
        if (value.find_first_of(std::string_view("\r\n\0", 3)) != value.npos)
            throw ValueError("Newline or carriage return character detected in HTTP status message or header. "
                             "This is a potential security issue.");
    }
}

void choose_framing(ClientRequest& request) {
    CIMultiDict& headers = request.headers;
    if (const bool asked = lowered(headers.get("Transfer-Encoding", "")).find("chunked") != std::string::npos; asked) {
        if (request.chunked) throw ValueError("chunked can not be set if \"Transfer-Encoding: chunked\" header is set");
        request.chunked = true;
    } else if (request.chunked && headers.contains("Content-Length")) {
        throw ValueError("chunked can not be set if Content-Length header is set");
    }
    if (!request.body) return;
    if (!request.body->bytes() && !headers.contains("Content-Length")) request.chunked = true;
}

}  // namespace

void complete_headers(ClientRequest& request, const std::vector<std::string>& skip) {
    CIMultiDict& headers = request.headers;
    const auto add = [&](std::string_view name, std::string_view value) {
        const bool unwanted = std::ranges::any_of(skip, [&](const std::string& s) { return equal_ignoring_case(s, name); });
        if (!unwanted && !headers.contains(name)) headers.add(name, value);
    };
    if (!headers.contains("Host")) headers.add("Host", request.url.host_and_port());
    add("Accept", "*/*");
    add("Accept-Encoding", accepted_encodings());
    add("User-Agent", user_agent);
    choose_framing(request);
    if (request.chunked && !headers.contains("Transfer-Encoding")) headers.add("Transfer-Encoding", "chunked");
    if (request.body) add("Content-Type", request.body->content_type());
    else if (is_one_of(request.method, {"POST", "PUT", "PATCH"})) add("Content-Type", "application/octet-stream");
    if (request.chunked || headers.contains("Content-Length")) return check(request);
    if (request.body) headers.add("Content-Length", std::to_string(request.body->bytes()->size()));
    else if (!is_one_of(request.method, {"GET", "HEAD", "OPTIONS", "TRACE"})) headers.add("Content-Length", "0");
    check(request);
}

}  // namespace asyncio::http
