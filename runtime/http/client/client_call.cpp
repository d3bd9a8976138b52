#include "client_call.hpp"

#include <algorithm>
#include <cmath>

#include "runtime/awaiters.hpp"
#include "runtime/http/ascii.hpp"
#include "runtime/timeout.hpp"
#include "session_state.hpp"
#include "transfer.hpp"

namespace asyncio::http {
namespace {

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

/// Where a response sends to; "": nowhere.
std::string location_of(const ClientResponse& response) {
    const std::string_view location = response.headers().get("Location", "");
    return std::string(location.empty() ? response.headers().get("URI", "") : location);
}

/// A request on its way from redirect to redirect.
class ClientCall {
public:
    ClientCall(SessionState& session, std::string method, const StrOrURL& url, RequestOptions options);

    ClientRequest next_request();
    /// Whether the response is none yet, but says where to go on. Throws ClientResponseError, InvalidURL, ValueError.
    bool is_redirected(const ClientResponse& response);
    const ClientTimeout& timeout() const { return timeout_; }
    std::vector<ClientResponse> history() { return std::move(history_); }
    std::string about() const { return method_ + " " + url_.with_fragment("").str(); }

private:
    void merge_headers();
    std::optional<BasicAuth> credentials();
    std::string cookie_header() const;
    void change_method(int status);
    URL target_of(const ClientResponse& response) const;

    SessionState& session_;
    std::string method_;
    URL url_;
    RequestOptions options_;
    CIMultiDict headers_;
    const ClientTimeout timeout_;
    std::vector<ClientResponse> history_;
    bool has_left_ = false;                  // the host that the session's and the request's secrets are for
};

/// Throws InvalidURL; AssertionError for one that does not go with the session's base_url.
URL full_url(const SessionState& session, const std::string& text) {
    if (session.base_url && (!text.starts_with('/') || text.starts_with("//")))
        throw AssertionError("with a base_url, a request is for a path: " + text);
    try {
        const URL url = session.base_url ? session.base_url->join(text) : URL(text);
        if (url.scheme() == "http" || url.scheme() == "https") return url;
    } catch (const ValueError&) {
    }
    throw InvalidURL(text);
}

ClientCall::ClientCall(SessionState& session, std::string method, const StrOrURL& url, RequestOptions options)
    : session_(session), method_(uppered(method)), options_(std::move(options)),
      timeout_(options_.timeout ? *options_.timeout : session.options.timeout) {
    if (session.closed || session.connector.closed()) throw RuntimeError("Session is closed");
    if (options_.data && options_.json) throw ValueError("data and json parameters can not be used at the same time");
    if (options_.json) options_.data = JsonPayload(*options_.json);
    if (options_.data && method_ == "HEAD") throw ValueError("a HEAD request has no body");
    url_ = full_url(session, url.text());
    merge_headers();
}

void ClientCall::merge_headers() {
    headers_ = session_.options.headers;
    for (const auto& [name, value] : options_.headers) headers_.remove(name);
    headers_.extend(options_.headers);
}

std::optional<BasicAuth> ClientCall::credentials() {
    if (url_.user() || url_.password()) {
        if (options_.auth) throw ValueError("Cannot combine AUTH argument with credentials encoded in URL");
        options_.auth = BasicAuth{url_.user().value_or(""), url_.password().value_or("")};
        url_ = url_.without_user();
    }
    if (!options_.auth && !has_left_) options_.auth = session_.options.auth;
    if (options_.auth && headers_.contains("Authorization"))
        throw ValueError("Cannot combine AUTHORIZATION header with AUTH argument or credentials encoded in URL");
    return options_.auth;
}

std::string ClientCall::cookie_header() const {
    Cookies cookies = parse_cookies(headers_.get("Cookie", ""));
    for (const auto& [name, value] : session_.cookie_jar.filter_cookies(url_)) cookies.insert_or_assign(name, value);
    for (const auto& [name, value] : options_.cookies) cookies.insert_or_assign(name, value);
    std::string text;
    for (const auto& [name, value] : cookies) text += (text.empty() ? "" : "; ") + name + "=" + quote_cookie(value);
    return text;
}

ClientRequest ClientCall::next_request() {
    const SessionOptions& defaults = session_.options;
    const auto auth = credentials();
    ClientRequest request{.method = method_, .url = url_.extend_query(options_.params), .headers = headers_, .body = options_.data,
                          .chunked = options_.chunked && options_.data,
                          .ssl = options_.ssl.is_none() ? session_.connector.state()->options().ssl : options_.ssl, .timeout = timeout_,
                          .auto_decompress = defaults.auto_decompress,
                          .read_bufsize = options_.read_bufsize.value_or(defaults.read_bufsize)};
    if (auth) request.headers.set("Authorization", auth->encode());
    if (const std::string cookies = cookie_header(); !cookies.empty()) request.headers.set("Cookie", cookies);
    if (options_.expect100) request.headers.set("Expect", "100-continue");
    std::vector<std::string> skip = defaults.skip_auto_headers;
    skip.insert(skip.end(), options_.skip_auto_headers.begin(), options_.skip_auto_headers.end());
    complete_headers(request, skip);
    return request;
}

bool ClientCall::is_redirected(const ClientResponse& response) {
    session_.cookie_jar.update_cookies(response.cookies(), response.url());
    if (!is_redirect(response.status()) || !options_.allow_redirects.value_or(true)) return false;
    history_.push_back(response);
    if (options_.max_redirects > 0 && static_cast<int>(history_.size()) >= options_.max_redirects) {
        response.close();
        throw TooManyRedirects(history_.front().request_info(), 0, "");
    }
    change_method(response.status());
    if (location_of(response).empty()) {
        history_.pop_back();   // it is the response, and would keep itself
        return false;
    }
    response.release();
    const URL target = target_of(response);
    if (target.origin() != url_.origin()) {
        has_left_ = true;
        options_.auth.reset();
        options_.cookies.clear();
        for (const char* secret : {"Authorization", "Cookie", "Proxy-Authorization"}) headers_.remove(secret);
    }
    url_ = target;
    options_.params.clear();
    if (options_.data && !options_.data->is_whole()) throw ClientPayloadError("the body has been sent and cannot be sent again: " + about());
    return true;
}

/// As browsers do it: what was posted is not posted again, but what comes of it is fetched.
void ClientCall::change_method(int status) {
    const bool see_other = status == 303 && method_ != "HEAD";
    const bool moved = (status == 301 || status == 302) && method_ == "POST";
    if (!see_other && !moved) return;
    method_ = "GET";
    options_.data.reset();
    headers_.remove("Content-Length");
}

URL ClientCall::target_of(const ClientResponse& response) const {
    const std::string text = location_of(response);
    URL target;
    try {
        target = url_.join(text);
    } catch (const ValueError&) {
        throw InvalidURL(text);
    }
    if (target.scheme() != "http" && target.scheme() != "https") throw ValueError("Can redirect only to http or https");
    return target;
}

Coroutine<ClientResponse> follow(SessionState& session, ClientCall& call) {
    for (;;) {
        ClientResponse response = co_await exchange(session.connector, call.next_request()).as("exchange");
        if (!call.is_redirected(response)) co_return response;
    }
}

/// From five seconds on, at a whole second: aiohttp's TimeoutHandle.
std::optional<double> total_deadline(const Loop& loop, const ClientTimeout& timeout) {
    if (timeout.total.value_or(0) <= 0) return {};
    const double when = loop.time() + *timeout.total;
    return *timeout.total >= 5 ? std::ceil(when) : when;
}

Coroutine<ClientResponse> run_call(std::shared_ptr<SessionState> session, std::string method, StrOrURL url, RequestOptions options) {
    const bool raise = options.raise_for_status.value_or(session->options.raise_for_status);
    ClientCall call(*session, std::move(method), url, std::move(options));
    const auto complete_by = total_deadline(session->loop(), call.timeout());
    Timeout limit = timeout_at(complete_by);
    ClientResponse response;
    try {
        response = co_await async_with(limit, [&] { return follow(*session, call).as("follow"); });
    } catch (const TimeoutError&) {
        if (!limit.expired()) throw;
    }
    if (!response) throw TimeoutError("Timeout: " + call.about());
    response.state().history = call.history();
    if (raise) response.raise_for_status();
    const auto& transfer = response.state().transfer;
    if (complete_by && transfer->running()) transfer->complete_by(to_micros(*complete_by));
    co_return response;
}

}  // namespace

Coroutine<ClientResponse> make_call(std::shared_ptr<SessionState> session, std::string method, StrOrURL url, RequestOptions options) {
    return run_call(std::move(session), std::move(method), std::move(url), std::move(options)).as("ClientSession._request");
}

}  // namespace asyncio::http
