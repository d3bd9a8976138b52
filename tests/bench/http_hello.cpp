#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "runtime/asyncio.hpp"
#include "runtime/http/http.hpp"

/// "Hello" over HTTP, for wrk: `http_hello [PORT [recorded]]`. Prints the port that it got.
namespace {

using namespace asyncio;

Coroutine<http::Response> hello(http::Request&) { co_return http::Response({.text = "Hello, world!"}); }

Coroutine<http::Response> hello_you(http::Request& request) {
    co_return http::Response({.text = "Hello, " + std::string(request.match_info()["name"]) + "!"});
}

Coroutine<> serve(int port) {
    http::Application app;
    app.router().add_get("/", hello);
    app.router().add_get("/hello/{name}", hello_you);
    http::AppRunner runner(app);
    co_await runner.setup();
    http::TCPSite site(runner, "127.0.0.1", port, {.backlog = 1024});
    co_await site.start();
    std::printf("%d\n", site.port());
    std::fflush(stdout);
    co_await get_running_loop().create_future();
}

}  // namespace

int main(int argc, char** argv) {
    const bool recorded = argc > 2 && std::string_view(argv[2]) == "recorded";
    trace::Log log;
    Program program(Clock::real_time, recorded ? &log : nullptr);
    program.run([&] { run(serve(argc > 1 ? std::atoi(argv[1]) : 8080)); });
}
