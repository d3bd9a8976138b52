#pragma once
#include <signal.h>
#include <sys/resource.h>

#include "loopback.hpp"
#include "runtime/http/client/accepted_encodings.hpp"
#include "runtime/http/client/connector_state.hpp"
#include "runtime/http/http.hpp"
#include "tests/catch.hpp"

/// Who HTTP clients are tried against.
namespace loopback {

/// Whether the reference has aiohttp; if not, what is skipped says so once.
inline bool has_aiohttp() {
    static const bool has = [] {
        const std::string python = conformance::cpython().empty() ? "python3" : conformance::cpython();
        const bool found = std::system((python + " -c 'import aiohttp' 2>/dev/null").c_str()) == 0;
        if (!found) std::fprintf(stderr, "SKIPPED: %s has no aiohttp; what is tried against it was not\n", python.c_str());
        return found;
    }();
    return has;
}

/// A server of aiohttp's that runs beside the tests, for all of them. Where it has no aiohttp, url() is "".
class AiohttpServer {
public:
    static AiohttpServer& the_one() {
        static AiohttpServer server;
        return server;
    }
    std::string url(const std::string& path) const { return "http://127.0.0.1:" + port_ + path; }
    const std::string& port() const { return port_; }

private:
    AiohttpServer() : python_(program()) {
        port_ = python_.line();
        pid_ = std::stoi(python_.line());
    }
    ~AiohttpServer() { kill(pid_, SIGTERM); }
    static std::string program();

    Python python_;
    std::string port_;
    int pid_ = 0;
};

inline std::string AiohttpServer::program() {
    return R"(
import asyncio, hashlib, json, os, zlib
from aiohttp import web

connections = set()
seen = []
routes = web.RouteTableDef()

@web.middleware
async def count(request, handler):
    connections.add(id(request.transport))
    seen.append(request.transport)
    return await handler(request)

@routes.get("/hello")
async def hello(request):
    return web.Response(text="Hello", headers={"X-One": "1"})

@routes.route("*", "/echo")
async def echo(request):
    return web.json_response({
        "method": request.method, "path": request.path_qs, "body": (await request.read()).decode(),
        "headers": {name.lower(): value for name, value in request.headers.items()}})

@routes.get("/connections")
async def count_connections(request):
    return web.json_response(len(connections))

@routes.get("/forget")
async def forget(request):
    connections.clear()
    seen.clear()
    return web.Response()

@routes.get("/redirect/{n}")
async def redirect(request):
    n = int(request.match_info["n"])
    return web.Response(status=302, headers={"Location": "/redirect/%d" % (n - 1) if n > 1 else "/hello"})

@routes.route("*", "/moved/{status}")
async def moved(request):
    return web.Response(status=int(request.match_info["status"]), headers={"Location": "/echo"})

@routes.get("/to")
async def to(request):
    return web.Response(status=302, headers={"Location": request.query["url"]})

@routes.get("/status/{status}")
async def status(request):
    return web.Response(status=int(request.match_info["status"]), text="said so")

@routes.get("/compressed/{how}")
async def compressed(request):
    response = web.Response(text="compressed " * 1000)
    response.enable_compression(web.ContentCoding(request.match_info["how"]))
    return response

@routes.get("/brotli")
async def brotli(request):
    return web.Response(body=b"\x0b\x02\x80hello\x03", headers={"Content-Encoding": "br"})

@routes.get("/cookies/set")
async def set_cookies(request):
    response = web.Response(text="set")
    for name, value in request.query.items():
        response.set_cookie(name, value)
    return response

@routes.get("/cookies")
async def cookies(request):
    return web.json_response(dict(request.cookies))

@routes.get("/cookies/drop/{name}")
async def drop_cookie(request):
    response = web.Response(text="dropped")
    response.del_cookie(request.match_info["name"])
    return response

@routes.post("/upload")
async def upload(request):
    size, digest, pieces = 0, hashlib.sha256(), 0
    async for piece in request.content.iter_any():
        size, pieces = size + len(piece), pieces + 1
        digest.update(piece)
    return web.json_response({"size": size, "sha256": digest.hexdigest(), "chunked": request.headers.get("Transfer-Encoding", ""),
                              "type": request.content_type})

@routes.post("/form")
async def form(request):
    data = await request.post()
    return web.json_response([[name, value if isinstance(value, str) else [value.filename, value.content_type, value.file.read().decode()]]
                              for name, value in data.items()])

@routes.get("/lines")
async def lines(request):
    response = web.StreamResponse()
    await response.prepare(request)
    for i in range(5):
        await response.write(b"line %d\n" % i)
    return response

@routes.get("/charset/{charset}")
async def charset(request):
    charset = request.match_info["charset"]
    return web.Response(body="gr\u00fc\u00df dich".encode(charset), content_type="text/plain", charset=charset)

@routes.get("/never")
async def never(request):
    await asyncio.sleep(3600)

@routes.get("/half")
async def half(request):
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b"x" * 50)
    await asyncio.sleep(3600)

@routes.get("/auth")
async def auth(request):
    return web.Response(text=request.headers.get("Authorization", "none"))

async def main():
    app = web.Application(middlewares=[count], client_max_size=1 << 30)
    app.add_routes(routes)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=512)
    await site.start()
    print(site._server.sockets[0].getsockname()[1], flush=True)
    print(os.getpid(), flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
)";
}

/// How many descriptors this process has open when no test runs: the first loop of a process opens some for good.
inline long usual_descriptors() {
    static const long usual = [] {
        if (has_aiohttp()) AiohttpServer::the_one();
        run_really([]() -> asyncio::Coroutine<> { co_await asyncio::async_with(asyncio::http::ClientSession(), []() -> asyncio::Coroutine<> { co_return; }); });
        return open_descriptors();
    }();
    return usual;
}

/// Runs `body(session)` with a session of its own, on the real clock; says afterwards whether descriptors were left.
template <class Body>
void with_session(Body body, std::function<asyncio::http::SessionOptions()> options = [] { return asyncio::http::SessionOptions(); }) {
    const long before = usual_descriptors();
    run_really([&]() -> asyncio::Coroutine<> { co_await asyncio::async_with(asyncio::http::ClientSession(options()), body); });
    CHECK(open_descriptors() == before);
}

/// Runs `body(session, url)` beside a server of ours whose every connection is served by `handle(reader, writer)`.
template <class Handle, class Body>
asyncio::Coroutine<> beside(Handle handle, Body body, asyncio::http::SessionOptions options = {}) {
    asyncio::Server server = co_await asyncio::start_server(handle, "127.0.0.1", 0);
    const std::string url = "http://127.0.0.1:" + std::to_string(server.sockets().at(0).getsockname().port()) + "/";
    asyncio::http::ClientSession session(std::move(options));
    co_await asyncio::async_with(session, [&] { return body(session, url); });
    server.close();
    co_await server.wait_closed();
}

/// Runs a coroutine function on the virtual clock; says afterwards whether descriptors were left.
template <class Main>
void run_virtually(Main main) {
    const long before = usual_descriptors();
    {
        asyncio::Program program(asyncio::Clock::virtual_time);
        program.set_error_output([](std::string_view) {});   // of what servers say when clients leave
        program.run([&] { asyncio::run(main()); });
    }
    CHECK(open_descriptors() == before);
}

/// What a coroutine function throws, as "Type: text".
template <class Body>
asyncio::Coroutine<std::string> error_of(Body body) {
    try {
        co_await body();
    } catch (const asyncio::BaseException& e) {
        co_return asyncio::type_name(e) + ": " + e.what();
    }
    co_return "no error";
}

/// A body as a whole.
inline asyncio::Coroutine<std::string> text_of(asyncio::http::RequestContextManager request) {
    const asyncio::http::ClientResponse response = co_await std::move(request);
    co_return co_await response.text();
}

}  // namespace loopback
