#include "http_peers.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;

namespace http_client_tls_test {

/// Certificates that are made for the test, and a server of aiohttp's that shows one of them.
class TlsServer {
public:
    TlsServer() {
        certificate("good", "DNS:localhost,IP:127.0.0.1");
        certificate("other", "DNS:elsewhere.test");
        python_.emplace(R"(
import asyncio, os, ssl, sys
from aiohttp import web

async def hello(request):
    peer = request.transport.get_extra_info("peercert")
    return web.Response(text="Hello over " + request.scheme + (" from " + peer["subject"][0][0][1] if peer else ""))

async def main():
    app = web.Application()
    app.router.add_get("/", hello)
    runner = web.AppRunner(app)
    await runner.setup()
    for name in "good", "other":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=")" + folder_ / "good.pem" + R"(")
        context.verify_mode = ssl.CERT_OPTIONAL
        context.load_cert_chain(")" + folder_ / "" + R"(" + name + ".pem", ")" + folder_ / "" + R"(" + name + ".key")
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
        await site.start()
        print(site._server.sockets[0].getsockname()[1], flush=True)
    print(os.getpid(), flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
)");
        good_port = python_->line();
        other_port = python_->line();
        pid_ = std::stoi(python_->line());
    }
    ~TlsServer() { kill(pid_, SIGTERM); }
    std::string file(const std::string& name) const { return folder_ / name; }

    std::string good_port, other_port;

private:
    void certificate(const std::string& name, const std::string& names) {
        conformance::output_of("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + name +
                               " -addext subjectAltName=" + names + " -keyout " + folder_ / (name + ".key") + " -out " + folder_ / (name + ".pem"));
    }
    Folder folder_;
    std::optional<Python> python_;
    int pid_ = 0;
};

}  // namespace http_client_tls_test

using namespace http_client_tls_test;

TEST_CASE("over TLS, a server must show a certificate that a trusted authority vouches for") {
    if (!has_aiohttp()) return;
    usual_descriptors();
    const TlsServer server;
    const std::string good = "https://localhost:" + server.good_port + "/", other = "https://localhost:" + server.other_port + "/";
    run_really([&]() -> Coroutine<> {
        co_await async_with(ClientSession(), [&](ClientSession& session) -> Coroutine<> {
            const auto outcome = [&](std::string url, http::RequestOptions options) {
                return error_of([&session, url, options] { return text_of(session.get(url, options)); });
            };
            const auto trusted = ssl::create_default_context({.cafile = server.file("good.pem")});
            const auto distrust = [](const std::string& port, const std::string& reason) {
                return "ClientConnectorCertificateError: Cannot connect to host localhost:" + port + " ssl:True [SSLCertVerificationError: (1, " +
                       reason + ")]";
            };
            const std::string self_signed = "'[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate'";
            CHECK(co_await outcome(good, {}) == distrust(server.good_port, self_signed));
            CHECK(co_await outcome(other, {.ssl = trusted}) == distrust(server.other_port, self_signed));
            CHECK(co_await text_of(session.get(good, {.ssl = trusted})) == "Hello over https");
            CHECK(co_await text_of(session.get("https://127.0.0.1:" + server.good_port, {.ssl = trusted})) == "Hello over https");
            CHECK(co_await text_of(session.get(other, {.ssl = false})) == "Hello over https");

            auto wrong_name = ssl::create_default_context({.cafile = server.file("other.pem")});
            CHECK(co_await outcome(other, {.ssl = wrong_name}) ==
                  distrust(server.other_port, "\"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate "
                                              "is not valid for 'localhost'.\""));
            const std::string by_number = co_await outcome("https://127.0.0.1:" + server.other_port, {.ssl = wrong_name});
            CHECK(by_number.find("certificate verify failed: IP address mismatch, certificate is not valid for '127.0.0.1'.") != by_number.npos);
            wrong_name.check_hostname = false;
            CHECK(co_await text_of(session.get(other, {.ssl = wrong_name})) == "Hello over https");

            auto known = trusted;
            known.load_cert_chain(server.file("good.pem"), server.file("good.key"));
            CHECK(co_await text_of(session.get(good, {.ssl = known})) == "Hello over https from good");
        });
    });
}

TEST_CASE("a connection that was made without a check is not used for a request that wants one") {
    if (!has_aiohttp()) return;
    const TlsServer server;
    const std::string good = "https://localhost:" + server.good_port + "/";
    run_really([&]() -> Coroutine<> {
        co_await async_with(ClientSession(), [&](ClientSession& session) -> Coroutine<> {
            CHECK(co_await text_of(session.get(good, {.ssl = false})) == "Hello over https");
            const std::string got = co_await error_of([&] { return text_of(session.get(good)); });
            CHECK(got.starts_with("ClientConnectorCertificateError: "));
        });
        const auto options = [&] { return http::SessionOptions{.connector = http::TCPConnector({.ssl = ssl::create_default_context({.cafile = server.file("good.pem")})})}; };
        co_await async_with(ClientSession(options()), [&](ClientSession& session) -> Coroutine<> {
            for (int i = 0; i < 3; ++i) CHECK(co_await text_of(session.get(good)) == "Hello over https");
        });
    });
}

TEST_CASE("what does not speak TLS, or leaves while it should, is no server for https") {
    run_virtually([]() -> Coroutine<> {
        for (const std::string words : {"HTTP/1.1 400 Bad Request\r\n\r\n", ""}) {
            const auto plain = [&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
                co_await reader.read(1);
                writer.write(words);
                writer.close();
            };
            co_await beside(plain, [&](ClientSession& session, std::string url) -> Coroutine<> {
                const std::string host = url.substr(7, url.size() - 8);
                const std::string got = co_await error_of([&] { return text_of(session.get("https://" + host)); });
                CAPTURE(words, got);
                CHECK(got.starts_with("ClientConnectorSSLError: Cannot connect to host " + host + " ssl:default ["));
            });
        }
    });
}

TEST_CASE("a context's changes hold for the connections that are made after them, not for those that were kept") {
    if (!has_aiohttp()) return;
    const TlsServer server;
    run_really([&]() -> Coroutine<> {
        co_await async_with(ClientSession(), [&](ClientSession& session) -> Coroutine<> {
            const std::string good = "https://localhost:" + server.good_port + "/";
            SSLContext context(ssl::PROTOCOL_TLS_CLIENT);
            CHECK((co_await error_of([&] { return text_of(session.get(good, {.ssl = context})); })).starts_with("ClientConnectorCertificateError: "));
            std::ifstream pem(server.file("good.pem"));
            context.load_verify_locations({.cadata = std::string(std::istreambuf_iterator<char>(pem), {})});
            CHECK(co_await text_of(session.get(good, {.ssl = context})) == "Hello over https");
            context.load_cert_chain(server.file("good.pem"), server.file("good.key"));
            CHECK(co_await text_of(session.get(good, {.ssl = context})) == "Hello over https from good");
            context.maximum_version = ssl::TLSVersion::TLSv1_2;
            context.minimum_version = ssl::TLSVersion::TLSv1_2;
            context.set_ciphers("ECDHE-ECDSA-AES256-GCM-SHA384");
            CHECK(co_await text_of(session.get(good, {.ssl = context})) == "Hello over https from good");
        });
    });
}
