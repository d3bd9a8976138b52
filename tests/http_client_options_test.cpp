#include "http_peers.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientSession;
using http::Json;
using http::RequestOptions;

/// How options may be written.
namespace http_client_options_test {

std::string json_of(const RequestOptions& options) { return options.json ? options.json->dump() : "none"; }

std::string body_of(const RequestOptions& options) {
    return options.data ? options.data->content_type() + " " + options.data->bytes().value_or("in pieces") : "none";
}

}  // namespace http_client_options_test

using namespace http_client_options_test;

TEST_CASE("JSON in braces is what it is for Json") {
    CHECK(json_of({.json = {{"a", 1}}}) == R"({"a":1})");
    CHECK(json_of({.json = {{"a", 1}, {"b", {1, 2}}}}) == R"({"a":1,"b":[1,2]})");
    CHECK(json_of({.json = {1, "two", nullptr}}) == R"([1,"two",null])");
    CHECK(json_of({.json = Json{{"a", 1}}}) == R"({"a":1})");
    CHECK(json_of({.json = std::optional<Json>("text")}) == R"("text")");
    const Json value = Json::array({1});
    CHECK(json_of({.json = value}) == "[1]");
    CHECK(json_of({.json = "text"}) == R"("text")");
    CHECK(json_of({.json = nullptr}) == "null");
    CHECK(json_of({.json = std::nullopt}) == "none");
    CHECK(json_of({.json = {}}) == "none");
    const RequestOptions first{.json = {{"a", 1}}}, copy = first;
    CHECK(json_of(copy) == R"({"a":1})");
}

TEST_CASE("pairs in braces are a form; a text is a text, however it is held") {
    CHECK(body_of({.data = {{"a", "1"}}}) == "application/x-www-form-urlencoded a=1");
    CHECK(body_of({.data = {{"a", "1"}, {"b", std::string("2 3")}}}) == "application/x-www-form-urlencoded a=1&b=2+3");
    CHECK(body_of({.data = http::MultiDict{{"a", "1"}}}) == "application/x-www-form-urlencoded a=1");
    for (const RequestOptions& options : {RequestOptions{.data = "text"}, RequestOptions{.data = std::string("text")},
                                          RequestOptions{.data = std::string_view("text")}, RequestOptions{.data = {"text"}}})
        CHECK(body_of(options) == "text/plain; charset=utf-8 text");
    CHECK(body_of({.data = http::BytesPayload("bytes")}) == "application/octet-stream bytes");
    CHECK(body_of({.data = std::optional<http::Payload>("text")}) == "text/plain; charset=utf-8 text");
    CHECK(body_of({.data = []() -> Coroutine<std::string> { co_return ""; }}) == "application/octet-stream in pieces");
    CHECK(body_of({.data = {}}) == "none");
    static_assert(!std::is_convertible_v<std::pair<const char*, const char*>, http::Payload>);
}

TEST_CASE("a session takes its base_url beside its other options") {
    run_virtually([]() -> Coroutine<> {
        const ClientSession session("http://127.0.0.1:9", {.headers = {{"A", "b"}}});
        CHECK(session.headers()["a"] == "b");
        CHECK((co_await error_of([&] { return text_of(session.get("http://host/")); })).starts_with("AssertionError: with a base_url"));
        co_await session.close();
    });
}
