#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

/// Its handler says how many requests it has seen: what is refused must not have reached it.
struct Counting {
    http::Application app;
    int requests = 0;
    Counting() {
        app.router().add_route("*", "/{anything:.*}", [this](http::Request& request) -> Coroutine<http::Response> {
            ++requests;
            co_return http::Response({.text = co_await request.read()});
        });
    }
};

const std::string post = "POST / HTTP/1.1\r\nHost: h\r\n";

}  // namespace

TEST_CASE("what is no request is refused, the connection closed, and nobody alarmed") {
    Counting counting;
    const auto reports = serving(counting.app, [](Where place) -> Coroutine<> {
        for (const std::string bad : {
                 "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",       // TLS
                 "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                 "GET\r\n\r\n",
                 "GET /\r\n\r\n",
                 "GET / HTTP/1.1 \r\nHost: h\r\n\r\n",
                 "GET / HTTP/x.y\r\nHost: h\r\n\r\n",
                 "G{}T / HTTP/1.1\r\nHost: h\r\n\r\n",
                 "GET / HTTP/1.1\r\n\r\n",                                      // no Host
                 "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                 "GET / HTTP/1.1\r\nHost : h\r\n\r\n",
                 "GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n",
                 "GET / HTTP/1.1\r\nHost: h\r\nX: a\nb\r\n\r\n",
                 "GET / HTTP/1.1\nHost: h\n\n",
                 "GET / HTTP/1.1\r\nHost: h\r\n: empty\r\n\r\n",
             }) {
            INFO(bad);
            const std::string answer = co_await say(place, bad);
            CHECK(answer.starts_with("HTTP/1.1 400 Bad Request\n"));
            CHECK(answer.find("\nConnection: close\n\n") != answer.npos);
            CHECK(answer.size() > answer.find("\n\n") + 2);                     // it says what is wrong
        }
        CHECK(co_await status_of(place, std::string("GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", 35)) == "HTTP/1.1 400 Bad Request");
        CHECK(co_await status_of(place, "GET / HTTP/3.0\r\nHost: h\r\n\r\n") == "HTTP/1.1 400 Bad Request");
    });
    CHECK(counting.requests == 0);
    CHECK(reports.empty());
}

TEST_CASE("a line that ends in a line feed alone is refused as soon as it has come, and nobody waits for its other half") {
    for (const std::string bad : {"GET / HTTP/1.1\nHost: h\n\n", "GET / HTTP/1.1\r\nHost: h\n\n", "GET / HTTP/1.1\r\nHost: h\r\nX: y\r\n\n",
                                  "\r\nGET / HTTP/1.1\r\nHost: h\r\nX: a\nb\r\n\r\n"}) {
        INFO(bad);
        http::RequestParser parser;
        std::string pending;
        for (const char byte : bad) {
            if (parser.state() == http::RequestParser::State::failed) break;
            pending += byte;
            pending.erase(0, parser.feed(pending, nullptr));
        }
        REQUIRE(parser.state() == http::RequestParser::State::failed);
        CHECK(parser.error().status == 400);
    }
}

TEST_CASE("nothing is smuggled: a request whose end could be seen in two places is refused") {
    Counting counting;
    serving(counting.app, [](Where place) -> Coroutine<> {
        const std::string chunks = "0\r\n\r\n", hidden = get("/hidden");
        for (const std::string headers : {
                 "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                 "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                 "Content-Length: 5\r\nContent-Length: 6\r\n",
                 "Content-Length: 5, 6\r\n",
                 "Content-Length: +5\r\n",
                 "Content-Length: -5\r\n",
                 "Content-Length: 0x5\r\n",
                 "Content-Length: 5 5\r\n",
                 "Content-Length: \r\n",
                 "Content-Length: 99999999999999999999\r\n",
                 "Transfer-Encoding: xchunked\r\n",
                 "Transfer-Encoding: chunked, identity\r\n",
                 "Transfer-Encoding: gzip, chunked\r\n",
                 "Transfer-Encoding: identity\r\nContent-Length: 5\r\n",
                 "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                 "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
                 "Transfer-Encoding : chunked\r\n",
                 "Transfer-Encoding: \x0b" "chunked\r\n",
                 "Transfer-Encoding:\r\n",
             }) {
            INFO(headers);
            const std::string answer = co_await say(place, post + headers + "\r\n" + chunks + hidden);
            CHECK(answer.starts_with("HTTP/1.1 400 Bad Request\n"));
            CHECK(answer.find("HTTP/1.1", 1) == answer.npos);
        }
        CHECK(co_await status_of(place, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + hidden) ==
              "HTTP/1.0 400 Bad Request");
    });
    CHECK(counting.requests == 0);
}

TEST_CASE("chunks that are none break the body: its reader is told, the client gets 400") {
    Counting counting;
    const auto reports = serving(counting.app, [&](Where place) -> Coroutine<> {
        for (const std::string chunks : {"x\r\n", "-1\r\n", "5\r\nhello+\r\n0\r\n\r\n", "11111111111111111\r\n", "1;a=\x01\r\nx\r\n",
                                         "0\r\nno colon\r\n\r\n", "5 \nhello\r\n"}) {
            INFO(chunks);
            const std::string head = post + "Transfer-Encoding: chunked\r\n\r\n";
            const int before = counting.requests;
            CHECK(co_await status_of(place, head + chunks) == "HTTP/1.1 400 Bad Request");
            CHECK(counting.requests == before);   // that was known before there was a handler
            const Client client = co_await Client::connect(place);
            client.send(head);
            co_await until([&] { return counting.requests == before + 1; });
            client.send(chunks);
            const std::string answer = co_await client.rest();
            CHECK(answer.starts_with("HTTP/1.1 400 Bad Request\n"));
            CHECK(answer.find("\nConnection: close\n\n") != answer.npos);
            client.close();
        }
    });
    CHECK(counting.requests == 7);
    CHECK(reports.empty());
}

TEST_CASE("a head that is too large is refused while it comes: 414 for its target, 431 for the rest") {
    Counting counting;
    const http::RunnerOptions small{.limits = {.parser = {.line = 100, .head = 1000, .chunk_head = 200}}};
    serving(counting.app, [](Where place) -> Coroutine<> {
        const std::string x(3000, 'x');
        CHECK(co_await status_of(place, get("/" + x)) == "HTTP/1.1 414 Request-URI Too Long");
        CHECK(co_await status_of(place, "GET /" + x) == "HTTP/1.1 414 Request-URI Too Long");                  // it never ends
        CHECK(co_await status_of(place, get("/" + x.substr(0, 100))) == "HTTP/1.1 414 Request-URI Too Long");
        CHECK(co_await status_of(place, get_once("/" + x.substr(0, 99))) == "HTTP/1.1 200 OK");
        const std::string too_large = "HTTP/1.1 431 Request Header Fields Too Large";
        CHECK(co_await status_of(place, get("/", "X: " + x + "\r\n")) == too_large);
        CHECK(co_await status_of(place, "GET / HTTP/1.1\r\nX: " + x) == too_large);
        std::string many;
        for (int i = 0; i < 200; ++i) many += "X: y\r\n";
        CHECK(co_await status_of(place, get("/", many)) == too_large);
        CHECK(co_await status_of(place, post + "Transfer-Encoding: chunked\r\n\r\n5;" + x) == "HTTP/1.1 400 Bad Request");
        CHECK(co_await status_of(place, post + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + x) == "HTTP/1.1 400 Bad Request");
    }, small);
    CHECK(counting.requests == 1);
}

TEST_CASE("a body that is larger than read() may read is refused: 413") {
    http::Application app({.client_max_size = 10});
    app.router().add_post("/", [](http::Request& request) -> Coroutine<http::Response> {
        co_return http::Response({.text = co_await request.text()});
    });
    serving(app, [](Where place) -> Coroutine<> {
        const std::string fits = post + "Connection: close\r\nContent-Length: 10\r\n\r\n0123456789";
        CHECK((co_await say(place, fits)).ends_with("\n\n0123456789"));
        const Client client = co_await Client::connect(place);
        client.send(post + "Content-Length: 11\r\n\r\n0123456789+" + post + "Content-Length: 2\r\n\r\nok");
        CHECK(co_await client.response() ==
              "HTTP/1.1 413 Request Entity Too Large\nContent-Type: text/plain; charset=utf-8\nContent-Length: 58\n\n"
              "Maximum request body size 10 exceeded, actual body size 11");
        CHECK((co_await client.response()).ends_with("\n\nok"));   // it was read to its end: the connection goes on
        client.close();
    });
}

TEST_CASE("a client that waits for leave to send its body gets it, or is told that there is no use") {
    http::Application app;
    app.router().add_put("/", [](http::Request& request) -> Coroutine<http::Response> {
        co_return http::Response({.text = co_await request.read()});
    });
    serving(app, [](Where place) -> Coroutine<> {
        const std::string headers = " HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: ";
        const Client client = co_await Client::connect(place);
        client.send("PUT /" + headers + "100-Continue\r\n\r\n");
        CHECK(co_await client.head() == "HTTP/1.1 100 Continue\n\n");
        client.send("hello");
        CHECK((co_await client.response()).ends_with("\n\nhello"));
        client.close();
        CHECK(co_await status_of(place, "PUT /elsewhere" + headers + "100-continue\r\n\r\n") == "HTTP/1.1 404 Not Found");
        CHECK(co_await status_of(place, "PUT /" + headers + "wonders\r\n\r\n") == "HTTP/1.1 417 Expectation Failed");
        const std::string old = "PUT / HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello";
        CHECK(co_await status_of(place, old) == "HTTP/1.0 200 OK");
    });
}

TEST_CASE("a bad request after good ones is refused alone, whatever the one before it was") {
    Counting counting;
    serving(counting.app, [](Where place) -> Coroutine<> {
        const std::string answer = co_await say(place, "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nnonsense\r\n\r\n" + get("/"));
        const auto second = answer.find("HTTP/1.1 400 Bad Request\n");
        REQUIRE(second != answer.npos);
        CHECK(answer.starts_with("HTTP/1.0 200 OK\n"));
        CHECK(answer.substr(second).size() > answer.substr(second).find("\n\n") + 2);
        CHECK(answer.find("HTTP/1.1", second + 1) == answer.npos);
    });
    CHECK(counting.requests == 1);
}
