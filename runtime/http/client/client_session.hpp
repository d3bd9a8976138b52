#pragma once
#include "../../async_with.hpp"
#include "basic_auth.hpp"
#include "braced.hpp"
#include "client_response.hpp"
#include "client_timeout.hpp"
#include "connector.hpp"
#include "cookie_jar.hpp"
#include "payload.hpp"

namespace asyncio::http {

struct RequestOptions {
    MultiDict params = {};                                   ///< added to the URL's query
    Braced<Payload, FormField> data = {};                    ///< std::optional<Payload>; {{"a", "1"}} is a form
    Braced<Json, Json::initializer_list_t::value_type> json = {};   ///< std::optional<Json>, instead of `data`
    CIMultiDict headers = {};                                ///< besides, or instead of, the session's
    Cookies cookies = {};                                    ///< besides the session's
    std::optional<BasicAuth> auth = {};
    std::optional<bool> allow_redirects = {};                ///< yes, unless it is head()
    int max_redirects = 10;                                  ///< 0: no limit
    std::optional<ClientTimeout> timeout = {};               ///< instead of the session's
    SSLArgument ssl = {};                                    ///< instead of the connector's; false: any certificate will do
    std::optional<bool> raise_for_status = {};               ///< instead of the session's
    bool chunked = false;                                    ///< sends the body in chunks, even if its size is known
    bool expect100 = false;                                  ///< asks before it sends the body
    std::vector<std::string> skip_auto_headers = {};         ///< which are not to be added
    std::optional<std::size_t> read_bufsize = {};            ///< instead of the session's
};

struct SessionOptions {
    std::string base_url = {};                               ///< "http://host:8080": then requests are for "/path"
    std::optional<Connector> connector = {};                 ///< none: a TCPConnector of its own
    bool connector_owner = true;                             ///< closes it with the session
    CIMultiDict headers = {};
    Cookies cookies = {};
    std::optional<CookieJar> cookie_jar = {};                ///< none: one of its own
    std::optional<BasicAuth> auth = {};
    ClientTimeout timeout = {.total = 300};
    bool raise_for_status = false;                           ///< a status of 400 or more is an error
    bool auto_decompress = true;
    std::size_t read_bufsize = 64 * 1024;                    ///< of a body that nobody reads; twice as much is kept at most
    std::vector<std::string> skip_auto_headers = {};
};

/// A request that has not begun: it is awaited for the response, or given to async_with. Then the response is released
/// at the end of the block. Python: what session.get() gives
class [[nodiscard("a request does nothing until it is awaited")]] RequestContextManager {
public:
    using IsCoroutine = void;            ///< for create_task(session.get(url))

    explicit RequestContextManager(Coroutine<ClientResponse> request) : request_(std::move(request)) {}

    Coroutine<ClientResponse> enter();
    Coroutine<bool> exit(std::exception_ptr error);
    Coroutine<ClientResponse> operator co_await() && { return std::move(request_); }
    operator Coroutine<ClientResponse>() && { return std::move(request_); }   ///< for create_task, gather, ...

private:
    static Coroutine<ClientResponse> begin(RequestContextManager& self);
    Coroutine<ClientResponse> request_;
    ClientResponse response_;
};

class SessionState;

/// Makes requests, with connections, cookies and defaults that they share. Copies are the same session.
///
///     co_await async_with(http::ClientSession(), [](http::ClientSession& session) -> Coroutine<> {
///         co_await async_with(session.get("http://127.0.0.1:8080/"), [](http::ClientResponse& response) -> Coroutine<> {
///             print("{} {}", response.status(), co_await response.text());
///         });
///     });
///
/// Requests throw ClientError in all its kinds (see client_errors.hpp), TimeoutError after ClientTimeout::total,
/// RuntimeError once the session is closed, ValueError for options that contradict each other.
/// They emit io_begin, io_ready and io_end of `http.socket`, timers, job_submit of `getaddrinfo`, task_new of
/// `write_bytes` for a body that comes piece by piece, and what a waiting task emits.
///
/// One that goes without close() says so: "Unclosed client session". Python: aiohttp.ClientSession
class ClientSession {
public:
    using CopiesAreTheSame = void;

    /// Throws RuntimeError if no loop runs here, ValueError for a base_url that is none.
    explicit ClientSession(SessionOptions options = {});
    explicit ClientSession(std::string base_url, SessionOptions options = {});

    /// Sends a request once it is awaited, or entered by async_with; what follows is the same for one method each.
    /// Throws, when awaited: ClientError and its kinds, InvalidURL, TimeoutError; ValueError for options that make no sense.
    RequestContextManager request(std::string method, StrOrURL url, RequestOptions options = {}) const;
    RequestContextManager get(StrOrURL url, RequestOptions o = {}) const { return request("GET", std::move(url), std::move(o)); }
    RequestContextManager options(StrOrURL url, RequestOptions o = {}) const { return request("OPTIONS", std::move(url), std::move(o)); }
    RequestContextManager head(StrOrURL url, RequestOptions options = {}) const;
    RequestContextManager post(StrOrURL url, RequestOptions o = {}) const { return request("POST", std::move(url), std::move(o)); }
    RequestContextManager put(StrOrURL url, RequestOptions o = {}) const { return request("PUT", std::move(url), std::move(o)); }
    RequestContextManager patch(StrOrURL url, RequestOptions o = {}) const { return request("PATCH", std::move(url), std::move(o)); }
    RequestContextManager delete_(StrOrURL url, RequestOptions o = {}) const { return request("DELETE", std::move(url), std::move(o)); }

    /// Closes the connections, if the connector is the session's own. Idempotent.
    Coroutine<> close() const;
    bool closed() const;
    Coroutine<> enter() const;
    Coroutine<bool> exit(std::exception_ptr error) const;

    const CookieJar& cookie_jar() const;                     ///< that responses fill and requests ask
    CIMultiDict& headers() const;                            ///< that go with every request
    const Connector& connector() const;
    const ClientTimeout& timeout() const;

private:
    std::shared_ptr<SessionState> state_;
};

}  // namespace asyncio::http
