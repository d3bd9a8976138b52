#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

const std::string ok = "HTTP/1.1 200 OK\n", too_late = "HTTP/1.1 408 Request Timeout\n";

Coroutine<http::Response> read_all(http::Request& request) { co_return http::Response({.text = co_await request.read()}); }

Coroutine<http::Response> at_once(http::Request&) { co_return http::Response({.text = "at once"}); }

/// What the server says without being asked further, and when it has closed the connection.
struct Ending {
    std::string text;
    double time;
    friend bool operator==(const Ending&, const Ending&) = default;
};
std::ostream& operator<<(std::ostream& out, const Ending& ending) { return out << ending.text << " at " << ending.time; }

Coroutine<Ending> ending_of(const Client& client) {
    const std::string text = co_await client.rest();
    client.close();
    co_return Ending{text.substr(0, text.find('\n') + 1), get_running_loop().time()};
}

}  // namespace

TEST_CASE("an idle connection is closed in time, before its first request and after its last") {
    http::Application app;
    app.router().add_get("/", at_once);
    serving_virtually(app, [](Where place, http::AppRunner& runner) -> Coroutine<> {
        const Client silent = co_await Client::connect(place);
        CHECK(co_await ending_of(silent) == Ending{"", 75});
        const Client client = co_await Client::connect(place);
        for (int i = 0; i < 3; ++i) {
            client.send(get("/"));
            CHECK((co_await client.response()).starts_with(ok));
            co_await sleep(50);
        }
        CHECK(co_await ending_of(client) == Ending{"", 75 + 2 * 50 + 75});
        CHECK(runner.server()->connection_count() == 0);
    });
}

TEST_CASE("a head must be there in time, though it comes drop by drop: 408") {
    http::Application app;
    app.router().add_get("/", at_once);
    const http::RunnerOptions quick{.limits = {.head_timeout = 5}};
    const auto reports = serving_virtually(app, [](Where place, http::AppRunner&) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        co_await sleep(10);   // silence is something else
        for (const char byte : std::string("GET ")) {
            client.send({&byte, 1});
            co_await sleep(1);
        }
        CHECK((co_await client.head()).starts_with(too_late));
        CHECK(get_running_loop().time() == 15);
        client.close();
        const Client blank = co_await Client::connect(place);
        for (int i = 0; i < 20; ++i) {   // empty lines are no beginning
            blank.send("\r\n");
            co_await sleep(1);
        }
        blank.send(get_once("/"));
        CHECK((co_await ending_of(blank)) == Ending{ok, 35});
    }, quick);
    CHECK(reports.empty());
}

TEST_CASE("each piece of a body must be there in time, if somebody reads it: 408") {
    http::Application app;
    app.router().add_post("/", read_all);
    const http::RunnerOptions quick{.limits = {.body_timeout = 5}};
    const auto reports = serving_virtually(app, [](Where place, http::AppRunner&) -> Coroutine<> {
        const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n";
        const Client slow = co_await Client::connect(place);
        slow.send(head);
        for (int i = 0; i < 10; ++i) {
            co_await sleep(4);
            slow.send("x");
        }
        CHECK((co_await slow.response()).ends_with("\n\nxxxxxxxxxx"));
        slow.send(head + "half ");
        CHECK((co_await slow.head()).starts_with(too_late));
        CHECK(get_running_loop().time() == 45);
        slow.close();
    }, quick);
    CHECK(reports.empty());
}

TEST_CASE("a handler may take as long as it likes") {
    http::Application app;
    app.router().add_post("/", [](http::Request&) -> Coroutine<http::Response> {
        co_await sleep(1000);
        co_return http::Response();
    });
    serving_virtually(app, [](Where place, http::AppRunner&) -> Coroutine<> {
        CHECK(co_await status_of(place, "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok") == "HTTP/1.1 200 OK");
        CHECK(get_running_loop().time() == 1000);
    });
}

TEST_CASE("what the client goes on to send when it has been answered is dropped for a while, not for ever") {
    http::Application app;
    app.router().add_post("/", at_once);
    serving_virtually(app, [](Where place, http::AppRunner&) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
        CHECK((co_await client.response()).starts_with(ok));
        for (int i = 0; i < 9; ++i) {
            client.send("x");
            co_await sleep(1);
        }
        CHECK(co_await ending_of(client) == Ending{"", 10});
        const Client wrong = co_await Client::connect(place);   // it does not close its end though it was refused
        wrong.send("nonsense\r\n\r\n");
        CHECK((co_await ending_of(wrong)).text == "HTTP/1.1 400 Bad Request\n");
    });
}

TEST_CASE("a client that does not take its response is cut off, one that takes it slowly is not") {
    http::Application app;
    std::vector<std::string> ends;
    app.router().add_get("/", [&](http::Request& request) -> Coroutine<http::StreamResponse> {
        http::StreamResponse response;
        try {
            co_await response.prepare(request);
            for (int i = 0; i < 200; ++i) co_await response.write(std::string(10'000, 'x'));
            ends.push_back("all sent");
        } catch (const ConnectionResetError& error) {
            ends.push_back(repr(error) + " at " + std::to_string(get_running_loop().time()));
        }
        co_return response;
    });
    const http::RunnerOptions quick{.limits = {.write_timeout = 5}};
    const auto reports = serving_virtually(app, [&](Where place, http::AppRunner& runner) -> Coroutine<> {
        Socket stuck(AF_UNIX), slow(AF_UNIX);
        stuck.connect(place.path);
        stuck.send(get("/"));
        co_await sleep(100);
        CHECK(ends == std::vector<std::string>{"ConnectionResetError('Cannot write to closing transport') at 5.000000"});
        CHECK(runner.server()->connection_count() == 0);
        slow.connect(place.path);
        slow.send(get_once("/"));
        std::size_t got = 0;
        for (std::string bytes; !(bytes = co_await get_running_loop().sock_recv(slow, 200'000)).empty(); co_await sleep(4)) got += bytes.size();
        CHECK(got > 2'000'000);
        CHECK(ends.back() == "all sent");
    }, quick);
    CHECK(reports.empty());
}

TEST_CASE("a connection that is to be closed waits for a client that takes nothing, but not for ever") {
    http::Application app;
    app.router().add_get("/", [](http::Request&) -> Coroutine<http::Response> { co_return http::Response({.body = std::string(230'000, 'x')}); });
    const http::RunnerOptions quick{.limits = {.keepalive_timeout = 3, .write_timeout = 5}};
    serving_virtually(app, [](Where place, http::AppRunner& runner) -> Coroutine<> {
        for (const std::string& request : {get("/"), get_once("/")}) {
            Socket client(AF_UNIX);
            client.connect(place.path);
            client.send(request);
            co_await sleep(1);
            CHECK(runner.server()->connection_count() == 1);
            co_await sleep(10);
            CHECK(runner.server()->connection_count() == 0);
        }
    }, quick);
}
