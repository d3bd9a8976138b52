#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

const std::string post = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";

/// A JSON document, a form or the like, as a request with that type.
std::string with_body(const std::string& type, const std::string& body) {
    return post + "Content-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string body_of(const std::string& answer) { return answer.substr(answer.find("\n\n") + 2); }

}  // namespace

TEST_CASE("a handler reads its body as text, JSON or a form, more than once") {
    http::Application app;
    app.router().add_post("/", [](http::Request& request) -> Coroutine<http::Response> {
        const http::MultiDict form = co_await request.post();
        if (!form.empty()) {
            std::string text;
            for (const auto& [name, value] : form) (((text += name) += "=") += value) += ";";
            co_return http::Response({.text = text});
        }
        if (!request.content_type().is_json()) co_return http::Response({.text = co_await request.text() + co_await request.text()});
        http::Json json = co_await request.json();
        json["seen"] = true;
        co_return http::json_response(json, {.status = 201});
    });
    const auto reports = serving(app, [](Where place) -> Coroutine<> {
        CHECK(body_of(co_await say(place, with_body("text/plain", "twice "))) == "twice twice ");
        CHECK(co_await say(place, with_body("application/json", R"({"a": [1, "ü"]})")) ==
              "HTTP/1.1 201 Created\nContent-Type: application/json; charset=utf-8\nContent-Length: 34\nConnection: close\n\n"
              R"({"a": [1, "\u00fc"], "seen": true})");
        CHECK(body_of(co_await say(place, with_body("application/x-www-form-urlencoded", "a=1&b=x+%26&a="))) == "a=1;b=x &;a=;");
        CHECK(body_of(co_await say(place, post + "Content-Length: 3\r\n\r\na=1")) == "a=1a=1");   // it does not say that it is a form
        CHECK((co_await say(place, with_body("application/json", "{"))).starts_with("HTTP/1.1 500 "));
    });
    REQUIRE(reports.size() == 1);
    CHECK(reports[0].starts_with("Error handling request: JSONDecodeError("));
}

TEST_CASE("a body is read while it comes, and the answer goes out at the same time") {
    http::Application app;
    app.router().add_post("/", [](http::Request& request) -> Coroutine<http::StreamResponse> {
        http::StreamResponse response;
        co_await response.prepare(request);
        while (true) {
            const std::string line = co_await request.content().readline();
            if (line.empty()) break;
            co_await response.write("got " + line);
        }
        co_return response;
    });
    serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        CHECK((co_await client.head()).find("\nTransfer-Encoding: chunked\n") != std::string::npos);
        for (const std::string line : {"this\n", "that\n"}) {
            client.send("5\r\n" + line + "\r\n");
            CHECK(co_await client.reader().readuntil("\n\r\n") == "9\r\ngot " + line + "\r\n");
        }
        client.send("0\r\n\r\n");
        CHECK(co_await client.reader().readuntil("0\r\n\r\n") == "0\r\n\r\n");
        client.close();
    });
}

TEST_CASE("an upload that nobody reads stops where it is, and costs no more memory; read, it goes on") {
    http::Application app;
    Future<> read_now;
    std::size_t total = 0;
    app.router().add_post("/", [&](http::Request& request) -> Coroutine<http::Response> {
        co_await read_now;
        while (request.can_read_body()) total += (co_await request.content().read(100'000)).size();
        co_return http::Response();
    });
    serving_virtually(app, [&](Where place, http::AppRunner&) -> Coroutine<> {
        read_now = get_running_loop().create_future();
        const std::size_t size = 20'000'000;
        const Client client = co_await Client::connect(place);
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
        client.send(std::string(size, 'x'));
        co_await sleep(1);   // in virtual time: until nothing moves any more
        const std::size_t stuck = client.writer().transport().get_write_buffer_size();
        CHECK(stuck > size - 2'000'000);
        co_await sleep(1);
        CHECK(client.writer().transport().get_write_buffer_size() == stuck);
        read_now.set_result();
        CHECK((co_await client.head()).starts_with("HTTP/1.1 200 OK\n"));
        client.close();
    });
    CHECK(total == 20'000'000);
}

TEST_CASE("a response that nobody reads stops where it is: its handler waits") {
    http::Application app;
    std::size_t written = 0;
    app.router().add_get("/", [&](http::Request& request) -> Coroutine<http::StreamResponse> {
        http::StreamResponse response;
        co_await response.prepare(request);
        for (int i = 0; i < 2000; ++i) {
            co_await response.write(std::string(10'000, 'x'));
            written += 10'000;
        }
        co_return response;
    });
    serving_virtually(app, [&](Where place, http::AppRunner&) -> Coroutine<> {
        Socket client(AF_UNIX);
        client.connect(place.path);
        client.send(get_once("/"));
        co_await sleep(1);
        const std::size_t stuck = written;
        CHECK(stuck > 0);
        CHECK(stuck < 1'000'000);
        co_await sleep(1);
        CHECK(written == stuck);
        std::size_t got = 0;
        for (std::string bytes; !(bytes = co_await get_running_loop().sock_recv(client, 1'000'000)).empty();) got += bytes.size();
        CHECK(got > 20'000'000);
    });
    CHECK(written == 20'000'000);
}

TEST_CASE("pipelined requests wait outside when there are too many of them") {
    http::Application app;
    Future<> answer_now;
    int handled = 0;
    app.router().add_get("/{x}", [&](http::Request&) -> Coroutine<http::Response> {
        co_await answer_now;
        ++handled;
        co_return http::Response();
    });
    serving_virtually(app, [&](Where place, http::AppRunner&) -> Coroutine<> {
        answer_now = get_running_loop().create_future();
        const Client client = co_await Client::connect(place);
        std::string requests;
        for (int i = 0; i < 1000; ++i) requests += get("/" + std::string(4000, 'x'));
        client.send(requests);
        co_await sleep(1);
        CHECK(client.writer().transport().get_write_buffer_size() > 2'000'000);
        CHECK(handled == 0);
        answer_now.set_result();
        for (int i = 0; i < 1000; ++i) CHECK((co_await client.response()).starts_with("HTTP/1.1 200 OK\n"));
        client.close();
    });
    CHECK(handled == 1000);
}

TEST_CASE("a body that the handler did not want is dropped before the next request is read") {
    http::Application app;
    app.router().add_post("/", [](http::Request&) -> Coroutine<http::Response> { co_return http::Response({.text = "no, thanks"}); });
    serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");
        CHECK((co_await client.response()).ends_with("\n\nno, thanks"));
        client.send(std::string(1'000'000, 'x') + get_once("/"));
        CHECK(co_await client.rest() == "HTTP/1.1 405 Method Not Allowed\nAllow: POST\nContent-Type: text/plain; charset=utf-8\n"
                                        "Content-Length: 23\nConnection: close\n\n405: Method Not Allowed");
    });
}
