#include "response.hpp"

#include "runtime/http/content_type.hpp"
#include "runtime/http/date.hpp"
#include "runtime/http/status.hpp"

namespace asyncio::http {

std::string_view ResponseHead::reason() const { return reason_.empty() ? reason_of(status_) : std::string_view(reason_); }

std::string ResponseHead::content_type() const { return ContentType::parse(headers_.get("Content-Type", "")).type; }

void ResponseHead::set_content_type(std::string_view type) {
    const std::string before(headers_.get("Content-Type", ""));
    const std::size_t parameters = type.find(';') == type.npos ? before.find(';') : before.npos;
    headers_.set("Content-Type", std::string(type) + (parameters == before.npos ? "" : before.substr(parameters)));
}

void ResponseHead::set_cookie(std::string name, std::string value, CookieOptions options) {
    headers_.add("Set-Cookie", format_set_cookie({std::move(name), std::move(value), std::move(options)}));
}

void ResponseHead::del_cookie(std::string name, CookieOptions options) {
    options.max_age = 0;
    options.expires = 0;
    set_cookie(std::move(name), "", std::move(options));
}

void ResponseHead::set_last_modified(std::time_t seconds) { headers_.set("Last-Modified", format_date(seconds)); }

Response::Response(ResponseOptions options)
    : ResponseHead(options.status, std::move(options.reason), std::move(options.headers)) {
    const bool is_text = options.body.empty();
    body_ = std::move(is_text ? options.text : options.body);
    if (!options.content_type.empty())
        headers().set("Content-Type", is_text && options.content_type.find(';') == std::string::npos && !body_.empty()
                                          ? options.content_type + "; charset=utf-8" : options.content_type);
    else if (is_text && !body_.empty() && !headers().contains("Content-Type")) headers().add("Content-Type", "text/plain; charset=utf-8");
}

Response json_response(const Json& data, ResponseOptions options) {
    options.text = dump_json(data);
    if (options.content_type.empty()) options.content_type = "application/json";
    return Response(std::move(options));
}

}  // namespace asyncio::http
