#include "client_response.hpp"

#include <charconv>

#include "decode.hpp"
#include "runtime/http/ascii.hpp"
#include "transfer.hpp"

namespace asyncio::http {
namespace {

using ResponsePointer = std::shared_ptr<ClientResponseState>;

std::exception_ptr closed_error() { return std::make_exception_ptr(detail::ClientConnectionError("Connection closed")); }

Coroutine<std::string> read_body(ResponsePointer state) {
    if (state->body) {
        if (state->released) std::rethrow_exception(closed_error());
        co_return *state->body;
    }
    std::exception_ptr error;
    try {
        state->body = co_await state->content.read();
        co_return *state->body;
    } catch (...) {
        error = std::current_exception();
    }
    state->release();
    std::rethrow_exception(error);
}

Coroutine<std::string> read_text(ResponsePointer state, std::string encoding) {
    if (!state->body) co_await read_body(state).as("read");
    co_return decode(*state->body, encoding.empty() ? ClientResponse(state).get_encoding() : encoding);
}

bool is_expected(const ContentType& type, const std::string& expected) {
    return expected == "application/json" ? type.is_json() : type.type.find(expected) != std::string::npos;
}

Coroutine<Json> read_json(ResponsePointer state, std::string expected) {
    if (!state->body) co_await read_body(state).as("read");
    const ClientResponse response(state);
    if (!expected.empty() && !is_expected(response.content_type(), expected))
        throw ContentTypeError(response.request_info(), 0, "Attempt to decode JSON with unexpected mimetype: " +
                               lowered(response.headers().get("Content-Type", "")), response.headers());
    const std::string text = decode(*state->body, response.get_encoding());
    if (text.find_first_not_of(" \t\r\n") == text.npos) co_return nullptr;
    co_return parse_json(text);
}

}  // namespace

ClientResponseState::ClientResponseState(std::shared_ptr<Transfer> of) : transfer(std::move(of)), content(transfer->content()) {}

ClientResponseState::~ClientResponseState() {
    Loop& loop = transfer->loop();
    if (!released && transfer->running() && loop.get_debug()) loop.call_exception_handler({"Unclosed response"});
}

void ClientResponseState::release() {
    if (std::exchange(released, true)) return;
    if (!content.exception()) content.set_exception(closed_error());
    transfer->fail(closed_error());
}

int ClientResponse::status() const { return state_->transfer->head().status; }
const std::string& ClientResponse::reason() const { return state_->transfer->head().reason; }
int ClientResponse::version() const { return state_->transfer->head().version; }
const std::string& ClientResponse::method() const { return state_->transfer->request().method; }
URL ClientResponse::url() const { return real_url().with_fragment(""); }
const URL& ClientResponse::real_url() const { return state_->transfer->request().url; }
const CIMultiDict& ClientResponse::headers() const { return state_->transfer->head().headers; }
const std::vector<ClientResponse>& ClientResponse::history() const { return state_->history; }
RequestInfo ClientResponse::request_info() const { return state_->transfer->request().info(); }
const ContentReader& ClientResponse::content() const { return state_->content; }
bool ClientResponse::closed() const { return state_->released || !state_->transfer->running(); }

std::vector<Cookie> ClientResponse::cookies() const {
    std::vector<Cookie> cookies;
    for (const std::string_view header : headers().getall("Set-Cookie"))
        if (auto cookie = parse_set_cookie(header)) cookies.push_back(std::move(*cookie));
    return cookies;
}

std::optional<std::uint64_t> ClientResponse::content_length() const {
    const auto header = headers().get("Content-Length");
    std::uint64_t length = 0;
    if (!header || std::from_chars(header->data(), header->data() + header->size(), length).ec != std::errc()) return {};
    return length;
}

Coroutine<std::string> ClientResponse::read() const { return read_body(state_).as("read"); }
Coroutine<std::string> ClientResponse::text(std::string encoding) const { return read_text(state_, std::move(encoding)).as("text"); }
Coroutine<Json> ClientResponse::json(JsonOptions options) const { return read_json(state_, std::move(options.content_type)).as("json"); }

std::string ClientResponse::get_encoding() const {
    const std::string named = charset();
    return named.empty() || !is_encoding(named) ? "utf-8" : named;
}

void ClientResponse::raise_for_status() const {
    if (ok()) return;
    release();
    throw ClientResponseError(request_info(), status(), reason(), headers());
}

void ClientResponse::release() const { state_->release(); }

std::string ClientResponse::repr() const {
    return "<ClientResponse(" + url().str() + ") [" + std::to_string(status()) + " " + reason() + "]>";
}

}  // namespace asyncio::http
