#include "request.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "application.hpp"
#include "http_exceptions.hpp"
#include "runtime/awaiters.hpp"
#include "runtime/http/ascii.hpp"
#include "runtime/http/date.hpp"
#include "runtime/http/percent.hpp"
#include "runtime/net/transport.hpp"
#include "server_connection.hpp"

namespace asyncio::http {
namespace {

constexpr std::int64_t largest_number = std::numeric_limits<std::int64_t>::max() - 1;   // one less: what is behind it is a number, too

/// As in Python, where numbers have no end: above `largest_number` it is that, which no file is as large as.
std::optional<std::int64_t> read_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range) number = largest_number;
    else if (error != std::errc()) return {};
    if (end != text.data() + text.size() || !is_digit(text[0])) return {};
    return std::min(number, largest_number);
}

/// The path and the query of a target: "/a?b", "http://host/a?b", "*".
std::string_view origin_form(std::string_view target) {
    if (target.starts_with('/')) return target;
    const auto scheme = target.find("://");
    if (scheme == target.npos) return target;
    const auto path = target.find_first_of("/?", scheme + 3);
    return path == target.npos ? std::string_view("/") : target.substr(path);
}

}  // namespace

void Request::begin(Application& app) {
    app_ = &app;
    handler_ = nullptr;
    routed_ = false;
    allowed_.clear();
    query_string_ = origin_form(head_.target);
    query_string_ = query_string_.substr(0, query_string_.find('#'));
    raw_path_ = take_until(query_string_, '?');
    path_.clear();
    query_.reset();
    match_info_.clear();
    content_ = {};
    body_.reset();
    values_.clear();
}

const std::string& Request::path() const {
    if (path_.empty()) path_ = unquote(raw_path_);
    return path_;
}

const MultiDict& Request::query() const {
    if (!query_) query_ = parse_query(query_string_);
    return *query_;
}

Cookies Request::cookies() const {
    Cookies all;
    for (std::string_view header : headers().getall("Cookie"))
        for (auto& [name, value] : parse_cookies(header)) all.insert_or_assign(name, value);
    return all;
}

Transport* Request::transport() const { return connection_->transport(); }

bool Request::secure() const { return transport() && transport()->get_extra_info("sslcontext"); }

URL Request::url() const {
    if (URL::is_absolute(path_qs())) return URL(path_qs());
    return URL(scheme() + "://" + std::string(host().empty() ? "localhost" : host()) + (path_qs().starts_with('/') ? path_qs() : "/"));
}

std::string Request::remote() const {
    if (!transport()) return {};
    const ExtraInfo peer = transport()->get_extra_info("peername");
    return peer ? static_cast<Address>(peer).host() : std::string();
}

std::optional<HttpRange> Request::http_range() const {
    const auto header = headers().get("Range");
    if (!header) return {};
    std::string_view last = *header;
    if (take_until(last, '=') != "bytes") throw ValueError("range not in acceptable format");
    const std::string_view first = trimmed(take_until(last, '-'));
    last = trimmed(last);
    const auto start = read_number(first), end = read_number(last);
    if ((!start && !end) || (!first.empty() && !start) || (!last.empty() && !end)) throw ValueError("range not in acceptable format");
    if (!start) return HttpRange{-*end, {}};
    if (!end) return HttpRange{start, {}};
    if (*start > *end) throw ValueError("start cannot be after end");
    return HttpRange{start, *end + 1};
}

std::optional<std::time_t> Request::date_in(std::string_view header) const {
    const auto text = headers().get(header);
    return text ? parse_date(*text) : std::nullopt;
}

std::optional<std::vector<ETag>> Request::tags_in(std::string_view header) const {
    const auto text = headers().get(header);
    return text && !text->empty() ? std::optional(parse_etags(*text)) : std::nullopt;
}

const StreamReader& Request::content() const {
    if (!content_.state()) {   // there is no body: an end without a beginning
        content_ = StreamReader(default_limit);
        content_.feed_eof();
    }
    return content_;
}

Coroutine<std::string> Request::read() { return read_body(*this).as("read"); }
Coroutine<Json> Request::json() { return read_json(*this).as("json"); }
Coroutine<MultiDict> Request::post() { return read_form(*this).as("post"); }

Coroutine<std::string> Request::read_body(Request& request) {
    if (request.body_) co_return *request.body_;
    std::string body;
    const std::size_t most = request.app().client_max_size();
    while (request.can_read_body()) {
        body += co_await request.content().read(static_cast<long>(default_limit));
        if (most > 0 && body.size() > most) throw HTTPRequestEntityTooLarge(most, body.size());
    }
    request.body_ = body;
    co_return body;
}

Coroutine<Json> Request::read_json(Request& request) { co_return parse_json(co_await read_body(request)); }

Coroutine<MultiDict> Request::read_form(Request& request) {
    if (request.content_type().type != "application/x-www-form-urlencoded") co_return MultiDict();
    co_return parse_query(co_await read_body(request));
}

}  // namespace asyncio::http
