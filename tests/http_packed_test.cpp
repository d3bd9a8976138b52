#include <zlib.h>

#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

enum Framing { gzip = 15 + 16, zlib = 15, none = -15 };

std::string packed(const std::string& text, Framing frame) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, frame, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 100, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

std::string some_text() {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += std::to_string(i * i % 9973) + " ";
    return text;
}

std::string head(const std::string& headers) { return "POST / HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n"; }
std::string request(const std::string& encoding, const std::string& body) {
    return head("Content-Encoding: " + encoding + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n") + body;
}
std::string in_chunks(const std::string& encoding, const std::string& body, std::size_t size) {
    std::string bytes = head("Content-Encoding: " + encoding + "\r\nTransfer-Encoding: chunked\r\n");
    for (std::size_t at = 0; at < body.size(); at += size) {
        const std::string chunk = body.substr(at, size);
        char digits[24];
        std::snprintf(digits, sizeof digits, "%zx\r\n", chunk.size());
        bytes += digits + chunk + "\r\n";
    }
    return bytes + "0\r\n\r\n";
}

/// Answers with the body that it reads; how much that is at most, is the application's.
http::Application& echo(http::Application& app) {
    app.router().add_post("/", [](http::Request& request) -> Coroutine<http::Response> {
        co_return http::Response({.text = co_await request.read()});
    });
    return app;
}

}  // namespace

TEST_CASE("a body that comes packed is read unpacked, however it is packed and cut, and the next request after it") {
    http::Application app;
    const std::string text = some_text();
    serving(echo(app), [&](Where place) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        for (const auto& [encoding, frame] : std::vector<std::pair<std::string, Framing>>{{"gzip", gzip}, {"GZIP", gzip}, {"deflate", zlib}, {"deflate", none}}) {
            const std::string body = packed(text, frame);
            REQUIRE(body.size() < text.size() / 2);
            for (const std::string& bytes : {request(encoding, body), in_chunks(encoding, body, 1), in_chunks(encoding, body, 1000), in_chunks(encoding, body, 1'000'000)}) {
                client.send(bytes + request("identity", "next"));
                CHECK((co_await client.response()).ends_with("\n\n" + text));
                CHECK((co_await client.response()).ends_with("\n\nnext"));
            }
            for (char byte : request(encoding, packed("drop by drop", frame))) {
                client.send({&byte, 1});
                co_await sleep(0);
            }
            CHECK((co_await client.response()).ends_with("\n\ndrop by drop"));
        }
        client.send(request("gzip", "") + request("gzip", packed("", gzip)) + request("gzip", packed("x", gzip) + "dropped"));
        CHECK((co_await client.response()).ends_with("Content-Length: 0\n\n"));
        CHECK((co_await client.response()).ends_with("Content-Length: 0\n\n"));
        CHECK((co_await client.response()).ends_with("\n\nx"));
        client.close();
    });
}

TEST_CASE("a body that is not packed as it says, or not to its end, is a bad request") {
    http::Application app;
    const auto reports = serving(echo(app), [&](Where place) -> Coroutine<> {
        std::string spoilt = packed(some_text(), gzip);
        spoilt[spoilt.size() / 2] ^= 0x55;
        for (const auto& [encoding, body] : std::vector<std::pair<std::string, std::string>>{
                 {"gzip", "text"}, {"deflate", "text"}, {"gzip", spoilt}, {"gzip", packed("x", zlib)}, {"gzip", packed("text", gzip).substr(0, 20)},
                 {"deflate", packed("text", zlib).substr(0, 8)}, {"deflate", "x"}}) {
            INFO(encoding << " " << body.size());
            for (const std::string& bytes : {request(encoding, body), in_chunks(encoding, body, 3)}) {
                const std::string answer = co_await say(place, bytes);
                CHECK(answer.starts_with("HTTP/1.1 400 Bad Request\n"));
                CHECK(answer.ends_with("\n\nCan not decode content-encoding: " + encoding));
            }
        }
    });
    CHECK(reports.empty());
}

TEST_CASE("a little that would become very much is unpacked as far as somebody reads it: 413, and no more memory than that") {
    http::Application app({.client_max_size = 1'000'000});
    std::size_t most = 0;
    app.router().add_post("/slow", [&](http::Request& request) -> Coroutine<http::Response> {
        std::size_t size = 0;
        while (request.can_read_body()) {
            const std::string piece = co_await request.content().read(1'000'000'000);
            most = std::max(most, piece.size());
            size += piece.size();
            co_await sleep(0);
        }
        co_return http::Response({.text = std::to_string(size)});
    });
    app.router().add_post("/exactly", [&](http::Request& request) -> Coroutine<http::Response> {
        const std::string half = co_await request.content().readexactly(10'000'000);
        const std::string rest = co_await request.content().read();
        co_return http::Response({.text = std::to_string(half.size()) + " " + std::to_string(rest.size())});
    });
    app.router().add_post("/unread", [&](http::Request&) -> Coroutine<http::Response> { co_return http::Response({.text = "unread"}); });
    const auto reports = serving(echo(app), [&](Where place) -> Coroutine<> {
        const std::string bomb = packed(std::string(20'000'000, 'x'), gzip);
        REQUIRE(bomb.size() < 20'000);
        const auto to = [&](std::string path) { return "POST " + path + request("gzip", bomb).substr(6); };
        const Client client = co_await Client::connect(place);
        client.send(to("/") + to("/slow") + to("/exactly") + to("/unread") + get("/none"));
        CHECK((co_await client.response()).starts_with("HTTP/1.1 413 "));
        CHECK((co_await client.response()).ends_with("\n\n20000000"));
        CHECK((co_await client.response()).ends_with("\n\n10000000 10000000"));
        CHECK((co_await client.response()).ends_with("\n\nunread"));
        CHECK((co_await client.response()).starts_with("HTTP/1.1 404 "));
        client.close();
        CHECK(most <= 4 * default_limit);
        CHECK((co_await say(place, to("/slow").insert(to("/slow").find("Host"), "Connection: close\r\n"))).ends_with("\n\n20000000"));
        const Client half = co_await Client::connect(place);
        half.send(to("/slow"));
        half.end();   // the end is behind what is held back
        CHECK((co_await half.rest()).ends_with("\n\n20000000"));
        half.close();
        const Client gone = co_await Client::connect(place);
        gone.send(to("/exactly"));
        co_await sleep(0);
        gone.reset();
    });
    CHECK(reports == std::vector<std::string>{});
}
