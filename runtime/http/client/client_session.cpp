#include "client_session.hpp"

#include "client_call.hpp"
#include "connector_state.hpp"
#include "session_state.hpp"

namespace asyncio::http {
namespace {

Coroutine<> close_it(std::shared_ptr<SessionState> state) {
    state->close();
    co_return;
}

Coroutine<> nothing() { co_return; }

Coroutine<bool> close_and_go_on(std::shared_ptr<SessionState> state) {
    state->close();
    co_return false;
}

}  // namespace

SessionState::SessionState(Loop& loop, SessionOptions given)
    : options(std::move(given)), base_url(options.base_url.empty() ? std::nullopt : std::optional<URL>(options.base_url)),
      cookie_jar(options.cookie_jar ? *options.cookie_jar : CookieJar()),
      connector(options.connector ? *options.connector : TCPConnector()), loop_(&loop) {
    if (base_url && *base_url != URL(base_url->origin())) throw AssertionError("Only absolute URLs without path part are supported");
    if (&connector.state()->loop() != &loop) throw RuntimeError("Session and connector has to use same event loop");
    cookie_jar.update_cookies(options.cookies);
}

SessionState::~SessionState() {
    if (!closed) loop_->call_exception_handler({"Unclosed client session"});
}

void SessionState::close() {
    if (std::exchange(closed, true)) return;
    if (options.connector_owner) connector.state()->close();
}

ClientSession::ClientSession(SessionOptions options)
    : state_(std::make_shared<SessionState>(get_running_loop(), std::move(options))) {}

ClientSession::ClientSession(std::string base_url, SessionOptions options)
    : ClientSession((options.base_url = std::move(base_url), std::move(options))) {}

RequestContextManager ClientSession::request(std::string method, StrOrURL url, RequestOptions options) const {
    return RequestContextManager(make_call(state_, std::move(method), std::move(url), std::move(options)));
}

RequestContextManager ClientSession::head(StrOrURL url, RequestOptions options) const {
    if (!options.allow_redirects) options.allow_redirects = false;
    return request("HEAD", std::move(url), std::move(options));
}

Coroutine<> ClientSession::close() const { return close_it(state_).as("ClientSession.close"); }
bool ClientSession::closed() const { return state_->closed || state_->connector.closed(); }
Coroutine<> ClientSession::enter() const { return nothing().as("__aenter__"); }
Coroutine<bool> ClientSession::exit(std::exception_ptr) const { return close_and_go_on(state_).as("__aexit__"); }

const CookieJar& ClientSession::cookie_jar() const { return state_->cookie_jar; }
CIMultiDict& ClientSession::headers() const { return state_->options.headers; }
const Connector& ClientSession::connector() const { return state_->connector; }
const ClientTimeout& ClientSession::timeout() const { return state_->options.timeout; }

Coroutine<ClientResponse> RequestContextManager::enter() { return begin(*this).as("__aenter__"); }

Coroutine<ClientResponse> RequestContextManager::begin(RequestContextManager& self) {
    self.response_ = co_await std::move(self.request_);
    co_return self.response_;
}

Coroutine<bool> RequestContextManager::exit(std::exception_ptr) {
    if (response_) response_.release();
    co_return false;
}

}  // namespace asyncio::http
