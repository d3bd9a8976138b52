#include "http_peers.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;
using http::Json;

/// Bodies that come and go piece by piece.
namespace http_client_stream_test {

std::string url(const std::string& path) { return AiohttpServer::the_one().url(path); }

std::string megabytes(std::size_t count) {
    std::string bytes(count * 1'000'000, ' ');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>('a' + i * i % 23);
    return bytes;
}

/// Gives `whole` in pieces.
auto in_pieces(const std::string& whole, std::size_t size, std::size_t* given = nullptr) {
    return [&whole, size, given, at = std::size_t{0}]() mutable -> Coroutine<std::string> {
        const std::string piece = whole.substr(std::min(at, whole.size()), size);
        at += piece.size();
        if (given) *given = at;
        return [](std::string p) -> Coroutine<std::string> { co_return p; }(piece);
    };
}

/// Runs `body(session, url)` beside an application of ours, on the virtual clock.
template <class Body>
void beside_ours(http::Application& app, Body body) {
    run_virtually([&]() -> Coroutine<> {
        http::AppRunner runner(app);
        co_await runner.setup();
        http::TCPSite site(runner, "127.0.0.1", 0);
        co_await site.start();
        const std::string url = "http://127.0.0.1:" + std::to_string(site.port());
        co_await async_with(ClientSession(), [&](ClientSession& session) { return body(session, url); });
        co_await runner.cleanup();
    });
}

}  // namespace http_client_stream_test

using namespace http_client_stream_test;

TEST_CASE("a body goes up from a coroutine function, a file or another body, and arrives whole") {
    if (!has_aiohttp()) return;
    const std::string bytes = megabytes(3);
    const Folder folder;
    std::ofstream(folder / "file") << bytes;
    with_session([&](ClientSession& session) -> Coroutine<> {
        const auto upload = [&](http::RequestOptions options) -> Coroutine<Json> {
            const ClientResponse response = co_await session.post(url("/upload"), options);
            co_return co_await response.json();
        };
        Json expected = co_await upload({.data = bytes});
        CHECK(expected["size"] == bytes.size());
        CHECK(expected["chunked"] == "");
        const Json one_piece = co_await upload({.data = bytes, .chunked = true});
        CHECK(one_piece["chunked"] == "chunked");
        CHECK(one_piece["sha256"] == expected["sha256"]);

        Json got = co_await upload({.data = in_pieces(bytes, 10'000)});
        CHECK(got["sha256"] == expected["sha256"]);
        CHECK(got["chunked"] == "chunked");
        CHECK(got["type"] == "application/octet-stream");
        got = co_await upload({.data = in_pieces(bytes, 10'000), .headers = {{"Content-Length", std::to_string(bytes.size())}}});
        CHECK(got["sha256"] == expected["sha256"]);
        CHECK(got["chunked"] == "");

        const files::File file = co_await files::open(folder / "file", "rb");
        CHECK((co_await upload({.data = file}))["sha256"] == expected["sha256"]);
        co_await file.close();
        StreamReader reader(1024);
        reader.feed_data(bytes);
        reader.feed_eof();
        CHECK((co_await upload({.data = reader}))["sha256"] == expected["sha256"]);
        CHECK((co_await upload({.data = in_pieces("", 1)}))["size"] == 0);
        CHECK((co_await upload({.data = bytes, .expect100 = true}))["sha256"] == expected["sha256"]);
    });
}

TEST_CASE("a body that nobody reads stops the server, and comes whole when it is read") {
    const std::string piece(50'000, 'x');
    std::size_t written = 0;
    http::Application app;
    app.router().add_get("/", [&](http::Request& request) -> Coroutine<http::Response> {
        http::StreamResponse response;
        co_await response.prepare(request);
        for (int i = 0; i < 400; ++i) {
            co_await response.write(piece);
            written += piece.size();
        }
        co_return response;
    });
    beside_ours(app, [&](ClientSession& session, std::string url) -> Coroutine<> {
        const ClientResponse response = co_await session.get(url);
        co_await sleep(1);   // virtual time passes when nothing else can happen
        const std::size_t before = written;
        CHECK(before < 400 * piece.size() / 2);
        CHECK(co_await response.content().readexactly(1000) == std::string(1000, 'x'));
        co_await sleep(1);
        CHECK(written == before);
        std::size_t size = 1000;
        auto pieces = response.content().iter_any();
        while (auto more = co_await pieces.next()) {
            size += more->size();
            CHECK(more->size() <= 4 * 64 * 1024);
        }
        CHECK(size == 400 * piece.size());
        CHECK(written == size);
    });
}

TEST_CASE("a server that does not read stops the source of an upload") {
    const std::string bytes = megabytes(20);
    std::size_t given = 0;
    Event go_on;
    http::Application app({.client_max_size = 0});
    app.router().add_post("/", [&](http::Request& request) -> Coroutine<http::Response> {
        co_await go_on.wait();
        const std::string body = co_await request.read();
        co_return http::Response({.text = body == bytes ? "the same" : "not the same"});
    });
    beside_ours(app, [&](ClientSession& session, std::string url) -> Coroutine<> {
        const auto answer = create_task(text_of(session.post(url, {.data = in_pieces(bytes, 100'000, &given)})));
        co_await sleep(1);
        CHECK(given > 0);
        CHECK(given < bytes.size() / 2);
        go_on.set();
        CHECK(co_await answer == "the same");
    });
}

TEST_CASE("a slow source holds up the request and nobody else; one that throws ends it") {
    http::Application app;
    app.router().add_post("/", [&](http::Request& request) -> Coroutine<http::Response> {
        co_return http::Response({.text = co_await request.read()});
    });
    beside_ours(app, [&](ClientSession& session, std::string url) -> Coroutine<> {
        const auto slow = [n = 0]() mutable -> Coroutine<std::string> {
            return [](int i) -> Coroutine<std::string> {
                co_await sleep(1);
                co_return i < 3 ? std::to_string(i) : "";
            }(n++);
        };
        CHECK(co_await text_of(session.post(url, {.data = slow})) == "012");
        CHECK(get_running_loop().time() == 4);
        const auto fails = []() -> Coroutine<std::string> {
            co_await sleep(1);
            throw ValueError("no more");
        };
        CHECK(co_await error_of([&] { return text_of(session.post(url, {.data = fails})); }) == "ValueError: no more");
        const auto cancelled = create_task(text_of(session.post(url, {.data = slow})));
        co_await sleep(0.5);
        cancelled.cancel();
        co_await wait(std::vector{cancelled});
        for (const AnyTask& task : all_tasks()) CHECK(std::string(task.get_coro().name()) != "write_bytes");
    });
}

TEST_CASE("a server may answer and leave before it has the whole body") {
    run_virtually([]() -> Coroutine<> {
        const auto refuses = [](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await reader.readuntil("\r\n\r\n");
            writer.write("HTTP/1.1 413 Request Entity Too Large\r\nConnection: close\r\nContent-Length: 8\r\n\r\ntoo much");
            co_await writer.drain();
            co_await sleep(1);
            writer.close();
        };
        co_await beside(refuses, [](ClientSession& session, std::string url) -> Coroutine<> {
            const auto waits = [n = 0]() mutable -> Coroutine<std::string> {
                return [](int i) -> Coroutine<std::string> {
                    if (i > 0) co_await sleep(1000);
                    co_return "piece";
                }(n++);
            };
            const ClientResponse response = co_await session.post(url, {.data = waits});
            CHECK(response.status() == 413);
            CHECK(co_await response.text() == "too much");
            CHECK(get_running_loop().time() < 10);
        });
    });
}

TEST_CASE("a response's body can be passed on as the body of another request") {
    const std::string bytes = megabytes(2);
    http::Application app({.client_max_size = 0});
    app.router().add_get("/", [&](http::Request&) -> Coroutine<http::Response> { co_return http::Response({.body = bytes}); });
    app.router().add_post("/", [&](http::Request& request) -> Coroutine<http::Response> {
        co_return http::Response({.text = co_await request.read() == bytes ? "the same" : "not the same"});
    });
    beside_ours(app, [&](ClientSession& session, std::string url) -> Coroutine<> {
        const ClientResponse response = co_await session.get(url);
        CHECK(co_await text_of(session.post(url, {.data = StreamReader(response.content())})) == "the same");
    });
}
