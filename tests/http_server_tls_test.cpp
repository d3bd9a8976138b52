#include <fstream>

#include "certificates.hpp"
#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace http_server_tls_test {

/// Runs `body(port)` beside an application that is served over TLS; what the loop's exception handler is told is in the result.
template <class Body>
std::vector<std::string> serving_securely(http::Application& app, SSLContext context, Body body) {
    std::vector<std::string> reports;
    run_really([&]() -> Coroutine<> {
        get_running_loop().set_exception_handler([&](Loop&, const ErrorContext& error) {
            reports.push_back(error.message + ": " + repr(error.exception));
        });
        http::AppRunner runner(app, {.shutdown_timeout = 1});
        co_await runner.setup();
        http::TCPSite site(runner, "127.0.0.1", 0, {.ssl_context = context});
        co_await site.start();
        co_await body(site.port());
        co_await runner.cleanup();
    });
    return reports;
}

struct Pages {
    http::Application app;
    Folder folder;
    Pages() {
        std::ofstream(folder / "file.txt") << std::string(1'000'000, 'f');
        app.router().add_get("/hello", [](http::Request& request) -> Coroutine<http::Response> {
            const ExtraInfo info = request.transport()->get_extra_info("peercert");
            const std::string who = info ? static_cast<PeerCertificate>(info).subject.back().front().second : "somebody";
            co_return http::Response({.text = "Hello, " + who + " over " + request.scheme() + " from " + request.remote()});
        });
        app.router().add_post("/upload", [](http::Request& request) -> Coroutine<http::Response> {
            std::size_t size = 0;
            while (request.can_read_body()) size += (co_await request.content().read(100'000)).size();
            co_return http::Response({.text = std::to_string(size)});
        });
        app.router().add_post("/refuse", [](http::Request&) -> Coroutine<http::Response> { co_return http::Response({.status = 403, .text = "no"}); });
        app.router().add_static("/files", folder / "");
    }
};

std::string url_of(int port, const std::string& path) { return "https://localhost:" + std::to_string(port) + path; }

}  // namespace http_server_tls_test

using namespace http_server_tls_test;

TEST_CASE("curl talks with our server over https, and keeps the connection") {
    Pages pages;
    const auto reports = serving_securely(pages.app, server_context(), [&](int port) -> Coroutine<> {
        const auto curl = [](const std::string& rest) {
            return to_thread([=] { return conformance::output_of("curl -sS -4 --cacert " + Certificates::the_ones().pem("good") + " " + rest); });
        };
        const std::string hello = "Hello, somebody over https from 127.0.0.1";
        CHECK(co_await curl("-w ' %{http_code} %{num_connects}\\n' " + url_of(port, "/hello") + " " + url_of(port, "/hello")) ==
              hello + " 200 1\n" + hello + " 200 0\n");
        CHECK(co_await curl("-r 5-6 " + url_of(port, "/files/file.txt")) == "ff");
        CHECK(co_await curl(url_of(port, "/files/file.txt") + " | wc -c") == "1000000\n");
        CHECK(co_await curl("-T " + pages.folder / "file.txt" + " -X POST " + url_of(port, "/upload")) == "1000000");
        CHECK(co_await curl("-T " + pages.folder / "file.txt" + " -X POST " + url_of(port, "/refuse")) == "no");
        CHECK((co_await curl("-o /dev/null https://127.0.0.2:" + std::to_string(port) + " 2>&1 || true")).starts_with("curl: (7)"));
        CHECK((co_await curl("http://localhost:" + std::to_string(port) + "/hello 2>&1 || true")).starts_with("curl: ("));
    });
    CHECK(reports.empty());
}

TEST_CASE("our client talks with our server over https, and each can ask who the other is") {
    Pages pages;
    SSLContext asking = server_context();
    asking.load_verify_locations({.cafile = Certificates::the_ones().pem("other")});
    asking.verify_mode = ssl::CERT_OPTIONAL;
    const long before = open_descriptors();
    const auto reports = serving_securely(pages.app, asking, [&](int port) -> Coroutine<> {
        co_await async_with(http::ClientSession(), [&](http::ClientSession& session) -> Coroutine<> {
            const auto text = [&](std::string path, http::RequestOptions options) -> Coroutine<std::string> {
                const auto response = co_await session.get(url_of(port, path), options);
                co_return co_await response.text();
            };
            SSLContext known = client_context();
            CHECK(co_await text("/hello", {.ssl = known}) == "Hello, somebody over https from 127.0.0.1");
            known.load_cert_chain(Certificates::the_ones().pem("other"), Certificates::the_ones().key("other"));
            CHECK(co_await text("/hello", {.ssl = known}) == "Hello, other over https from 127.0.0.1");
            CHECK((co_await text("/files/file.txt", {.ssl = known})).size() == 1'000'000);
            const auto posted = co_await session.post(url_of(port, "/upload"), {.data = std::string(3'000'000, 'x'), .ssl = known});
            CHECK(co_await posted.text() == "3000000");
            try {
                co_await text("/hello", {});
                FAIL("it was believed");
            } catch (const http::ClientConnectorCertificateError&) {
            }
        });
    });
    CHECK(reports.empty());
    CHECK(open_descriptors() == before);
}

TEST_CASE("a server over https that ends waits a second for idle clients that do not say good-bye") {
    Pages pages;
    Program program(Clock::virtual_time);
    program.run([&] {
        run([&]() -> Coroutine<> {
            http::AppRunner runner(pages.app);
            co_await runner.setup();
            http::TCPSite site(runner, "127.0.0.1", 0, {.ssl_context = server_context()});
            co_await site.start();
            auto [reader, writer] = co_await open_connection("localhost", site.port(), {.ssl = client_context()});
            writer.write("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
            CHECK((co_await reader.readline()) == "HTTP/1.1 200 OK\r\n");
            const Socket socket = writer.get_extra_info("socket");
            Loop& loop = get_running_loop();
            loop.unwatch(socket.fileno(), trace::Direction::read);   // from now on it notices nothing
            const double began = loop.time();
            co_await runner.cleanup();
            CHECK(loop.time() - began == Approx(1));
            writer.transport().abort();
        }());
    });
}

TEST_CASE("run_app serves https where it is given a context, and says so") {
    Pages pages;
    std::string said, got;
    std::thread client;
    Program program(Clock::real_time);
    program.run([&] {
        http::run_app(pages.app, {.host = "127.0.0.1", .port = 0, .ssl_context = server_context(), .print = [&](std::string_view text) {
            said = text;
            const std::string port = said.substr(said.rfind(':', said.find(" ========\n")) + 1);
            client = std::thread([&, number = std::stoi(port)] {
                got = conformance::output_of("curl -sS -4 --cacert " + Certificates::the_ones().pem("good") + " " + url_of(number, "/hello"));
                kill(getpid(), SIGTERM);
            });
        }});
    });
    client.join();
    CHECK(said.starts_with("======== Running on https://127.0.0.1:"));
    CHECK(got == "Hello, somebody over https from 127.0.0.1");
}

TEST_CASE("a site is not served with TLS without a context") {
    Pages pages;
    run_really([&]() -> Coroutine<> {
        http::AppRunner runner(pages.app);
        co_await runner.setup();
        try {
            co_await http::TCPSite(runner, "127.0.0.1", 0, {.ssl_context = true}).start();
            FAIL("there is no certificate");
        } catch (const TypeError& e) {
            CHECK(e.message() == "ssl argument must be an SSLContext or None");
        }
        co_await runner.cleanup();
    });
}
