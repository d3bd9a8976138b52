#include <random>

#include "http_exchange.hpp"
#include "tests/catch.hpp"
#include "tests/fuzz/http_requests.hpp"
#include "tests/fuzz/http_text.hpp"

using namespace exchange;

namespace {

/// Texts made of what parsers look for, and of anything; always the same ones.
class Nonsense {
public:
    std::string text(std::size_t most) {
        std::string made;
        for (std::size_t left = below(most); left > 0; --left) made += below(3) > 0 ? words_[below(words_.size())] : std::string(1, static_cast<char>(below(256)));
        return made;
    }
    /// Some bytes of it are others now, gone or twice there.
    std::string spoilt(std::string text) {
        for (std::size_t times = below(4); times > 0 && !text.empty(); --times) {
            const std::size_t at = below(text.size());
            if (below(3) == 0) text.erase(at, below(5));
            else if (below(2) == 0) text.insert(at, words_[below(words_.size())]);
            else text[at] = static_cast<char>(below(256));
        }
        return text;
    }
    std::size_t below(std::size_t limit) { return random_() % limit; }

private:
    std::mt19937 random_{42};
    const std::vector<std::string> words_ = {
        "GET ", "POST ", "/", "/a", "?x=1", " HTTP/1.1\r\n", " HTTP/1.0\r\n", "Host: h\r\n", "Content-Length: 5\r\n", "Content-Length: ",
        "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "Expect: 100-continue\r\n", "\r\n", "\r\n\r\n", "5\r\nhello\r\n", "0\r\n\r\n", "hello",
        "%41", "%", "%2", "%2F", "&", "=", "+", ";", "; ", "\"", "\\", "\\054", "a=1", "Path=/", "expires=", "Sun, 06 Nov 1994 08:49:37 GMT", "W/\"a\"", ", ",
        "{", "}", "{name}", "\n", "Range: bytes=", "1-2", "-", "If-None-Match: ", "Cookie: a=b\r\n", "text/html", "charset="};
};

}  // namespace

TEST_CASE("nonsense breaks no promise of HTTP's parsers") {
    Nonsense nonsense;
    for (int i = 0; i < 5000; ++i) {
        const std::string text = nonsense.text(20);
        INFO(text);
        fuzz::check_text(text);
        fuzz::check_requests(text);
    }
}

TEST_CASE("whatever clients say, the server answers or closes, and serves the next") {
    http::Application app({.client_max_size = 100});
    Folder folder;
    std::FILE* file = std::fopen((folder / "a").c_str(), "w");
    std::fputs("0123456789", file);
    std::fclose(file);
    app.router().add_get("/hello", [](http::Request&) -> Coroutine<http::Response> { co_return http::Response({.text = "hello"}); });
    app.router().add_route("*", "/echo/{rest:.*}", [](http::Request& request) -> Coroutine<http::Response> {
        (void)request.query();
        (void)request.cookies();
        const http::MultiDict form = co_await request.post();
        co_return http::Response({.text = request.path() + co_await request.read() + std::to_string(form.size())});
    });
    app.router().add_static("/s", folder / "");
    const std::vector<std::string> requests = {
        get("/hello"), get("/s/a", "Range: bytes=2-5\r\nIf-Range: \"x\"\r\n"), get("/echo/%41?a=1&b", "Cookie: a=1; b=\"2\"\r\n"),
        get("/s/a", "If-None-Match: \"a\", W/\"b\"\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
        "POST /echo/x HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\na=1&b=2",
        "PUT /echo/ HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n5;x=y\r\nhello\r\n0\r\nX: y\r\n\r\n",
        "POST /echo/ HTTP/1.1\r\nHost: h\r\nContent-Encoding: deflate\r\nContent-Length: 7\r\n\r\n" + std::string("\xcb\x48\xcd\xc9\xc9\x07\0", 7)};
    const auto reports = serving_virtually(app, [&](Where place, http::AppRunner&) -> Coroutine<> {
        Nonsense nonsense;
        for (int i = 0; i < 500; ++i) {
            const Client client = co_await Client::connect(place);
            for (std::size_t n = 1 + nonsense.below(3); n > 0; --n) client.send(nonsense.spoilt(requests[nonsense.below(requests.size())]));
            client.end();
            co_await client.rest();
            client.close();
        }
        CHECK((co_await say(place, get_once("/hello"))).ends_with("\n\nhello"));
    });
    CHECK(reports == std::vector<std::string>{});
}
