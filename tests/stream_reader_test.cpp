#include "loopback.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace {

/// What a coroutine throws, as Python would show it; the text that is its result, if it does not.
Coroutine<std::string> outcome(Coroutine<std::string> coroutine) {
    try {
        co_return co_await coroutine;
    } catch (const Exception& e) {
        co_return repr(e);
    }
}

}  // namespace

TEST_CASE("readuntil with several separators: the match whose end comes first (Python 3.13)") {
    run_really([]() -> Coroutine<> {
        StreamReader reader(16);
        reader.feed_data("one\r\ntwo\nthree;four ABCDEX");
        CHECK(co_await reader.readuntil({"\n", "\r\n"}) == "one\r\n");            // both end here
        CHECK(co_await reader.readuntil({"\r\n", "\n"}) == "two\n");
        CHECK(co_await reader.readuntil(std::vector<std::string>{";", " "}) == "three;");
        CHECK(co_await reader.readuntil({" "}) == "four ");
        CHECK(co_await reader.readuntil({"ABCDE", "CD"}) == "ABCD");               // begins later, ends first
        CHECK(co_await reader.readuntil("X") == "EX");

        auto waits = create_task(reader.readuntil({"=====", "--"}));
        for (const char* piece : {"a=", "==", "-=", "="}) {
            co_await sleep(0);
            reader.feed_data(piece);
        }
        co_await sleep(0);
        CHECK(!waits.done());
        reader.feed_data("===b--");
        CHECK(co_await waits == "a===-=====");
        CHECK(co_await reader.readuntil({"--", "=="}) == "b--");
        reader.feed_data("the end");
        reader.feed_eof();
        CHECK(co_await outcome(reader.readuntil({"\n", "\r\n"})) == "IncompleteReadError('7 bytes read on a total of undefined expected bytes')");
    });
}

TEST_CASE("readuntil with several separators refuses what is none, and what is above the limit") {
    run_really([]() -> Coroutine<> {
        StreamReader reader(4);
        CHECK(co_await outcome(reader.readuntil({})) == "ValueError('Separator should contain at least one element')");
        CHECK(co_await outcome(reader.readuntil({"\n", ""})) == "ValueError('Separator should be at least one-byte string')");
        reader.feed_data("abcdef;");
        CHECK(co_await outcome(reader.readuntil({"--", ";"})) == "LimitOverrunError('Separator is found, but chunk is longer than limit')");
        CHECK(co_await outcome(reader.readuntil({"--", "=="})) == "LimitOverrunError('Separator is not found, and chunk exceed the limit')");
        CHECK(co_await reader.readexactly(7) == "abcdef;");
    });
}

TEST_CASE("a reader of one's own reads a pipe, and shows what it holds") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [r, w] = make_pipe();
        StreamReader reader(8);
        auto [transport, protocol] = co_await loop.connect_read_pipe([&] { return new StreamReaderProtocol(reader); }, r.detach());
        CHECK(repr(reader) == "<StreamReader limit=8 transport=" + repr(*transport) + ">");
        CHECK(try_write(w.fileno(), "line\nrest", 9) == 9);
        CHECK(co_await reader.readline() == "line\n");
        CHECK(repr(reader) == "<StreamReader 4 bytes limit=8 transport=" + repr(*transport) + ">");
        w.close();
        CHECK(co_await reader.read() == "rest");
        CHECK(repr(reader) == "<StreamReader eof limit=8>");
        reader.set_exception(std::make_exception_ptr(ValueError("broken")));
        CHECK(repr(reader) == "<StreamReader eof limit=8 exception=ValueError('broken')>");
    });
}

TEST_CASE("a protocol of one's own feeds a reader, which holds the transport back when there is too much") {
    struct Feeding : Protocol {
        explicit Feeding(StreamReader reader) : reader(std::move(reader)) {}
        void connection_made(Transport& transport) override { reader.set_transport(transport); }
        void data_received(std::string_view data) override { reader.feed_data(data); }
        bool eof_received() override { return reader.feed_eof(), false; }
        StreamReader reader;
    };
    run_really([]() -> Coroutine<> {
        auto [a, b] = socketpair();
        StreamReader reader(8);
        auto [transport, protocol] = co_await get_running_loop().create_connection([&] { return new Feeding(reader); }, a);
        CHECK_THROWS_AS(reader.set_transport(*transport), AssertionError);
        b.send("more than sixteen bytes");
        while (transport->is_reading()) co_await sleep(0.001);
        CHECK(co_await reader.readexactly(20) == "more than sixteen by");
        CHECK(transport->is_reading());
        b.close();
        CHECK(co_await reader.read() == "tes");
    });
}

TEST_CASE("a reader does not keep its transport, nor ask one that is gone; it has one at most") {
    struct Feeding : Protocol {
        Feeding(StreamReader reader, bool& gone) : reader(std::move(reader)), gone(gone) {}
        ~Feeding() override { gone = true; }
        void connection_made(Transport& transport) override { reader.set_transport(transport); }
        StreamReader reader;
        bool& gone;
    };
    bool gone = false;
    auto [a, b] = socketpair();
    run_really([&]() -> Coroutine<> {
        co_await get_running_loop().create_connection([&] { return new Feeding(StreamReader(8), gone); }, a);
    });
    a = {};
    CHECK(gone);   // with the loop, though nobody has closed the connection
    run_really([&]() -> Coroutine<> {
        StreamReader reader(8);
        {
            auto [c, d] = socketpair();
            auto [transport, protocol] = co_await get_running_loop().create_connection([] { return new Protocol; }, c);
            reader.set_transport(*transport);
            transport->abort();
            co_await sleep(0);
        }
        co_await sleep(0);
        reader.feed_data("more than sixteen bytes");
        auto [udp, protocol] = co_await get_running_loop().create_datagram_endpoint([] { return new DatagramProtocol; },
                                                                                    {.local_addr = {"127.0.0.1", 0}});
        CHECK_THROWS_AS(reader.set_transport(*udp), AssertionError);
        StreamReader other(8);
        other.set_transport(*udp);   // which cannot be held back
        CHECK_THROWS_AS(other.set_transport(*udp), AssertionError);
        udp->close();
    });
}
