#include "http_peers.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;
using http::Json;

namespace http_client_test {

std::string url(const std::string& path) { return AiohttpServer::the_one().url(path); }

Coroutine<Json> json_of(http::RequestContextManager request) {
    const ClientResponse response = co_await std::move(request);
    co_return co_await response.json();
}

}  // namespace http_client_test

using namespace http_client_test;

TEST_CASE("a response has a status, headers, a URL and a body, which can be read twice") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        co_await async_with(session.get(url("/hello#part")), [](ClientResponse& response) -> Coroutine<> {
            CHECK(response.status() == 200);
            CHECK(response.ok());
            CHECK(response.reason() == "OK");
            CHECK(response.version() == 11);
            CHECK(response.method() == "GET");
            CHECK(response.url() == url("/hello"));
            CHECK(response.real_url() == url("/hello#part"));
            CHECK(response.headers()["x-one"] == "1");
            CHECK(response.content_type().type == "text/plain");
            CHECK(response.charset() == "utf-8");
            CHECK(response.content_length() == 5u);
            CHECK(response.history().empty());
            CHECK(co_await response.text() == "Hello");
            CHECK(co_await response.read() == "Hello");
            CHECK(response.content().at_eof());
            CHECK(response.closed());
            CHECK(response.repr() == "<ClientResponse(" + url("/hello") + ") [200 OK]>");
        });
    });
}

TEST_CASE("every method arrives as such, with its parameters, headers and body") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        Json got = co_await json_of(session.get(url("/echo?a=1"), {.params = {{"b", "x y"}, {"c", "/&="}}, .headers = {{"X-Own", "yes"}}}));
        CHECK(got["method"] == "GET");
        CHECK(got["path"] == "/echo?a=1&b=x+y&c=/%26%3D");
        CHECK(got["headers"]["x-own"] == "yes");
        CHECK(got["headers"]["accept"] == "*/*");
        CHECK(got["headers"]["accept-encoding"].get<std::string>().starts_with("gzip, deflate"));
        CHECK(got["headers"]["host"] == "127.0.0.1:" + AiohttpServer::the_one().port());
        CHECK_FALSE(got["headers"].contains("content-type"));
        CHECK_FALSE(got["headers"].contains("content-length"));

        got = co_await json_of(session.post(url("/echo"), {.data = "grüß dich"}));
        CHECK(got["method"] == "POST");
        CHECK(got["body"] == "grüß dich");
        CHECK(got["headers"]["content-type"] == "text/plain; charset=utf-8");
        CHECK(got["headers"]["content-length"] == "11");
        CHECK_FALSE(got["headers"].contains("expect"));

        got = co_await json_of(session.put(url("/echo"), {.json = Json{{"a", {1, 2}}}}));
        CHECK(got["method"] == "PUT");
        CHECK(got["body"] == R"({"a": [1, 2]})");
        CHECK(got["headers"]["content-type"] == "application/json");

        got = co_await json_of(session.patch(url("/echo"), {.data = http::BytesPayload("bytes")}));
        CHECK(got["method"] == "PATCH");
        CHECK(got["headers"]["content-type"] == "application/octet-stream");

        got = co_await json_of(session.post(url("/echo")));
        CHECK(got["body"] == "");
        CHECK(got["headers"]["content-length"] == "0");
        CHECK(got["headers"]["content-type"] == "application/octet-stream");

        got = co_await json_of(session.delete_(url("/echo")));
        CHECK(got["method"] == "DELETE");
        CHECK(got["headers"]["content-length"] == "0");
        CHECK((co_await json_of(session.options(url("/echo"))))["method"] == "OPTIONS");
        CHECK((co_await json_of(session.request("purge", url("/echo"))))["method"] == "PURGE");

        const ClientResponse head = co_await session.head(url("/hello"));
        CHECK(head.status() == 200);
        CHECK(head.content_length() == 5u);
        CHECK(co_await head.read() == "");
    });
}

TEST_CASE("a request can be made a task, or waited for with others, as the coroutine that it is in Python") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        const auto task = create_task(session.get(url("/hello")));
        CHECK(co_await (co_await task).text() == "Hello");
        auto [first, second] = co_await gather(session.get(url("/hello")), wait_for(session.get(url("/hello")), 10));
        CHECK(co_await first.text() == co_await second.text());
        Task<ClientResponse> third;
        co_await async_with(TaskGroup(), [&](TaskGroup& group) -> Coroutine<> {
            third = group.create_task(session.get(url("/hello")));
            co_return;
        });
        CHECK(third.result().status() == 200);
    });
}

TEST_CASE("forms go out as browsers send them") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        CHECK(co_await json_of(session.post(url("/form"), {.data = http::MultiDict{{"a", "1"}, {"a", "ü & 2"}}})) ==
              Json::array({Json::array({"a", "1"}), Json::array({"a", "ü & 2"})}));
        http::FormData form;
        form.add_field("name", "value");
        form.add_field("file", "the text", {.content_type = "text/plain", .filename = "a \"b\".txt"});
        const Json got = co_await json_of(session.post(url("/form"), {.data = form}));
        CHECK(got[0] == Json::array({"name", "value"}));
        CHECK(got[1][1][1] == "text/plain");
        CHECK(got[1][1][2] == "the text");
    });
}

TEST_CASE("a session's defaults go with each request, whose own come first") {
    if (!has_aiohttp()) return;
    const auto options = [] {
        return http::SessionOptions{.base_url = url(""), .headers = {{"X-A", "session"}, {"X-B", "session"}},
                                    .auth = http::BasicAuth{"user", "secret"}, .skip_auto_headers = {"Accept"}};
    };
    with_session([](ClientSession& session) -> Coroutine<> {
        const Json got = co_await json_of(session.get("/echo", {.headers = {{"x-a", "request"}}}));
        CHECK(got["headers"]["x-a"] == "request");
        CHECK(got["headers"]["x-b"] == "session");
        CHECK(got["headers"]["authorization"] == "Basic dXNlcjpzZWNyZXQ=");
        CHECK_FALSE(got["headers"].contains("accept"));
        CHECK(co_await text_of(session.get("/auth", {.auth = http::BasicAuth{"other"}})) == "Basic b3RoZXI6");
        CHECK(co_await error_of([&] { return text_of(session.get(url("/hello"))); }) ==
              "AssertionError: with a base_url, a request is for a path: " + url("/hello"));
    }, options);
    with_session([](ClientSession& session) -> Coroutine<> {
        CHECK(co_await text_of(session.get("http://me:se%40cret@127.0.0.1:" + AiohttpServer::the_one().port() + "/auth")) ==
              "Basic bWU6c2VAY3JldA==");
        CHECK(co_await text_of(session.get(url("/auth"))) == "none");
    });
}

TEST_CASE("redirects are followed, and told of in the history") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        const ClientResponse response = co_await session.get(url("/redirect/3"));
        CHECK(response.url() == url("/hello"));
        REQUIRE(response.history().size() == 3);
        CHECK(response.history()[0].url() == url("/redirect/3"));
        CHECK(response.history()[2].status() == 302);
        CHECK(co_await response.text() == "Hello");

        const ClientResponse first = co_await session.get(url("/redirect/3"), {.allow_redirects = false});
        CHECK(first.status() == 302);
        CHECK(first.headers()["Location"] == "/redirect/2");
        CHECK((co_await session.head(url("/redirect/1"))).status() == 302);
        CHECK(co_await error_of([&] { return text_of(session.get(url("/redirect/20"))); }) ==
              "TooManyRedirects: 0, message='', url=URL('" + url("/redirect/20") + "')");
        CHECK(co_await text_of(session.get(url("/redirect/3"), {.max_redirects = 4})) == "Hello");
        CHECK(co_await error_of([&] { return text_of(session.get(url("/to?url=ftp://127.0.0.1/"))); }) ==
              "ValueError: Can redirect only to http or https");
    });
}

TEST_CASE("what was posted is posted again after 307 and 308 only; secrets stay with the host that they were meant for") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        for (const std::string status : {"301", "302", "303"}) {
            const Json got = co_await json_of(session.post(url("/moved/" + status), {.data = "text"}));
            CHECK(got["method"] == "GET");
            CHECK(got["body"] == "");
        }
        for (const std::string status : {"307", "308"}) {
            const Json got = co_await json_of(session.post(url("/moved/" + status), {.data = "text"}));
            CHECK(got["method"] == "POST");
            CHECK(got["body"] == "text");
        }
        CHECK((co_await json_of(session.put(url("/moved/302"), {.data = "text"})))["method"] == "PUT");
        const auto auth = http::BasicAuth{"user", "secret"};
        CHECK(co_await text_of(session.get(url("/to?url=/auth"), {.auth = auth})) == auth.encode());
        const std::string elsewhere = "http://localhost:" + AiohttpServer::the_one().port() + "/auth";
        CHECK(co_await text_of(session.get(url("/to?url=" + elsewhere), {.auth = auth})) == "none");
    });
}

TEST_CASE("compressed bodies are unpacked, unless they are wanted as they are") {
    if (!has_aiohttp()) return;
    std::string plain;
    for (int i = 0; i < 1000; ++i) plain += "compressed ";
    with_session([&](ClientSession& session) -> Coroutine<> {
        for (const std::string how : {"gzip", "deflate"}) {
            const ClientResponse response = co_await session.get(url("/compressed/" + how));
            CHECK(response.headers()["Content-Encoding"] == how);
            CHECK(co_await response.text() == plain);
        }
        if (session.headers().empty() && http::accepted_encodings().ends_with("br"))
            CHECK(co_await text_of(session.get(url("/brotli"))) == "hello");
    });
    with_session([](ClientSession& session) -> Coroutine<> {
        const std::string packed = co_await (co_await session.get(url("/compressed/gzip"))).read();
        CHECK(packed.size() < 1000);
        CHECK(packed.starts_with("\x1f\x8b"));
    }, [] { return http::SessionOptions{.auto_decompress = false}; });
}

TEST_CASE("text is decoded as the response says, and comes as UTF-8") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        for (const std::string charset : {"utf-8", "latin-1", "utf-16-le"})
            CHECK(co_await text_of(session.get(url("/charset/" + charset))) == "grüß dich");
        const ClientResponse response = co_await session.get(url("/charset/latin-1"));
        CHECK(co_await response.read() == "gr\xfc\xdf dich");
        CHECK(co_await error_of([&] { return response.text("utf-8"); }) ==
              "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xfc in position 2: invalid start byte");
        CHECK(co_await error_of([&] { return response.text("klingon"); }) == "LookupError: unknown encoding: klingon");
    });
}

TEST_CASE("a session keeps the cookies that it is given, until they are taken back") {
    if (!has_aiohttp()) return;
    const auto options = [] {
        return http::SessionOptions{.cookies = {{"mine", "0"}}, .cookie_jar = http::CookieJar({.unsafe = true})};
    };
    with_session([](ClientSession& session) -> Coroutine<> {
        const ClientResponse response = co_await session.get(url("/cookies/set?a=1&b=two words"));
        CHECK(response.cookies().size() == 2);
        CHECK(co_await json_of(session.get(url("/cookies"))) == Json{{"mine", "0"}, {"a", "1"}, {"b", "two words"}});
        CHECK(co_await json_of(session.get(url("/cookies"), {.cookies = {{"a", "other"}, {"c", "3"}}})) ==
              Json{{"mine", "0"}, {"a", "other"}, {"b", "two words"}, {"c", "3"}});
        co_await text_of(session.get(url("/cookies/drop/a")));
        CHECK(co_await json_of(session.get(url("/cookies"))) == Json{{"mine", "0"}, {"b", "two words"}});
        CHECK(session.cookie_jar().size() == 2);
    }, options);
    with_session([](ClientSession& session) -> Coroutine<> {   // a number is nobody's name
        co_await text_of(session.get(url("/cookies/set?a=1")));
        CHECK(co_await json_of(session.get(url("/cookies"))) == Json::object());
    });
}

TEST_CASE("JSON is read if the response says that it is some") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        CHECK(co_await error_of([&] { return json_of(session.get(url("/hello"))); }) ==
              "ContentTypeError: 0, message='Attempt to decode JSON with unexpected mimetype: text/plain; charset=utf-8', url=URL('" +
              url("/hello") + "')");
        const ClientResponse response = co_await session.get(url("/hello"));
        CHECK(co_await error_of([&] { return response.json({.content_type = ""}); }) != "no error");
        CHECK(co_await (co_await session.get(url("/forget"))).json({.content_type = ""}) == nullptr);
    });
}

TEST_CASE("a body is read in lines, in pieces, as it comes and exactly") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        const std::string whole = "line 0\nline 1\nline 2\nline 3\nline 4\n";
        ClientResponse response = co_await session.get(url("/lines"));
        std::vector<std::string> got;
        auto lines = response.content().lines();
        for (auto it = co_await lines.begin(); it != lines.end(); co_await ++it) got.push_back(*it);
        CHECK(got == std::vector<std::string>{"line 0\n", "line 1\n", "line 2\n", "line 3\n", "line 4\n"});

        response = co_await session.get(url("/lines"));
        std::string all;
        auto pieces = response.content().iter_chunked(4);
        while (auto piece = co_await pieces.next()) {
            CHECK(piece->size() <= 4);
            all += *piece;
        }
        CHECK(all == whole);

        response = co_await session.get(url("/lines"));
        CHECK(co_await response.content().readexactly(9) == "line 0\nli");
        CHECK(co_await response.content().readline() == "ne 1\n");
        all.clear();
        for (std::string piece; !(piece = co_await response.content().readany()).empty();) all += piece;
        CHECK(all == "line 2\nline 3\nline 4\n");
    });
}

TEST_CASE("a status of 400 or more is an error for those who ask for it") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        const ClientResponse response = co_await session.get(url("/status/404"));
        CHECK_FALSE(response.ok());
        CHECK(co_await response.text() == "said so");
        const std::string expected = "ClientResponseError: 404, message='Not Found', url=URL('" + url("/status/404") + "')";
        CHECK(co_await error_of([&]() -> Coroutine<> { response.raise_for_status(); co_return; }) == expected);
        CHECK(co_await error_of([&] { return text_of(session.get(url("/status/404"), {.raise_for_status = true})); }) == expected);
        CHECK(co_await text_of(session.get(url("/status/399"), {.raise_for_status = true})) == "said so");
    });
}
