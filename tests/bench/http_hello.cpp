#include <cstdlib>

#include "runtime/asyncio.hpp"
#include "runtime/http/http.hpp"

/// "Hello" over HTTP, for wrk: `http_hello [PORT]`.
namespace {

using namespace asyncio;

Coroutine<http::Response> hello(http::Request& request) {
    co_return http::Response({.text = "Hello, " + std::string(request.match_info().get("name", "world")) + "!"});
}

Coroutine<> serve(int port) {
    http::Application app;
    app.router().add_get("/", hello);
    app.router().add_get("/hello/{name}", hello);
    http::AppRunner runner(app);
    co_await runner.setup();
    co_await http::TCPSite(runner, "127.0.0.1", port).start();
    co_await get_running_loop().create_future();
}

}  // namespace

int main(int argc, char** argv) { run(serve(argc > 1 ? std::atoi(argv[1]) : 8080)); }
