#include "catch.hpp"
#include "certificates.hpp"
#include "without_numbers.hpp"

using namespace asyncio;
using loopback::client_context;
using loopback::server_context;

namespace error_context_test {

/// A protocol that fails where it is told to.
struct Bad : Protocol {
    explicit Bad(std::string where) : where(std::move(where)) {}
    void data_received(std::string_view) override { fail("data"); }
    bool eof_received() override { return fail("eof"), false; }
    void pause_writing() override { fail("pause"); }
    void resume_writing() override { fail("resume"); }
    void fail(const std::string& here) const {
        if (here == where) throw ValueError(here);
    }
    std::string where;
};

Coroutine<Counted<Transport>> connected(Socket socket, std::string where) {
    auto [transport, protocol] = co_await get_running_loop().create_connection([&] { return new Bad(where); }, socket);
    co_return transport;
}

/// What main() has the loop write to standard error, on the real clock; with N for what waits to be written.
template <class F>
std::string reported(F main, bool debug = false) {
    std::string text;
    Program program(Clock::real_time);
    program.set_error_output([&](std::string_view line) { text.append(line).append("\n"); });
    program.run([&] { asyncio::run(main(), {.debug = debug}); });
    return std::regex_replace(without_numbers(text), std::regex("write=<polling, bufsize=[0-9]+"), "write=<polling, bufsize=N");
}

/// A server whose connections send "x", and a client of it; all of it until the server's side is lost.
Coroutine<> fail_over_tls(std::string where) {
    Loop& loop = get_running_loop();
    Server server = co_await start_server([](StreamReader, StreamWriter writer) -> Coroutine<> {
        writer.write("x");
        writer.close();
        co_await writer.wait_closed();
    }, "127.0.0.1", 0, {.ssl = server_context()});
    const int port = server.sockets().at(0).getsockname().port();
    auto [transport, protocol] = co_await loop.create_connection([&] { return new Bad(where); }, "localhost", port,
                                                                 {.family = AF_INET, .ssl = client_context()});
    if (where == "pause") {
        transport->set_write_buffer_limits(0);
        transport->write("x");
    }
    while (!transport->is_closing()) co_await sleep(0.001);
    server.close();
}

}  // namespace error_context_test

using namespace error_context_test;

TEST_CASE("what a protocol does wrong is reported with the protocol and its transport, as they are then") {
    CHECK(reported([]() -> Coroutine<> {
        for (const char* where : {"data", "eof"}) {
            auto [a, b] = socketpair();
            auto transport = co_await connected(a, where);
            b.send("x");
            b.shutdown(SHUT_WR);
            while (!transport->is_closing()) co_await sleep(0.001);
        }
    }) == "Fatal error: protocol.data_received() call failed.\n"
          "protocol: <__main__.Bad object at 0x>\n"
          "transport: <_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>>\n"
          "ValueError: data\n"
          "Fatal error: protocol.eof_received() call failed.\n"
          "protocol: <__main__.Bad object at 0x>\n"
          "transport: <_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>>\n"
          "ValueError: eof\n");
}

TEST_CASE("so is what it does wrong when it is to pause or to go on") {
    CHECK(reported([]() -> Coroutine<> {
        for (const char* where : {"pause", "resume"}) {
            auto [a, b] = socketpair();
            auto transport = co_await connected(a, where);
            transport->write(std::string(1'000'000, 'x'));
            while (transport->get_write_buffer_size() > 0) {
                co_await get_running_loop().sock_recv(b, 200'000);
                co_await sleep(0);
            }
            transport->close();
        }
    }) == "protocol.pause_writing() failed\n"
          "protocol: <__main__.Bad object at 0x>\n"
          "transport: <_SelectorSocketTransport fd=N read=polling write=<polling, bufsize=N>>\n"
          "ValueError: pause\n"
          "protocol.resume_writing() failed\n"
          "protocol: <__main__.Bad object at 0x>\n"
          "transport: <_SelectorSocketTransport fd=N read=polling write=<polling, bufsize=N>>\n"
          "ValueError: resume\n");
}

TEST_CASE("over TLS the report is of the layer that noticed") {
    CHECK(reported([] { return fail_over_tls("data"); }) ==
          "Fatal error on SSL protocol\n"
          "protocol: <asyncio.sslproto.SSLProtocol object at 0x>\n"
          "transport: <_SelectorSocketTransport closing fd=N read=idle write=<idle, bufsize=0>>\n"
          "ValueError: data\n");
    CHECK(reported([] { return fail_over_tls("pause"); })
              .starts_with("protocol.pause_writing() failed\n"
                           "protocol: <asyncio.sslproto.SSLProtocol object at 0x>\n"
                           "transport: <asyncio.sslproto._SSLProtocolTransport object at 0x>\n"
                           "ValueError: pause\n"));
}

TEST_CASE("debug mode reports a connection whose protocol cannot be made") {
    CHECK(reported([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const auto refuse = []() -> Protocol* { throw ValueError("no protocol"); };
        Server server = co_await loop.create_server(refuse, "127.0.0.1", 0);
        auto [reader, writer] = co_await open_connection("127.0.0.1", server.sockets().at(0).getsockname().port());
        CHECK(co_await reader.read() == "");
        writer.close();
        server.close();
    }, true) == "Error on transport creation for incoming connection\nValueError: no protocol\n");
}

TEST_CASE("debug mode reports a connection that fails before it is the protocol's, with all that there is of it") {
    CHECK(reported([]() -> Coroutine<> {
        Server server = co_await get_running_loop().create_server([] { return new Bad("nowhere"); }, "127.0.0.1", 0, {.ssl = server_context()});
        auto [reader, writer] = co_await open_connection("127.0.0.1", server.sockets().at(0).getsockname().port());
        writer.write("this is no TLS\n");
        co_await reader.read();
        writer.close();
        server.close();
    }, true) == "Error on transport creation for incoming connection\n"
                "protocol: <__main__.Bad object at 0x>\n"
                "transport: <asyncio.sslproto._SSLProtocolTransport object at 0x>\n"
                "SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number\n");
}

TEST_CASE("an exception handler gets the protocol and the transport themselves") {
    CHECK(reported([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [a, b] = socketpair();
        auto [transport, protocol] = co_await loop.create_connection([] { return new Bad("data"); }, a);
        int told = 0;
        loop.set_exception_handler([&](Loop&, const ErrorContext& context) {
            CHECK(context.protocol.get() == protocol.get());
            CHECK(context.transport.get() == transport.get());
            CHECK_FALSE(context.future);
            CHECK_FALSE(context.handle);
            CHECK_FALSE(context.socket);
            ++told;
        });
        b.send("x");
        while (!transport->is_closing()) co_await sleep(0.001);
        CHECK(told == 1);
    }) == "");
}

TEST_CASE("an exception handler is told where the future was made, in debug mode") {
    for (const bool debug : {false, true})
        CHECK(reported([debug]() -> Coroutine<> {
            Loop& loop = get_running_loop();
            int told = 0;
            loop.set_exception_handler([&](Loop&, const ErrorContext& context) {
                CHECK(context.source_traceback().empty() == !debug);
                CHECK(ErrorContext().source_traceback().empty());
                ++told;
            });
            loop.create_future<int>().set_exception(ValueError("nobody asks"));
            loop.call_soon([] { throw ValueError("in a callback"); });
            co_await sleep(0);
            CHECK(told == 2);
            loop.set_exception_handler(None());   // which refers to what goes now
        }, debug) == "");
}

TEST_CASE("where a handle was made is nobody's to know when its loop is gone") {
    ErrorContext kept;
    CHECK(reported([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        loop.set_exception_handler([&](Loop&, const ErrorContext& context) { kept = context; });
        loop.call_soon([] { throw ValueError("in a callback"); });
        co_await sleep(0);
    }, true) == "");
    CHECK(kept.message.starts_with("Exception in callback"));
    CHECK(kept.source_traceback().empty());
}

TEST_CASE("what goes wrong while an error is reported is reported in its place, and ends no loop") {
    struct Shy : Protocol {
        std::string shown_as() const override { throw ValueError("not me"); }
    };
    CHECK(reported([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const Counted<BaseProtocol> shy(new Shy);
        loop.call_exception_handler({.message = "Trouble", .protocol = shy});
        loop.set_exception_handler([](Loop& loop, const ErrorContext& context) { loop.default_exception_handler(context); });
        loop.call_exception_handler({.message = "Trouble", .protocol = shy});
        co_return;
    }) == "Exception in default exception handler\nValueError: not me\n"
          "Unhandled error in exception handler\nValueError: not me\n");
}

TEST_CASE("a report without a message has Python's") {
    CHECK(reported([]() -> Coroutine<> {
        get_running_loop().call_exception_handler({.exception = std::make_exception_ptr(ValueError("alone"))});
        co_return;
    }) == "Unhandled exception in event loop\nValueError: alone\n");
}
