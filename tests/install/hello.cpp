#include <asyncio/asyncio.hpp>
#include <asyncio/http/http.hpp>

// A web server, and a client of its own that asks it once.
using namespace asyncio;

Coroutine<http::Response> hello(http::Request& request) {
    co_return http::Response({.text = "Hello, " + std::string(request.match_info().get("name", "world")) + "!"});
}

Coroutine<> amain() {
    http::Application app;
    app.router().add_get("/hello/{name}", hello);
    http::AppRunner runner(app);
    co_await runner.setup();
    http::TCPSite site(runner, "127.0.0.1", 0);
    co_await site.start();
    auto [reader, writer] = co_await open_connection("127.0.0.1", site.port());
    writer.write("GET /hello/Ada HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const std::string answer = co_await reader.read();
    print("{}", answer.substr(answer.find("\r\n\r\n") + 4));
    writer.close();
    co_await runner.cleanup();
}

int main() { asyncio::run(amain()); }
