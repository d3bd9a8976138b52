#include "http_peers.hpp"
#include "no_descriptors.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;

namespace http_client_errors_test {

/// Reads a request's head, says `words` and leaves: in order, or with a reset.
auto says(std::string words, bool resets = false) {
    return [=](StreamReader reader, StreamWriter writer) -> Coroutine<> {
        co_await reader.readuntil("\r\n\r\n");
        writer.write(words);
        co_await writer.drain();
        if (!resets) {
            writer.close();
            co_return;
        }
        const linger at_once{1, 0};
        const Socket socket = writer.get_extra_info("socket");
        setsockopt(socket.fileno(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        writer.transport().abort();
    };
}

/// What comes of asking such a server; the URL in it is "URL".
std::string outcome(const std::string& words, bool resets = false) {
    std::string got;
    run_virtually([&]() -> Coroutine<> {
        co_await beside(says(words, resets), [&](ClientSession& session, std::string url) -> Coroutine<> {
            got = co_await error_of([&] { return text_of(session.get(url)); });
            const std::string host = url.substr(7, url.size() - 8);
            for (const auto& [text, word] : {std::pair(url, "URL"), std::pair(host, "HOST")})
                for (std::size_t at; (at = got.find(text)) != got.npos;) got.replace(at, text.size(), word);
        });
    });
    return got;
}

/// A port at which nobody listens.
int closed_port(int family, const std::string& host) {
    Socket socket(family);
    socket.bind(Address(host, 0));
    return socket.getsockname().port();
}

}  // namespace http_client_errors_test

using namespace http_client_errors_test;

TEST_CASE("a server that leaves before its answer is complete has disconnected") {
    const std::string expected = "ServerDisconnectedError: Server disconnected: GET URL";
    CHECK(outcome("") == expected);
    CHECK(outcome("HTTP/1.1 20") == expected);
    CHECK(outcome("HTTP/1.1 200 OK\r\nContent-Le") == expected);
    CHECK(outcome("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n") == expected);
    CHECK(outcome("HTTP/1.1 100 Continue\r\n\r\n") == expected);
}

TEST_CASE("a body that breaks off is an error, wherever it does") {
    const std::string expected = "ClientPayloadError: Response payload is not completed: GET URL";
    CHECK(outcome("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n") == expected);
    CHECK(outcome("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc") == expected);
    const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    CHECK(outcome(chunked) == expected);
    CHECK(outcome(chunked + "5") == expected);
    CHECK(outcome(chunked + "5\r\nabc") == expected);
    CHECK(outcome(chunked + "5\r\nabcde\r\n") == expected);
    CHECK(outcome(chunked + "5\r\nabcde\r\n0\r\n") == expected);
    CHECK(outcome(chunked + "xyz\r\nabc") == expected);
    CHECK(outcome("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", true) == expected);
    CHECK(outcome(chunked + "5\r\nabc", true) == expected);
    CHECK(outcome("HTTP/1.1 200 OK\r\n\r\nuntil the end") == "no error");
    CHECK(outcome("HTTP/1.0 200 OK\r\n\r\nuntil the end") == "no error");
    CHECK(outcome("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde") ==
          "ClientPayloadError: 400, message='Can not decode content-encoding: gzip': GET URL");
}

TEST_CASE("a connection that is reset before the answer is an OSError") {
    CHECK(outcome("", true) == "ClientOSError: [Errno 104] Connection reset by peer");
}

TEST_CASE("an answer that is no HTTP is refused") {
    for (const std::string words : {"garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n"}) {
        const std::string got = outcome(words);
        CAPTURE(words, got);
        CHECK(got.starts_with("ClientResponseError: 400, message='"));
        CHECK(got.ends_with(", url=URL('URL')"));
    }
}

TEST_CASE("nobody listens: the error names host, port and system call") {
    run_virtually([]() -> Coroutine<> {
        co_await async_with(ClientSession(), [](ClientSession& session) -> Coroutine<> {
            const std::string port = std::to_string(closed_port(AF_INET, "127.0.0.1"));
            CHECK(co_await error_of([&] { return text_of(session.get("http://127.0.0.1:" + port + "/")); }) ==
                  "ClientConnectorError: Cannot connect to host 127.0.0.1:" + port + " ssl:default [Connect call failed ('127.0.0.1', " + port + ")]");
            CHECK(co_await error_of([&] { return text_of(session.get("https://127.0.0.1:" + port + "/", {.ssl = false})); }) ==
                  "ClientConnectorError: Cannot connect to host 127.0.0.1:" + port + " ssl:False [Connect call failed ('127.0.0.1', " + port + ")]");
            const std::string by_name = co_await error_of([&] { return text_of(session.get("http://localhost:" + port + "/")); });
            CHECK(by_name.starts_with("ClientConnectorError: Cannot connect to host localhost:" + port + " ssl:default [Connect call failed ("));
            const std::string unknown = co_await error_of([&] { return text_of(session.get("http://nobody.invalid/")); });
            CHECK(unknown.starts_with("ClientConnectorError: Cannot connect to host nobody.invalid:80 ssl:default ["));
        });
    });
}

TEST_CASE("errors are of Python's kinds and of aiohttp's at once") {
    run_virtually([]() -> Coroutine<> {
        co_await async_with(ClientSession(), [](ClientSession& session) -> Coroutine<> {
            std::exception_ptr error;
            try {
                co_await text_of(session.get("http://127.0.0.1:" + std::to_string(closed_port(AF_INET, "127.0.0.1"))));
            } catch (...) {
                error = std::current_exception();
            }
            CHECK(isinstance<http::ClientError>(error));
            CHECK(isinstance<http::ClientConnectionError>(error));
            CHECK(isinstance<http::ClientOSError>(error));
            CHECK(isinstance<OSError>(error));
            CHECK(isinstance<Exception>(error));
            CHECK(isinstance<std::exception>(error));
            CHECK_FALSE(isinstance<http::ServerConnectionError>(error));
            try {
                std::rethrow_exception(error);
            } catch (const http::ClientConnectorError& e) {
                CHECK(e.code == ECONNREFUSED);
                CHECK(e.operation == "connect");
                CHECK(e.address == "127.0.0.1:" + std::to_string(e.port()));
                CHECK(e.host() == "127.0.0.1");
            }
        });
    });
    CHECK(isinstance<TimeoutError>(std::make_exception_ptr(http::ServerTimeoutError("x"))));
    CHECK(isinstance<ValueError>(std::make_exception_ptr(http::InvalidURL("x"))));
    CHECK(isinstance<http::ClientResponseError>(std::make_exception_ptr(http::ContentTypeError({}, 0, "x"))));
}

TEST_CASE("what is no URL for a client is refused before anything is done") {
    run_virtually([]() -> Coroutine<> {
        co_await async_with(ClientSession(), [](ClientSession& session) -> Coroutine<> {
            for (const std::string url : {"", "/path", "host", "http://", "http:///path", "http://host:port/", "http://[::1/", "ftp://host/",
                                          "file:///etc/passwd", "http://a b/"}) {
                CAPTURE(url);
                CHECK(co_await error_of([&] { return text_of(session.get(url)); }) == "InvalidURL: " + url);
            }
        });
    });
}

TEST_CASE("requests that contradict themselves, or could smuggle a header in, are refused") {
    run_virtually([]() -> Coroutine<> {
        co_await beside(says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), [](ClientSession& session, std::string url) -> Coroutine<> {
            const auto error = [&](http::RequestOptions options) {
                return error_of([&session, url, options] { return text_of(session.post(url, options)); });
            };
            CHECK((co_await error({.headers = {{"A", "b\r\nC: d"}}})).starts_with("ValueError: Newline or carriage return"));
            CHECK((co_await error({.headers = {{"A b", "c"}}})) == "ValueError: 'A b' cannot be a header's name");
            CHECK((co_await error({.data = "x", .json = 1})).starts_with("ValueError: data and json parameters"));
            CHECK((co_await error({.headers = {{"Authorization", "x"}}, .auth = http::BasicAuth{"a"}})).starts_with("ValueError: Cannot combine AUTH"));
            CHECK((co_await error({.auth = http::BasicAuth{"a:b"}})).starts_with("ValueError: A \":\" is not allowed"));
            CHECK(co_await error_of([&] { return text_of(session.request("A B", url)); }) == "ValueError: 'A B' cannot be a method");
            const auto one_piece = []() -> Coroutine<std::string> { co_return ""; };
            for (const std::string length : {"x", "5x", "-1", "", "99999999999999999999"})
                CHECK((co_await error({.data = one_piece, .headers = {{"Content-Length", length}}})) ==
                      "ValueError: Invalid Content-Length header: " + length);
            CHECK(co_await error({}) == "no error");
        });
    });
}

#ifndef UBSAN
TEST_CASE("a process without descriptors says so, and goes on when there are some again") {
    run_really([]() -> Coroutine<> {
        co_await beside(says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), [](ClientSession& session, std::string url) -> Coroutine<> {
            {
                const NoMoreDescriptors none;
                const std::string got = co_await error_of([&] { return text_of(session.get(url)); });
                CHECK(got.starts_with("ClientConnectorError: Cannot connect to host 127.0.0.1:"));
                CHECK(got.ends_with(" ssl:default [Too many open files]"));
            }
            CHECK(co_await text_of(session.get(url)) == "ok");
        });
    });
}

#endif

TEST_CASE("a head without end is refused") {
    std::string words = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 3000; ++i) words += "X-" + std::to_string(i) + ": " + std::string(100, 'x') + "\r\n";
    CHECK(outcome(words + "\r\n").starts_with("ClientResponseError: 400, message='"));
}

TEST_CASE("a header line without end is refused, and so is a trailer") {
    const std::string line = "X-Big: " + std::string(200'000, 'x') + "\r\n";
    CHECK(outcome("HTTP/1.1 200 OK\r\n" + line + "\r\n") ==
          "ClientResponseError: 400, message='Got more than 102400 bytes when reading a header', url=URL('URL')");
    CHECK(outcome("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + line + "\r\n") ==
          "ClientPayloadError: Response payload is not completed: GET URL");
}

TEST_CASE("a head that contradicts itself about the body's length is refused") {
    const auto refused = [](const std::string& why) {
        return "ClientResponseError: 400, message=" + why + ", url=URL('URL')";
    };
    const auto with = [](const std::string& headers) { return outcome("HTTP/1.1 200 OK\r\n" + headers + "\r\n5\r\nhello\r\n0\r\n\r\n"); };
    CHECK(with("Content-Length: 5\r\nContent-Length: 3\r\n") == refused("'Duplicate Content-Length'"));
    CHECK(with("Content-Length: 5\r\nContent-Length: 5\r\n") == refused("'Duplicate Content-Length'"));
    CHECK(with("Content-Length: 99999999999999999999999\r\n") == refused("'Content-Length overflow'"));
    for (const std::string length : {"+5", "5, 5", "5 5", "0x5"})
        CHECK(with("Content-Length: " + length + "\r\n") == refused("'Invalid character in Content-Length'"));
    for (const std::string length : {"-5", "abc", ""})   // libcurl says it
        CHECK(with("Content-Length: " + length + "\r\n") == refused("'Invalid Content-Length: value'"));
    for (const std::string headers : {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"})
        CHECK(with(headers) == refused("\"Content-Length can't be present with Transfer-Encoding\""));
    CHECK(with("Content-Length: 5\r\n") == "no error");
    CHECK(with("Transfer-Encoding: chunked\r\n") == "no error");
}

TEST_CASE("a response outlives the session that nobody has closed") {
    run_virtually([]() -> Coroutine<> {
        const auto slow = [](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await reader.readuntil("\r\n\r\n");
            writer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            co_await sleep(1);
            writer.write("world");
            writer.close();
        };
        Server server = co_await start_server(slow, "127.0.0.1", 0);
        const std::string url = "http://127.0.0.1:" + std::to_string(server.sockets().at(0).getsockname().port()) + "/";
        const auto ask = [&]() -> Coroutine<ClientResponse> { co_return co_await ClientSession().get(url); };
        CHECK(co_await (co_await ask()).text() == "helloworld");
        server.close();
    });
}

TEST_CASE("a session that is closed makes no requests, and breaks off those that are under way") {
    run_virtually([]() -> Coroutine<> {
        const auto never = [](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await reader.readuntil("\r\n\r\n");
            writer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");
            co_await reader.read();
            writer.close();
        };
        co_await beside(never, [](ClientSession& session, std::string url) -> Coroutine<> {
            const ClientResponse response = co_await session.get(url);
            CHECK(co_await response.content().readexactly(3) == "abc");
            const auto reading = create_task(error_of([&] { return response.read(); }));
            co_await sleep(0);
            co_await session.close();
            CHECK(session.closed());
            CHECK(co_await reading == "ClientConnectionError: Connector is closed.");
            CHECK(co_await error_of([&] { return text_of(session.get(url)); }) == "RuntimeError: Session is closed");
            co_await session.close();
        });
    });
}

TEST_CASE("a session that nobody has closed says so where the last reference to it goes") {
    std::string said;
    Program program(Clock::virtual_time);
    program.set_error_output([&](std::string_view line) { said += std::string(line) + "\n"; });
    program.run([] {
        asyncio::run([]() -> Coroutine<> {
            ClientSession session;
            co_return;
        }());
    });
    CHECK(said == "Unclosed client session\n");
}

TEST_CASE("a request that nobody awaits warns as every coroutine does") {
    std::string said;
    Program program(Clock::virtual_time);
    program.set_error_output([&](std::string_view line) { said += std::string(line) + "\n"; });
    program.run([] {
        asyncio::run([]() -> Coroutine<> {
            co_await async_with(ClientSession(), [](ClientSession& session) -> Coroutine<> {
                static_cast<void>(session.get("http://127.0.0.1/"));
                co_return;
            });
        }());
    });
    CHECK(said == "RuntimeWarning: coroutine 'ClientSession._request' was never awaited\n");
}
