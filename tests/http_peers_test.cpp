#include <fstream>

#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

/// An application that has a bit of everything.
struct Everything {
    http::Application app;
    Folder folder;
    Everything() {
        std::ofstream(folder / "file.txt") << std::string(1'000'000, 'f');
        app.router().add_get("/hello/{name}", [](http::Request& request) -> Coroutine<http::Response> {
            co_return http::Response({.text = "Hello, " + std::string(request.match_info()["name"])});
        });
        app.router().add_post("/upload", [](http::Request& request) -> Coroutine<http::Response> {
            std::size_t size = 0;
            while (request.can_read_body()) size += (co_await request.content().read(10'000)).size();
            co_return http::json_response({{"size", size}, {"type", request.content_type().type}});
        });
        app.router().add_post("/form", [](http::Request& request) -> Coroutine<http::Response> {
            const http::MultiDict form = co_await request.post();
            http::Response response({.text = std::string(form["a"]) + "|" + std::string(form["b"])});
            response.set_cookie("seen", "yes; really");
            co_return response;
        });
        app.router().add_get("/cookie", [](http::Request& request) -> Coroutine<http::Response> {
            co_return http::Response({.text = request.cookies()["seen"]});
        });
        app.router().add_get("/stream", [](http::Request& request) -> Coroutine<http::StreamResponse> {
            http::StreamResponse response;
            co_await response.prepare(request);
            for (int i = 0; i < 1000; ++i) co_await response.write(std::to_string(i) + "\n");
            co_return response;
        });
        app.router().add_get("/moved", [](http::Request&) -> Coroutine<http::Response> {
            throw http::HTTPFound("/hello/there");
            co_return http::Response();
        });
        app.router().add_static("/files", folder / "");
    }
};

/// What a shell command prints, while the loop goes on.
Coroutine<std::string> output_of(std::string command) {
    co_return co_await to_thread([command] { return conformance::output_of(command); });
}

}  // namespace

TEST_CASE("Python's aiohttp talks with our server about everything it can do") {
    Everything everything;
    std::string said;
    const auto reports = serving(everything.app, [&](Where place) -> Coroutine<> {
        Python client(R"(
import aiohttp, asyncio
async def pieces():
    for i in range(100): yield b"x" * 1000
async def main():
    async with aiohttp.ClientSession("http://127.0.0.1:)" + std::to_string(place.port) + R"(", cookie_jar=aiohttp.CookieJar(unsafe=True)) as s:
        async with s.get("/hello/w%C3%B6rld") as r: print(r.status, await r.text(), r.headers["Content-Type"])
        async with s.post("/upload", data=pieces()) as r: print(await r.json())
        async with s.post("/upload", data=b"y" * 500000, expect100=True) as r: print(await r.json())
        async with s.post("/form", data={"a": "1 & 2", "b": "ü"}) as r: print(await r.text())
        async with s.get("/cookie") as r: print(await r.text())
        async with s.get("/stream") as r: print(len((await r.read()).split()))
        async with s.get("/moved") as r: print(r.url.path, await r.text())
        async with s.get("/none") as r: print(r.status, r.reason)
        async with s.head("/files/file.txt") as r: print(r.headers["Content-Length"], await r.read())
        async with s.get("/files/file.txt", headers={"Range": "bytes=10-19"}) as r: print(r.status, await r.text())
        async with s.get("/files/file.txt") as r:
            print(len(await r.read()))
            tag = r.headers["ETag"]
        async with s.get("/files/file.txt", headers={"If-None-Match": tag}) as r: print(r.status)
        async def one(i):
            async with s.get("/hello/%d" % i) as r: return await r.text()
        answers = await asyncio.gather(*(one(i) for i in range(200)))
        print(answers == ["Hello, %d" % i for i in range(200)])
        print(len(s.connector._conns), "pool")
asyncio.run(main())
)");
        said = co_await to_thread([&] { return client.rest(); });
    });
    CHECK(said == R"(200 Hello, wörld text/plain; charset=utf-8
{'size': 100000, 'type': 'application/octet-stream'}
{'size': 500000, 'type': 'application/octet-stream'}
1 & 2|ü
yes; really
1000
/hello/there Hello, there
404 Not Found
1000000 b''
206 ffffffffff
1000000
304
True
1 pool
)");
    CHECK(reports.empty());
}

TEST_CASE("curl talks with our server") {
    Everything everything;
    const auto reports = serving(everything.app, [&](Where place) -> Coroutine<> {
        const std::string curl = "curl -sS ";
        const std::string show = "-w ' %{http_code} %{num_connects}\\n' ";
        CHECK(co_await output_of(curl + show + place.url("/hello/a") + " " + place.url("/hello/b")) == "Hello, a 200 1\nHello, b 200 0\n");
        CHECK(co_await output_of(curl + "--http1.0 " + place.url("/hello/a")) == "Hello, a");
        CHECK(co_await output_of(curl + "-L " + place.url("/moved")) == "Hello, there");
        CHECK(co_await output_of(curl + place.url("/stream") + " | wc -l") == "1000\n");
        const std::string big = "head -c 3000000 /dev/zero | " + curl + "-X POST -H 'Content-Type: application/x' ";
        CHECK(co_await output_of(big + "--data-binary @- " + place.url("/upload")) == R"({"size": 3000000, "type": "application/x"})");
        CHECK(co_await output_of(big + "-T - " + place.url("/upload")) == R"({"size": 3000000, "type": "application/x"})");   // in chunks
        CHECK(co_await output_of(curl + "-I " + place.url("/files/file.txt") + " | grep -c 'Content-Length: 1000000'") == "1\n");
        CHECK(co_await output_of(curl + "-r 5-6 " + place.url("/files/file.txt")) == "ff");
        CHECK(co_await output_of(curl + "--path-as-is -o /dev/null " + show + place.url("/files/../../etc/passwd")) == " 404 1\n");
        CHECK(co_await output_of(curl + "-d 'a=1' -d 'b=2' " + place.url("/form")) == "1|2");
    });
    CHECK(reports.empty());
}

TEST_CASE("wrk has 256 connections served for a second, without one error") {
    Everything everything;
    std::string report;
    const auto reports = serving(everything.app, [&](Where place) -> Coroutine<> {
        report = co_await output_of("wrk -t 1 -c 256 -d 1 " + place.url("/hello/wrk"));
    });
    INFO(report);
    CHECK(report.find("requests in ") != report.npos);
    CHECK(report.find("Socket errors") == report.npos);
    CHECK(report.find("Non-2xx") == report.npos);
    CHECK(report.find(" 0 requests in ") == report.npos);
    CHECK(reports.empty());
}
