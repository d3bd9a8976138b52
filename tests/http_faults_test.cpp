#include "http_exchange.hpp"
#include "no_descriptors.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

/// What handlers do, and how they end.
struct Handlers {
    http::Application app;
    std::vector<std::string> ends;
    Future<> go_on;

    Handlers() {
        app.router().add_get("/hello", [](http::Request&) -> Coroutine<http::Response> { co_return http::Response({.text = "hello"}); });
        app.router().add_post("/read", [this](http::Request& request) -> Coroutine<http::Response> {
            return noting(request, [](http::Request& r) -> Coroutine<> { co_await r.read(); });
        });
        app.router().add_get("/wait", [this](http::Request& request) -> Coroutine<http::Response> {
            return noting(request, [this](http::Request&) -> Coroutine<> { co_await go_on; });
        });
        app.router().add_get("/write", [this](http::Request& request) -> Coroutine<http::Response> {
            return noting(request, [](http::Request& r) -> Coroutine<> {
                http::StreamResponse response;
                co_await response.prepare(r);
                while (true) co_await response.write(std::string(100'000, 'x'));
            });
        });
    }

    template <class Work>
    Coroutine<http::Response> noting(http::Request& request, Work work) {
        try {
            co_await work(request);
        } catch (const BaseException& error) {
            ends.push_back(repr(error));
            throw;
        }
        ends.push_back("done");
        co_return http::Response();
    }

    /// A connection on which `bytes` have been said, and have arrived: once it is accepted, the polls of a few turns find
    /// what lies in its buffer, and its handler begins.
    static Coroutine<Client> having_said(Where place, std::string bytes) {
        const long before = open_descriptors();
        const Client client = co_await Client::connect(place);
        client.send(bytes);
        co_await until([before] { return open_descriptors() == before + 2; });
        for (int turn = 0; turn < 5; ++turn) co_await sleep(0);
        co_return client;
    }
};

Coroutine<> check_serves(Where place) {
    CHECK((co_await say(place, get_once("/hello"))).ends_with("\n\nhello"));
}

}  // namespace

TEST_CASE("a client may reset its connection at any time: its handler is told when it reads or writes, nobody else") {
    Handlers handlers;
    run_really([]() -> Coroutine<> { co_return; });
    const long before = open_descriptors();
    const auto reports = serving(handlers.app, [&](Where place) -> Coroutine<> {
        const long serving_alone = open_descriptors();
        auto reset = [&](std::string bytes, std::vector<std::string> ends) -> Coroutine<> {
            INFO(bytes);
            handlers.ends.clear();
            const Client client = co_await Handlers::having_said(place, bytes);
            client.reset();
            co_await until([&] { return open_descriptors() == serving_alone && handlers.ends.size() >= ends.size(); });
            CHECK(handlers.ends == ends);
            co_await check_serves(place);
            co_await until([&] { return open_descriptors() == serving_alone; });
        };
        co_await reset("", {});
        co_await reset("GET /hel", {});
        co_await reset(get("/hello"), {});                                // idle again
        co_await reset("nonsense\r\n\r\n", {});                           // while it is refused
        const std::string lost = "ConnectionResetError('Connection lost')";
        co_await reset("POST /read HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf", {lost});
        co_await reset("POST /hello HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf", {});   // nobody reads it
        co_await reset(get("/write"), {"ConnectionResetError('Cannot write to closing transport')"});
    });
    CHECK(reports.empty());
    CHECK(open_descriptors() == before);
}

TEST_CASE("a client may reset its connection between the answer that is its last and the server's end of it") {
    http::Application app;
    std::optional<Client> client;
    app.router().add_post("/", [&](http::Request&) -> Coroutine<http::Response> {
        co_await sleep(0);
        client->reset();   // the next turn begins with that; then the server, which has answered, says that it will say no more
        http::Response refusal({.status = 403, .text = "no"});
        refusal.force_close();
        co_return refusal;
    });
    const auto reports = serving(app, [&](Where place) -> Coroutine<> {
        const long serving_alone = open_descriptors();
        client = co_await Client::connect(place);
        client->send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf");
        co_await until([&] { return open_descriptors() == serving_alone + 2; });
        co_await until([&] { return open_descriptors() == serving_alone; });
        CHECK((co_await status_of(place, get_once("/"))).starts_with("HTTP/1.1 405"));
    });
    CHECK(reports == std::vector<std::string>{});
}

TEST_CASE("a handler goes on when its client has gone: nobody hears the answer") {
    Handlers handlers;
    const auto reports = serving(handlers.app, [&](Where place) -> Coroutine<> {
        handlers.go_on = get_running_loop().create_future();
        const long serving_alone = open_descriptors();
        const Client client = co_await Handlers::having_said(place, get("/wait"));
        client.reset();
        co_await until([&] { return open_descriptors() == serving_alone; });
        CHECK(handlers.ends.empty());
        handlers.go_on.set_result();
        co_await sleep(0);
        co_await sleep(0);
        CHECK(handlers.ends == std::vector<std::string>{"done"});
        co_await check_serves(place);
    });
    CHECK(reports.empty());
}

TEST_CASE("a handler that throws is answered for with 500, and the connection closed: nothing is known of it any more") {
    http::Application app;
    app.router().add_get("/throw", [](http::Request&) -> Coroutine<http::Response> {
        throw KeyError("k");
        co_return http::Response();
    });
    app.router().add_get("/timeout", [](http::Request&) -> Coroutine<http::Response> {
        co_await wait_for(sleep(60), 0.001);
        co_return http::Response();
    });
    app.router().add_get("/half", [](http::Request& request) -> Coroutine<http::StreamResponse> {
        http::StreamResponse response;
        co_await response.prepare(request);
        co_await response.write("half");
        throw ValueError("v");
        co_return response;
    });
    app.router().add_get("/split", [](http::Request&) -> Coroutine<http::Response> {
        co_return http::Response({.headers = {{"X", "a\r\nSet-Cookie: b"}}});
    });
    app.router().add_get("/sent", [](http::Request&) -> Coroutine<http::StreamResponse> { co_return http::StreamResponse(); });
    app.router().add_get("/cancelled", [](http::Request&) -> Coroutine<http::Response> {
        throw CancelledError();
        co_return http::Response();
    });
    const auto reports = serving(app, [&](Where place) -> Coroutine<> {
        const std::string trouble = "HTTP/1.1 500 Internal Server Error\nContent-Type: text/plain; charset=utf-8\nContent-Length: 55\n"
                                    "Connection: close\n\n500 Internal Server Error<LF><LF>Server got itself in trouble";
        CHECK(co_await say(place, get("/throw") + get("/throw")) == trouble);
        CHECK(co_await say(place, get("/timeout")) == "HTTP/1.1 504 Gateway Timeout\nContent-Length: 0\nConnection: close\n\n");
        CHECK(co_await say(place, get("/half")) ==
              "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Type: application/octet-stream\n\n4\nhalf\n");   // no last chunk
        CHECK(co_await say(place, get("/split")) == trouble);
        CHECK(co_await say(place, get("/sent")) == trouble);
        CHECK(co_await say(place, get("/cancelled")) == "");
    });
    const std::string handling = "Error handling request: ";
    CHECK(reports == std::vector<std::string>{
        handling + "KeyError('k')", handling + "TimeoutError()", handling + "ValueError('v')",
        handling + "ValueError('Newline or carriage return character detected in HTTP status message or header. "
                   "This is a potential security issue.')",
        handling + "RuntimeError('the response was not prepared')"});
}

#ifndef UBSAN
TEST_CASE("a server without descriptors says so once a second, serves whom it has, and accepts when there are some again") {
    Handlers handlers;
    const auto reports = serving_virtually(handlers.app, [](Where place, http::AppRunner&) -> Coroutine<> {
        Loop& loop = get_running_loop();
        const Client known = co_await Handlers::having_said(place, "");
        Socket late(AF_UNIX), later(AF_UNIX);
        late.connect(place.path);
        later.connect(place.path);
        {
            NoMoreDescriptors none;
            co_await sleep(2.5);
            known.send(get("/hello"));
            CHECK((co_await known.response()).ends_with("\n\nhello"));
        }
        late.send(get_once("/hello"));
        later.send(get_once("/hello"));
        CHECK(shown(co_await loop.sock_recv(late, 1000)).ends_with("\n\nhello"));
        CHECK(shown(co_await loop.sock_recv(later, 1000)).ends_with("\n\nhello"));
        CHECK(loop.time() < 4);
        known.close();
    });
    CHECK(reports == std::vector<std::string>(3, "socket.accept() out of system resource: OSError(24, 'Too many open files')"));
}
#endif

TEST_CASE("no request sees the context variables of another on its connection") {
    static ContextVar<int> seen("seen", 0);
    http::Application app;
    app.router().add_get("/", [](http::Request&) -> Coroutine<http::Response> {
        const int before = seen.get();
        seen.set(before + 1);
        co_await sleep(0);
        co_return http::Response({.text = std::to_string(before) + std::to_string(seen.get())});
    });
    serving(app, [](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        for (int i = 0; i < 2; ++i) {
            client.send(get("/"));
            CHECK((co_await client.response()).ends_with("\n\n01"));
        }
        client.close();
    });
}
