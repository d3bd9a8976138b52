#include <unistd.h>

#include <csignal>
#include <sstream>

#include "catch.hpp"
#include "loopback.hpp"
#include "without_numbers.hpp"

using namespace asyncio;

namespace own_calls_test {

/// Fails where it is told to.
struct Bad {
    explicit Bad(std::string where) : where(std::move(where)) {}
    void fail(const std::string& here) const {
        if (here == where) throw ValueError(here);
    }
    std::string where;
};
struct Talker : Protocol, Bad {
    using Bad::Bad;
    void connection_made(Transport&) override { fail("made"); }
    void data_received(std::string_view) override { fail("data"); }
    bool eof_received() override { return fail("eof"), false; }
    void connection_lost(std::exception_ptr) override { fail("lost"); }
};
struct Mailbox : DatagramProtocol, Bad {
    using Bad::Bad;
    void connection_made(DatagramTransport&) override { fail("made"); }
    void datagram_received(std::string_view, const Address&) override { fail("datagram"); }
    void connection_lost(std::exception_ptr) override { fail("lost"); }
};
struct Parent : SubprocessProtocol, Bad {
    using Bad::Bad;
    void connection_made(SubprocessTransport&) override { fail("made"); }
    void pipe_data_received(int, std::string_view) override { fail("data"); }
    void pipe_connection_lost(int, std::exception_ptr) override { fail("pipe"); }
    void process_exited() override { fail("exited"); }
    void connection_lost(std::exception_ptr) override { fail("lost"); }
};

using Lines = std::vector<std::string>;

/// What main() has the loop write to standard error, on the real clock; of an exception in a callback the first line alone,
/// if the handle is shown as the same call.
template <class F>
Lines reported(F main, bool debug = false) {
    std::string text;
    Program program(Clock::real_time);
    program.set_error_output([&](std::string_view line) { text.append(line).append("\n"); });
    program.run([&] { asyncio::run(main(), {.debug = debug}); });
    static const std::regex usual("(Exception in callback )(.*)\nhandle: <Handle \\2>\nValueError: .*\n");
    Lines lines;
    std::istringstream rest(std::regex_replace(without_numbers(text), usual, "$1$2\n"));
    for (std::string line; std::getline(rest, line);) lines.push_back(line);
    return lines;
}

Coroutine<> a_moment() { co_await asyncio::sleep(0.01); }

}  // namespace own_calls_test

using namespace own_calls_test;

TEST_CASE("an exception in a connection's callback is told with CPython's name of it") {
    CHECK(reported([]() -> Coroutine<> {
        for (const char* where : {"made", "lost"}) {
            auto [a, b] = socketpair();
            auto [transport, protocol] = co_await get_running_loop().create_connection([&] { return new Talker(where); }, a);
            b.close();
            co_await a_moment();
        }
    }) == Lines{"Exception in callback Talker.connection_made(<_SelectorSoc...e, bufsize=0>>)",
                "Exception in callback _SelectorSocketTransport._call_connection_lost(None)"});
}

TEST_CASE("so is one in a pipe's") {
    CHECK(reported([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        for (const char* where : {"made", "data", "eof", "lost"}) {
            auto [reading, writing] = make_pipe();
            auto [in, reader] = co_await loop.connect_read_pipe([&] { return new Talker(where); }, reading.detach());
            CHECK(::write(writing.fileno(), "x", 1) == 1);
            co_await a_moment();
            writing.close();
            co_await a_moment();
        }
        auto [reading, writing] = make_pipe();
        auto [out, writer] = co_await loop.connect_write_pipe([] { return new Talker("lost"); }, writing.detach());
        out->close();
        co_await a_moment();
    }) == Lines{"Exception in callback Talker.connection_made(<_UnixReadPip...ort fd=N idle>)",
                "Exception in callback _UnixReadPipeTransport._read_ready()", "Exception in callback Talker.eof_received()",
                "Exception in callback _UnixReadPipeTransport._call_connection_lost(None)",
                "Exception in callback _UnixWritePipeTransport._call_connection_lost(None)"});
}

TEST_CASE("and one in a datagram endpoint's") {
    CHECK(reported([]() -> Coroutine<> {
        for (const char* where : {"datagram", "lost"}) {
            auto [transport, protocol] = co_await get_running_loop().create_datagram_endpoint(
                [&] { return new own_calls_test::Mailbox(where); }, {.local_addr = {"127.0.0.1", 0}});
            transport->sendto("hi", transport->get_extra_info("sockname", Address()));
            co_await a_moment();
            transport->close();
            co_await a_moment();
        }
    }) == Lines{"Exception in callback _SelectorDatagramTransport._read_ready()",
                "Exception in callback _SelectorTransport._call_connection_lost(None)"});
}

TEST_CASE("and one in a child process's") {
    const auto report_of = [](const char* where) {
        return reported([where]() -> Coroutine<> {
            auto [transport, protocol] = co_await get_running_loop().subprocess_exec(
                [where] { return new Parent(where); }, "echo", {"-n", "a\x01"}, {.stdin = None(), .stderr = None()});
            while (!transport->get_returncode()) co_await a_moment();
            co_await a_moment();
            transport->close();
        });
    };
    const std::string head = "Exception in callback ";
    const Lines made = report_of("made");   // cut before or behind an f: there are descriptors of one digit and of two
    CHECK(made.size() == 1);
    CHECK(made[0].starts_with(head + "Parent.connection_made(<_UnixSubproc..."));
    CHECK(made[0].ends_with("d=N polling>>)"));
    CHECK(report_of("data") == Lines{head + "Parent.pipe_data_received(1, b'a\\x01')"});
    CHECK(report_of("pipe") == Lines{head + "Parent.pipe_connection_lost(1, None)"});
    CHECK(report_of("exited") == Lines{head + "Parent.process_exited()"});
    CHECK(report_of("lost") == Lines{head + "BaseSubprocessTransport._call_connection_lost(None)"});
}

TEST_CASE("a signal's handler is told by its own name") {
    CHECK(reported([]() -> Coroutine<> {
        get_running_loop().add_signal_handler(SIGUSR1, named("reload", [](int) { throw ValueError("no"); }), 7);
        kill(getpid(), SIGUSR1);
        co_await a_moment();
        get_running_loop().remove_signal_handler(SIGUSR1);
    }) == Lines{"Exception in callback reload(7)"});
}

TEST_CASE("debug mode names the library's own calls that have taken long") {
    struct Slow : Protocol {
        void connection_made(Transport&) override { time::sleep(0.02); }
        void data_received(std::string_view) override { time::sleep(0.02); }
        void connection_lost(std::exception_ptr) override { time::sleep(0.02); }
    };
    auto reports = reported([]() -> Coroutine<> {
        get_running_loop().slow_callback_duration = 0.015;
        auto [a, b] = socketpair();
        auto [transport, protocol] = co_await get_running_loop().create_connection([] { return new Slow; }, a);
        b.send("x");
        co_await sleep(0.1);
        b.close();
        co_await sleep(0.1);
    }, true);
    for (std::string& report : reports) report = std::regex_replace(report, std::regex(" took .*"), "");
    CHECK(reports == Lines{"Executing <Handle Slow.connection_made(<_SelectorSoc...e, bufsize=0>>)>",
                           "Executing <Handle _SelectorSocketTransport._read_ready()>",
                           "Executing <Handle _SelectorSocketTransport._call_connection_lost(None)>"});
}

TEST_CASE("a callback that has cancelled its own handle is none any more, for those who are told") {
    CHECK(reported([]() -> Coroutine<> {
        auto handle = std::make_shared<Handle>();
        *handle = get_running_loop().call_soon([handle] {
            handle->cancel();
            throw ValueError("too late");
        });
        co_await sleep(0);
        CHECK(repr(*handle) == "<Handle cancelled>");
        *handle = {};
    }) == Lines{"Exception in callback None()", "handle: <Handle cancelled>", "ValueError: too late"});
}
