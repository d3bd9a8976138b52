#include "http_peers.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;

/// Where redirects lead, and what goes along.
namespace http_client_redirects_test {

/// Serves requests one after the other: each gets what `answer(head, body)` gives. Bodies have a Content-Length, or come in
/// one chunk.
template <class Answer>
auto answering(Answer answer) {
    return [answer](StreamReader reader, StreamWriter writer) -> Coroutine<> {
        try {
            for (;;) {
                const std::string head = co_await reader.readuntil("\r\n\r\n");
                std::string body;
                if (const auto at = head.find("Content-Length: "); at != head.npos)
                    body = co_await reader.readexactly(std::stol(head.substr(at + 16)));
                else if (head.find("chunked") != head.npos)
                    body = co_await reader.readuntil("0\r\n\r\n");
                writer.write(answer(head, body));
            }
        } catch (const IncompleteReadError&) {
        }
        writer.close();
    };
}

std::string ok(const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string moved(const std::string& status, const std::string& header) {
    return "HTTP/1.1 " + status + " Moved\r\n" + header + "Content-Length: 4\r\n\r\nbody";
}

/// "Authorization: ..." of a head, or "none".
std::string authorization_in(const std::string& head) {
    const auto at = head.find("Authorization: ");
    return at == head.npos ? "none" : head.substr(at, head.find("\r\n", at) - at);
}

/// Sends what it is asked for "/away" to `elsewhere`; says which Authorization came otherwise.
auto sends_away(const std::string* elsewhere) {
    return answering([elsewhere](const std::string& head, const std::string&) {
        if (head.starts_with("GET /away")) return moved("302", "Location: " + *elsewhere + "\r\n");
        return ok(authorization_in(head));
    });
}

}  // namespace http_client_redirects_test

using namespace http_client_redirects_test;

TEST_CASE("a redirect that does not say where is the response, and lets go of its connection") {
    for (const std::string header : {"", "Location: \r\n"}) {
        CAPTURE(header);
        const auto nowhere = answering([&](const std::string&, const std::string&) { return moved("302", header); });
        run_virtually([&]() -> Coroutine<> {
            co_await beside(nowhere, [](ClientSession& session, std::string url) -> Coroutine<> {
                std::weak_ptr<http::Transfer> transfer;
                {
                    const ClientResponse response = co_await session.get(url);
                    transfer = response.state().transfer;
                    CHECK(response.status() == 302);
                    CHECK(response.history().empty());
                    CHECK(co_await response.text() == "body");
                }
                CHECK(transfer.expired());
                CHECK(session.connector().state()->pool().taken() == 0);
            });
        });
    }
}
TEST_CASE("with a base_url no request leaves its host") {
    run_virtually([]() -> Coroutine<> {
        co_await async_with(ClientSession("http://127.0.0.1:9"), [](ClientSession& session) -> Coroutine<> {
            for (const std::string url : {"//other:8901/x", "http://other/", "x", ""}) {
                CAPTURE(url);
                CHECK(co_await error_of([&] { return text_of(session.get(url)); }) ==
                      "AssertionError: with a base_url, a request is for a path: " + url);
            }
        });
    });
}
TEST_CASE("credentials of a session, a URL or a request go to nobody else after a redirect") {
    run_virtually([]() -> Coroutine<> {
        std::string elsewhere;
        Server other = co_await start_server(sends_away(&elsewhere), "127.0.0.1", 0);
        elsewhere = "http://127.0.0.1:" + std::to_string(other.sockets().at(0).getsockname().port()) + "/";
        const auto secret = http::BasicAuth{"user", "secret"};
        co_await beside(sends_away(&elsewhere), [&](ClientSession& session, std::string url) -> Coroutine<> {
            CHECK(co_await text_of(session.get(url)) == "Authorization: " + secret.encode());
            CHECK(co_await text_of(session.get(url + "away")) == "none");
            CHECK(co_await text_of(session.get(url + "away", {.auth = secret})) == "none");
            CHECK(co_await text_of(session.get("http://me:too@" + url.substr(7) + "away")) == "none");
            CHECK(co_await text_of(session.get(url)) == "Authorization: " + secret.encode());
        }, {.auth = secret});
        co_await beside(sends_away(&elsewhere), [&](ClientSession& session, std::string url) -> Coroutine<> {
            CHECK(co_await text_of(session.get(url)) == "Authorization: Token x");
            CHECK(co_await text_of(session.get(url + "away")) == "none");
        }, {.headers = {{"Authorization", "Token x"}}});
        other.close();
    });
}

TEST_CASE("credentials that a redirect gives go where it leads") {
    run_virtually([]() -> Coroutine<> {
        std::string elsewhere;
        co_await beside(sends_away(&elsewhere), [&](ClientSession& session, std::string url) -> Coroutine<> {
            elsewhere = "http://me:too@localhost" + url.substr(16);
            CHECK(co_await text_of(session.get(url + "away")) == "Authorization: " + http::BasicAuth{"me", "too"}.encode());
        }, {.auth = http::BasicAuth{"user", "secret"}});
    });
}
TEST_CASE("a body that came piece by piece cannot be sent again after a redirect; a file can") {
    std::vector<std::string> bodies;
    const auto moves = answering([&](const std::string& head, const std::string& body) {
        bodies.push_back(body);
        return head.starts_with("POST /moved") ? moved("307", "Location: /\r\n") : ok("done");
    });
    run_virtually([&]() -> Coroutine<> {
        const Folder folder;
        std::ofstream(folder / "file") << "skipped: text";
        co_await beside(moves, [&](ClientSession& session, std::string url) -> Coroutine<> {
            const auto pieces = [left = 2]() mutable -> Coroutine<std::string> {
                return [](std::string piece) -> Coroutine<std::string> { co_return piece; }(left-- > 0 ? "piece" : "");
            };
            CHECK(co_await error_of([&] { return text_of(session.post(url + "moved", {.data = pieces})); }) ==
                  "ClientPayloadError: the body has been sent and cannot be sent again: POST " + url);
            CHECK(session.connector().state()->pool().taken() == 0);
            bodies.clear();
            const files::File file = co_await files::open(folder / "file", "rb");
            co_await file.seek(9);
            CHECK(co_await text_of(session.post(url + "moved", {.data = file})) == "done");
            CHECK(bodies == std::vector<std::string>{"4\r\ntext\r\n0\r\n\r\n", "4\r\ntext\r\n0\r\n\r\n"});
            co_await file.close();
        });
    });
}
