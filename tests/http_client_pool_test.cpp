#include "http_peers.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;
using http::Json;

/// Connections: how many there are, how long they live, and what waits for them.
namespace http_client_pool_test {

std::string url(const std::string& path) { return AiohttpServer::the_one().url(path); }

/// Answers every request on a connection with the connection's number.
struct Numbered {
    int connections = 0, open = 0;
    auto serve() {
        return [this](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            const std::string number = std::to_string(++connections);
            ++open;
            while (co_await has_request(reader)) writer.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(number.size()) + "\r\n\r\n" + number);
            --open;
            writer.close();
        };
    }
    static Coroutine<bool> has_request(StreamReader reader) {
        try {
            co_await reader.readuntil("\r\n\r\n");
        } catch (const IncompleteReadError&) {
            co_return false;
        }
        co_return true;
    }
};

/// Serves nothing, for ever; counts who has come.
auto silent(int* came = nullptr) {
    return [came](StreamReader reader, StreamWriter writer) -> Coroutine<> {
        co_await reader.readuntil("\r\n\r\n");
        if (came) ++*came;
        co_await reader.read();
        writer.close();
    };
}

}  // namespace http_client_pool_test

using namespace http_client_pool_test;

TEST_CASE("two hundred requests at once use ten connections, and no more") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        co_await text_of(session.get(url("/forget")));
        std::vector<Task<std::string>> tasks;
        for (int i = 0; i < 200; ++i) tasks.push_back(create_task(text_of(session.get(url("/hello")))));
        for (const auto& task : tasks) CHECK(co_await task == "Hello");
        CHECK(co_await (co_await session.get(url("/connections"))).json() == 10);
    }, [] { return http::SessionOptions{.connector = http::TCPConnector({.limit = 10})}; });
}

TEST_CASE("a connection serves one request after the other, also through redirects") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        co_await text_of(session.get(url("/forget")));
        for (int i = 0; i < 5; ++i) CHECK(co_await text_of(session.get(url("/redirect/1"))) == "Hello");
        co_await session.head(url("/hello"));
        CHECK(co_await (co_await session.get(url("/connections"))).json() == 1);
    });
}

TEST_CASE("a response that is released before it is complete takes its connection along") {
    if (!has_aiohttp()) return;
    with_session([](ClientSession& session) -> Coroutine<> {
        co_await text_of(session.get(url("/forget")));
        co_await async_with(session.get(url("/half")), [](ClientResponse& response) -> Coroutine<> {
            CHECK((co_await response.content().readany()).starts_with("xx"));
        });
        CHECK(co_await (co_await session.get(url("/connections"))).json() == 2);
        ClientResponse kept = co_await session.get(url("/hello"));
        kept.release();
        CHECK(kept.closed());
        CHECK(co_await error_of([&] { return kept.read(); }) == "ClientConnectionError: Connection closed");
    });
}

TEST_CASE("the limit for one host does not hold back requests to another") {
    run_virtually([]() -> Coroutine<> {
        int came = 0;
        Server other = co_await start_server(Numbered().serve(), "127.0.0.1", 0);
        other.close();
        co_await beside(silent(&came), [&](ClientSession& session, std::string one) -> Coroutine<> {
            Numbered numbered;
            Server server = co_await start_server(numbered.serve(), "127.0.0.1", 0);
            const std::string two = "http://127.0.0.1:" + std::to_string(server.sockets().at(0).getsockname().port()) + "/";
            std::vector<Task<std::string>> waiting;
            for (int i = 0; i < 3; ++i) waiting.push_back(create_task(text_of(session.get(one))));
            CHECK(co_await text_of(session.get(two)) == "1");
            co_await sleep(1);
            CHECK(came == 2);
            for (const auto& task : waiting) task.cancel();
            co_await wait(waiting);
            server.close();
        }, {.connector = http::TCPConnector({.limit = 3, .limit_per_host = 2})});
    });
}

TEST_CASE("who waits for a connection and is cancelled leaves its place to the next") {
    run_virtually([]() -> Coroutine<> {
        int came = 0;
        co_await beside(silent(&came), [&](ClientSession& session, std::string url) -> Coroutine<> {
            const auto first = create_task(text_of(session.get(url)));
            const auto second = create_task(text_of(session.get(url)));
            const auto third = create_task(text_of(session.get(url)));
            co_await sleep(1);
            CHECK(came == 1);
            second.cancel();
            first.cancel();
            co_await sleep(1);
            CHECK(first.cancelled());
            CHECK(second.cancelled());
            CHECK(came == 2);
            third.cancel();
            co_await wait(std::vector{third});
        }, {.connector = http::TCPConnector({.limit = 1})});
    });
}

TEST_CASE("a place that is given to a request at the moment in which it is cancelled is not lost") {
    run_virtually([]() -> Coroutine<> {
        Numbered numbered;
        co_await beside(numbered.serve(), [&](ClientSession& session, std::string url) -> Coroutine<> {
            ClientResponse first = co_await session.get(url);
            const auto second = create_task(text_of(session.get(url)));
            co_await sleep(0);
            co_await first.read();   // its place goes to the second
            second.cancel();
            co_await wait(std::vector{second});
            CHECK(second.cancelled());
            CHECK_FALSE((co_await text_of(session.get(url))).empty());
        }, {.connector = http::TCPConnector({.limit = 1})});
    });
}

TEST_CASE("an idle connection is used again for fifteen seconds, then the server sees its end") {
    run_virtually([]() -> Coroutine<> {
        Numbered numbered;
        co_await beside(numbered.serve(), [&](ClientSession& session, std::string url) -> Coroutine<> {
            CHECK(co_await text_of(session.get(url)) == "1");
            co_await sleep(14.9);
            CHECK(co_await text_of(session.get(url)) == "1");
            CHECK(numbered.open == 1);
            co_await sleep(15.1);
            CHECK(numbered.open == 0);
            CHECK(co_await text_of(session.get(url)) == "2");
        });
    });
}

TEST_CASE("force_close uses no connection twice; a server's Connection: close is heeded") {
    run_virtually([]() -> Coroutine<> {
        Numbered numbered;
        co_await beside(numbered.serve(), [](ClientSession& session, std::string url) -> Coroutine<> {
            CHECK(co_await text_of(session.get(url)) == "1");
            CHECK(co_await text_of(session.get(url)) == "2");
        }, {.connector = http::TCPConnector({.force_close = true})});
        int connections = 0;
        const auto close = [&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            ++connections;
            co_await reader.readuntil("\r\n\r\n");
            writer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
            co_await reader.read();
            writer.close();
        };
        co_await beside(close, [&](ClientSession& session, std::string url) -> Coroutine<> {
            CHECK(co_await text_of(session.get(url)) == "ok");
            CHECK(co_await text_of(session.get(url)) == "ok");
            CHECK(connections == 2);
        });
    });
}

TEST_CASE("a connection that the server has closed meanwhile is replaced without a word") {
    run_virtually([]() -> Coroutine<> {
        int connections = 0;
        const auto once = [&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            const std::string number = std::to_string(++connections);
            co_await reader.readuntil("\r\n\r\n");
            writer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + number);
            writer.close();
        };
        co_await beside(once, [](ClientSession& session, std::string url) -> Coroutine<> {
            for (const std::string number : {"1", "2", "3"}) {
                CHECK(co_await text_of(session.post(url, {.data = "x"})) == number);
                co_await sleep(1);
            }
        });
    });
}

TEST_CASE("two sessions can share a connector; who does not own it leaves it open") {
    run_virtually([]() -> Coroutine<> {
        Numbered numbered;
        http::TCPConnector connector;
        co_await beside(numbered.serve(), [&](ClientSession& session, std::string url) -> Coroutine<> {
            CHECK(co_await text_of(session.get(url)) == "1");
            co_await async_with(ClientSession({.connector = connector, .connector_owner = false}), [&](ClientSession& other) -> Coroutine<> {
                CHECK(co_await text_of(other.get(url)) == "1");
            });
            CHECK_FALSE(connector.closed());
            CHECK(co_await text_of(session.get(url)) == "1");
        }, {.connector = connector});
        CHECK(connector.closed());
    });
}

TEST_CASE("a Unix socket takes requests for any host") {
    run_virtually([]() -> Coroutine<> {
        Folder folder;
        Numbered numbered;
        Server server = co_await start_unix_server(numbered.serve(), folder / "s");
        co_await async_with(ClientSession({.connector = http::UnixConnector(folder / "s")}), [](ClientSession& session) -> Coroutine<> {
            CHECK(co_await text_of(session.get("http://anybody/")) == "1");
        });
        co_await async_with(ClientSession({.connector = http::UnixConnector(folder / "none")}), [&](ClientSession& session) -> Coroutine<> {
            CHECK(co_await error_of([&] { return text_of(session.get("http://anybody/")); }) ==
                  "UnixClientConnectorError: Cannot connect to unix socket " + folder / "none" + " ssl:default [No such file or directory]");
        });
        server.close();
    });
}

TEST_CASE("a name is looked up by a job of the loop's, once for a while") {
    auto log = std::make_unique<trace::Log>();
    Program program(Clock::virtual_time, log.get());
    std::vector<std::string> got;
    program.run([&] {
        asyncio::run([&]() -> Coroutine<> {
            Numbered numbered;
            co_await beside(numbered.serve(), [&](ClientSession& session, std::string url) -> Coroutine<> {
                url.replace(7, 9, "localhost");
                got.push_back(co_await text_of(session.get(url)));
                co_await sleep(12);   // forgotten, but there is a connection
                got.push_back(co_await text_of(session.get(url)));
                co_await sleep(20);   // nor is there one
                got.push_back(co_await text_of(session.get(url)));
            });
        }());
    });
    CHECK(got == std::vector<std::string>{"1", "1", "2"});
    std::vector<std::string> jobs;
    for (std::size_t i = 0; i < log->size(); ++i)
        if (const trace::Event& event = (*log)[i]; event.kind == trace::Kind::job_submit) jobs.emplace_back(log->text(event.text));
    CHECK(jobs == std::vector<std::string>{"getaddrinfo", "getaddrinfo"});
}
