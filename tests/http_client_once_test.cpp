#include "http_peers.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;

/// How often a request is sent.
namespace http_client_once_test {

/// Answers the first request on each connection, and leaves at the second without a word. Notes which have come.
auto answers_once(std::vector<std::string>& came) {
    return [&came](StreamReader reader, StreamWriter writer) -> Coroutine<> {
        for (const bool first : {true, false}) {
            const std::string head = co_await reader.readuntil("\r\n\r\n");
            if (head.find("Content-Length: 4\r\n") != head.npos) co_await reader.readexactly(4);
            came.push_back(head.substr(0, head.find(' ')));
            if (first) writer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
        writer.close();
    };
}

}  // namespace http_client_once_test

using namespace http_client_once_test;

TEST_CASE("a request that changes something is not repeated when its connection dies") {
    for (const std::string method : {"POST", "PATCH"}) {
        for (const bool has_body : {true, false}) {
            CAPTURE(method, has_body);
            std::vector<std::string> came;
            run_virtually([&]() -> Coroutine<> {
                co_await beside(answers_once(came), [&](ClientSession& session, std::string url) -> Coroutine<> {
                    CHECK(co_await text_of(session.get(url)) == "ok");
                    http::RequestOptions options;
                    if (has_body) options.data = "data";
                    CHECK(co_await error_of([&] { return text_of(session.request(method, url, options)); }) ==
                          "ServerDisconnectedError: Server disconnected: " + method + " " + url);
                    CHECK(came == std::vector<std::string>{"GET", method});
                    CHECK(co_await text_of(session.get(url)) == "ok");
                });
            });
        }
    }
}

TEST_CASE("a request that changes nothing, or the same twice, is repeated once when its connection dies") {
    for (const std::string method : {"GET", "PUT", "DELETE"}) {
        CAPTURE(method);
        std::vector<std::string> came;
        run_virtually([&]() -> Coroutine<> {
            co_await beside(answers_once(came), [&](ClientSession& session, std::string url) -> Coroutine<> {
                CHECK(co_await text_of(session.get(url)) == "ok");
                CHECK(co_await text_of(session.request(method, url)) == "ok");
                CHECK(came == std::vector<std::string>{"GET", method, method});
            });
        });
    }
}

TEST_CASE("a server that is gone when a request is to be repeated cannot be connected with") {
    run_virtually([]() -> Coroutine<> {
        co_await async_with(ClientSession(), [](ClientSession& session) -> Coroutine<> {
            std::optional<Server> server;
            const auto last_words = [&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
                co_await reader.readuntil("\r\n\r\n");
                writer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                co_await reader.readuntil("\r\n\r\n");
                server->close();
                writer.close();
            };
            server = co_await start_server(last_words, "127.0.0.1", 0);
            const std::string url = "http://127.0.0.1:" + std::to_string(server->sockets().at(0).getsockname().port()) + "/";
            CHECK(co_await text_of(session.get(url)) == "ok");
            CHECK((co_await error_of([&] { return text_of(session.get(url)); })).starts_with("ClientConnectorError: Cannot connect to host "));
        });
    });
}

TEST_CASE("who is asked whether the body may come, and says no, is asked once") {
    for (const bool streamed : {false, true}) {
        CAPTURE(streamed);
        int asked = 0;
        const auto refuses = [&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            try {
                for (;;) {
                    co_await reader.readuntil("\r\n\r\n");
                    ++asked;
                    writer.write("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\n\r\nno");
                }
            } catch (const IncompleteReadError&) {
            }
            writer.close();
        };
        run_virtually([&]() -> Coroutine<> {
            co_await beside(refuses, [&](ClientSession& session, std::string url) -> Coroutine<> {
                http::RequestOptions options{.data = "data", .expect100 = true};
                if (streamed) options.data = []() -> Coroutine<std::string> { co_return ""; };
                const ClientResponse response = co_await session.post(url, options);
                CHECK(response.status() == 417);
                CHECK(co_await response.text() == "no");
                co_await sleep(1);
                CHECK(asked == 1);
            });
        });
    }
}
