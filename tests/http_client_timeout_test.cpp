#include "http_peers.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;

/// Requests that take too long, and requests that are cancelled: on the virtual clock, so that nobody waits.
namespace http_client_timeout_test {

/// Reads a head, says `words`, and then nothing until the client leaves.
auto stops_after(std::string words) {
    return [=](StreamReader reader, StreamWriter writer) -> Coroutine<> {
        co_await reader.readuntil("\r\n\r\n");
        writer.write(words);
        co_await reader.read();
        writer.close();
    };
}

const std::string half = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcde";

/// Asks a server that stops after `words`. What comes of it, and at which time of the loop.
std::pair<std::string, double> outcome(const std::string& words, http::ClientTimeout timeout) {
    std::pair<std::string, double> got;
    run_virtually([&]() -> Coroutine<> {
        co_await beside(stops_after(words), [&](ClientSession& session, std::string url) -> Coroutine<> {
            got.first = co_await error_of([&] { return text_of(session.get(url, {.timeout = timeout})); });
            got.second = get_running_loop().time();
            if (const auto at = got.first.find(url); at != got.first.npos) got.first.replace(at, url.size(), "URL");
        });
    });
    return got;
}

/// A listening socket whose line is full: who connects now gets no answer.
class FullLine {
public:
    FullLine() : listener_(AF_INET) {
        listener_.bind(Address("127.0.0.1", 0));
        listener_.listen(0);
        while (waiting_.empty() || is_connected(waiting_.back())) {
            waiting_.emplace_back(AF_INET);
            try {
                waiting_.back().connect(listener_.getsockname());
            } catch (const BlockingIOError&) {
            }
        }
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(listener_.getsockname().port()) + "/"; }

private:
    static bool is_connected(const Socket& socket) {
        try {
            socket.getpeername();
            return true;
        } catch (const OSError&) {
            return false;
        }
    }
    Socket listener_;
    std::vector<Socket> waiting_;
};

}  // namespace http_client_timeout_test

using namespace http_client_timeout_test;

TEST_CASE("total ends a request in TimeoutError, before the head and in the body") {
    CHECK(outcome("", {.total = 2}) == std::pair<std::string, double>("TimeoutError: Timeout: GET URL", 2));
    CHECK(outcome(half, {.total = 2}) == std::pair<std::string, double>("TimeoutError: Timeout: GET URL", 2));
}

TEST_CASE("sock_read ends it in ServerTimeoutError, counted from the latest byte") {
    const std::string expected = "ServerTimeoutError: Timeout on reading data from socket: GET URL";
    CHECK(outcome("", {.sock_read = 0.5}) == std::pair(expected, 0.5));
    CHECK(outcome(half, {.sock_read = 0.5}) == std::pair(expected, 0.5));
    run_virtually([&]() -> Coroutine<> {
        const auto slow = [](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await reader.readuntil("\r\n\r\n");
            writer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
            for (int i = 0; i < 5; ++i) {
                co_await sleep(0.4);
                writer.write("x");
            }
            writer.close();
        };
        co_await beside(slow, [](ClientSession& session, std::string url) -> Coroutine<> {
            CHECK(co_await text_of(session.get(url, {.timeout = http::ClientTimeout{.sock_read = 0.5}})) == "xxxxx");
        });
    });
}

TEST_CASE("sock_read counts from each byte, also of a header that is not complete") {
    run_virtually([]() -> Coroutine<> {
        const auto slow = [](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await reader.readuntil("\r\n\r\n");
            for (const char letter : std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
                co_await sleep(0.4);
                writer.write(std::string(1, letter));
            }
            writer.close();
        };
        co_await beside(slow, [](ClientSession& session, std::string url) -> Coroutine<> {
            CHECK(co_await text_of(session.get(url, {.timeout = http::ClientTimeout{.sock_read = 0.5}})) == "ok");
        });
    });
}

TEST_CASE("a time that is too long to be counted never comes") {
    for (const double forever : {1e300, HUGE_VAL})
        CHECK(outcome(half, {.total = 3, .connect = forever, .sock_read = forever, .sock_connect = forever}) ==
              std::pair<std::string, double>("TimeoutError: Timeout: GET URL", 3));
    CHECK(outcome(half, {.total = HUGE_VAL, .sock_read = 3}).second == 3);
}

TEST_CASE("sock_connect and connect end the attempt to connect in ServerTimeoutError") {
    run_virtually([]() -> Coroutine<> {
        const FullLine line;
        co_await async_with(ClientSession(), [&](ClientSession& session) -> Coroutine<> {
            for (const http::ClientTimeout timeout : {http::ClientTimeout{.sock_connect = 1}, http::ClientTimeout{.connect = 1}}) {
                const double before = get_running_loop().time();
                CHECK(co_await error_of([&] { return text_of(session.get(line.url(), {.timeout = timeout})); }) ==
                      "ServerTimeoutError: Connection timeout to host " + line.url());
                CHECK(get_running_loop().time() - before == 1);
            }
        });
    });
}

TEST_CASE("connect counts the wait for a place in the pool; sock_connect does not") {
    run_virtually([]() -> Coroutine<> {
        co_await beside(stops_after(half), [](ClientSession& session, std::string url) -> Coroutine<> {
            const ClientResponse first = co_await session.get(url);
            CHECK(co_await error_of([&] { return text_of(session.get(url, {.timeout = http::ClientTimeout{.connect = 2}})); }) ==
                  "ServerTimeoutError: Connection timeout to host " + url);
            CHECK(get_running_loop().time() == 2);
            const auto second = create_task(error_of([&] { return text_of(session.get(url, {.timeout = http::ClientTimeout{.sock_connect = 1}})); }));
            co_await sleep(3);
            CHECK_FALSE(second.done());
            first.release();
            co_await sleep(3);
            CHECK_FALSE(second.done());
            second.cancel();
            co_await wait(std::vector{second});
        }, {.connector = http::TCPConnector({.limit = 1})});
    });
}

TEST_CASE("without an own limit a request has five minutes; a deadline far away strikes at a whole second") {
    run_virtually([]() -> Coroutine<> {
        co_await sleep(0.25);
        co_await beside(stops_after(""), [](ClientSession& session, std::string url) -> Coroutine<> {
            CHECK(co_await error_of([&] { return text_of(session.get(url)); }) == "TimeoutError: Timeout: GET " + url);
            CHECK(get_running_loop().time() == 301);
        });
    });
}

TEST_CASE("a request that is cancelled leaves nothing behind, wherever it was") {
    for (const std::string words : {"connecting", "", "HTTP/1.1 200 OK\r\nContent-", half.c_str()}) {
        CAPTURE(words);
        run_virtually([&]() -> Coroutine<> {
            const FullLine line;
            co_await beside(stops_after(words), [&](ClientSession& session, std::string url) -> Coroutine<> {
                const long before = open_descriptors();
                const auto request = create_task(text_of(session.get(words == "connecting" ? line.url() : url)));
                co_await sleep(1);
                CHECK_FALSE(request.done());
                request.cancel();
                CHECK(co_await error_of([&] { return wait_for(request, 5); }) == "CancelledError: ");
                co_await sleep(1);   // the server has seen it and closed its end
                CHECK(open_descriptors() == before);
                CHECK(session.connector().state()->pool().taken() == 0);
            });
        });
    }
}

TEST_CASE("requests can be cancelled at any step that they take") {
    for (int steps = 0; steps < 12; ++steps) {
        run_virtually([&]() -> Coroutine<> {
            co_await beside(stops_after(half), [&](ClientSession& session, std::string url) -> Coroutine<> {
                std::vector<Task<std::string>> requests;
                for (int i = 0; i < 8; ++i) requests.push_back(create_task(text_of(session.get(url))));
                for (int i = 0; i < steps; ++i) co_await sleep(0);
                for (const auto& request : requests) request.cancel();
                co_await wait(requests);
                for (const auto& request : requests) CHECK(request.cancelled());
                CHECK(session.connector().state()->pool().taken() == 0);
            }, {.connector = http::TCPConnector({.limit = 5})});
        });
    }
}
