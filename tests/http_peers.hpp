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
    AiohttpServer() : python_("exec(open(\"" CONFORMANCE "/../aiohttp_server.py\").read())") {
        port_ = python_.line();
        pid_ = std::stoi(python_.line());
    }
    ~AiohttpServer() { kill(pid_, SIGTERM); }

    Python python_;
    std::string port_;
    int pid_ = 0;
};

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
