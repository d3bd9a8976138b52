#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

Coroutine<http::Response> hello(http::Request& request) {
    co_return http::Response({.text = "Hello, " + std::string(request.match_info()["name"]) + "!"});
}

/// Says what came: the body after the headers that are not about the message itself.
Coroutine<http::Response> echo(http::Request& request) {
    std::string text = request.method() + " " + request.path_qs() + "\n";
    for (const auto& [name, value] : request.headers())
        if (name.starts_with("X-")) (((text += name) += ": ") += value) += "\n";
    text += co_await request.read();
    co_return http::Response({.body = text, .content_type = "text/plain"});
}

Coroutine<http::StreamResponse> count(http::Request& request) {
    http::StreamResponse response;
    response.set_content_type("text/plain");
    if (const auto length = request.query().get("length")) response.headers().set("Content-Length", *length);
    co_await response.prepare(request);
    for (const char* piece : {"one, ", "two, ", "three"}) co_await response.write(piece);
    co_return response;
}

const std::string hello_you = "HTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\nContent-Length: 11\n\nHello, you!";

}  // namespace

TEST_CASE("a response whose type is changed keeps its charset, unless the new type has one") {
    http::Response response("<p>");
    response.set_content_type("text/html");
    CHECK(response.headers()["Content-Type"] == "text/html; charset=utf-8");
    response.set_content_type("text/xml; charset=latin-1");
    CHECK(response.headers()["Content-Type"] == "text/xml; charset=latin-1");
    http::Response bytes({.body = "<p>"});
    bytes.set_content_type("text/html");
    CHECK(bytes.headers()["Content-Type"] == "text/html");
}

TEST_CASE("a connection is kept for the next request, until one asks to close it") {
    http::Application app;
    app.router().add_get("/hello/{name}", hello);
    const auto reports = serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        client.send(get("/hello/you"));
        CHECK(co_await client.response() == hello_you);
        client.send(get("/hello/you?a=1"));
        CHECK(co_await client.response() == hello_you);
        client.send(get_once("/hello/all"));
        CHECK(co_await client.rest() == "HTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\nContent-Length: 11\n"
                                        "Connection: close\n\nHello, all!");
    });
    CHECK(reports.empty());
}

TEST_CASE("requests that come at once are answered one after the other, in order") {
    http::Application app;
    std::string order;
    app.router().add_get("/{n}", [&](http::Request& request) -> Coroutine<http::Response> {
        const std::string n(request.match_info()["n"]);
        order += "<" + n;
        for (int i = 3 - std::stoi(n); i > 0; --i) co_await sleep(0.001);   // the first takes the longest
        order += n + ">";
        co_return http::Response({.text = n});
    });
    serving(app, [](Where place) -> Coroutine<> {
        const std::string answer = co_await say(place, get("/1") + get("/2") + get_once("/3") + get("/4"));
        const std::string head = "HTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\nContent-Length: 1\n";
        CHECK(answer == head + "\n1" + head + "\n2" + head + "Connection: close\n\n3");
    });
    CHECK(order == "<11><22><33>");
}

TEST_CASE("a thousand pipelined requests, bodies among them, get a thousand answers") {
    http::Application app;
    app.router().add_post("/", echo);
    serving(app, [](Where place) -> Coroutine<> {
        std::string requests, expected;
        for (int i = 0; i < 1000; ++i) {
            const std::string body(static_cast<std::size_t>(i), 'x');
            requests += "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(i) + "\r\n" +
                        (i == 999 ? "Connection: close\r\n\r\n" : "\r\n") + body;
            expected += "POST /<LF>" + body;
        }
        std::string bodies;
        const std::string answer = co_await say(place, requests);
        for (std::size_t at = 0; (at = answer.find("\n\n", at)) != answer.npos; ++at) {
            const auto end = answer.find("HTTP/1.1 200", at);
            bodies += answer.substr(at + 2, end == answer.npos ? end : end - at - 2);
        }
        CHECK(bodies == expected);
    });
}

TEST_CASE("a request may come byte by byte, and with empty lines before it") {
    http::Application app;
    app.router().add_post("/where", echo);
    serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        const std::string request = "\r\n\r\nPOST /where?q HTTP/1.1\r\nHost: h\r\nX-A: b \r\nContent-Length: 4\r\n\r\nbody";
        for (char byte : request) {
            client.send({&byte, 1});
            co_await sleep(0);
        }
        CHECK(co_await client.response() == "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 25\n\n"
                                            "POST /where?q<LF>X-A: b<LF>body");
        client.close();
    });
}

TEST_CASE("HEAD is answered as GET is, without the body") {
    http::Application app;
    app.router().add_get("/hello/{name}", hello);
    app.router().add_get("/count", count);
    serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        client.send("HEAD /hello/you HTTP/1.1\r\nHost: h\r\n\r\n");
        CHECK(co_await client.head() == hello_you.substr(0, hello_you.find("Hello")));
        client.send("HEAD /count HTTP/1.1\r\nHost: h\r\n\r\n");
        CHECK(co_await client.head() == "HTTP/1.1 200 OK\nContent-Type: text/plain\nTransfer-Encoding: chunked\n\n");
        client.send("HEAD /nothing HTTP/1.1\r\nHost: h\r\n\r\n");
        CHECK(co_await client.head() == "HTTP/1.1 404 Not Found\nContent-Type: text/plain; charset=utf-8\nContent-Length: 14\n\n");
        client.send(get("/hello/you"));
        CHECK(co_await client.response() == hello_you);
        client.close();
    });
}

TEST_CASE("a client of HTTP/1.0 gets its answer in its own terms") {
    http::Application app;
    app.router().add_get("/hello/{name}", hello);
    app.router().add_get("/count", count);
    serving(app, [](Where place) -> Coroutine<> {
        CHECK(co_await say(place, "GET /hello/you HTTP/1.0\r\n\r\n") ==
              "HTTP/1.0 200 OK\nContent-Type: text/plain; charset=utf-8\nContent-Length: 11\nConnection: close\n\nHello, you!");
        const std::string keep = "GET /hello/you HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
        CHECK(co_await say(place, keep + "GET /count HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") ==
              "HTTP/1.0 200 OK\nContent-Type: text/plain; charset=utf-8\nContent-Length: 11\nConnection: keep-alive\n\nHello, you!"
              "HTTP/1.0 200 OK\nContent-Type: text/plain\nConnection: close\n\none, two, three");
    });
}

TEST_CASE("a stream goes in chunks, or as long as it said that it is") {
    http::Application app;
    app.router().add_get("/", count);
    serving(app, [](Where place) -> Coroutine<> {
        CHECK(co_await say(place, get_once("/")) ==
              "HTTP/1.1 200 OK\nContent-Type: text/plain\nTransfer-Encoding: chunked\nConnection: close\n\n"
              "5\none, \n5\ntwo, \n5\nthree\n0\n\n");
        const Client client = co_await Client::connect(place);
        client.send(get("/?length=15") + get("/?length=7") + get("/?length=16"));
        const std::string head = "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: ";
        CHECK(co_await client.response() == head + "15\n\none, two, three");
        CHECK(co_await client.response() == head + "7\n\none, tw");             // what is too much is dropped
        CHECK(co_await client.rest() == head + "16\n\none, two, three");        // less than promised: the end is early
    });
}

TEST_CASE("a body that comes in chunks is read as a whole; extensions and trailers are passed over") {
    http::Application app;
    app.router().add_post("/", echo);
    serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        client.send("POST / HTTP/1.1\r\nHost: h\r\nX-Real: yes\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "5;name=value\r\nchunk\r\nA\r\ns and more\r\n0\r\nX-Trailer: no\r\n\r\n" + get("/"));
        CHECK(co_await client.response() == "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 34\n\n"
                                            "POST /<LF>X-Real: yes<LF>chunks and more");
        CHECK((co_await client.response()).starts_with("HTTP/1.1 405 "));
        client.close();
    });
}

TEST_CASE("chunks may come byte by byte") {
    http::Application app;
    app.router().add_post("/", echo);
    serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        for (const char byte : std::string("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")) {
            client.send({&byte, 1});
            co_await sleep(0);
            co_await sleep(0);
        }
        CHECK((co_await client.response()).ends_with("\n\nPOST /<LF>abc"));
        client.close();
    });
}

TEST_CASE("who half closes the connection after the request is answered all the same") {
    http::Application app;
    app.router().add_get("/hello/{name}", [](http::Request& request) -> Coroutine<http::Response> {
        co_await sleep(0.001);
        co_return co_await hello(request);
    });
    serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        client.send(get("/hello/you"));
        client.end();
        CHECK((co_await client.rest()).ends_with("\n\nHello, you!"));
    });
}

TEST_CASE("who half closes the connection before the body is complete is told that this is no request") {
    http::Application app;
    app.router().add_post("/", echo);
    const auto reports = serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf");
        client.end();
        CHECK((co_await client.rest()).starts_with("HTTP/1.1 400 Bad Request\n"));
    });
    CHECK(reports.empty());
}
