#include <fcntl.h>
#include <unistd.h>

#include "loopback.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

TEST_CASE("a socket is closed with the last reference to it") {
    const long before = open_descriptors();
    auto pair = std::make_unique<std::pair<Socket, Socket>>(socketpair());
    Socket copy = pair->first;
    CHECK(open_descriptors() == before + 2);
    pair.reset();
    CHECK(open_descriptors() == before + 1);
    CHECK(copy.recv(1) == "");
    copy.close();
    copy.close();
    CHECK(open_descriptors() == before);
    CHECK(copy.fileno() == -1);
    CHECK_THROWS_AS(copy.recv(1), OSError);
}

TEST_CASE("a socket does at once what it does, or refuses") {
    auto [a, b] = socketpair();
    CHECK_THROWS_AS(a.recv(1), BlockingIOError);
    CHECK(b.send("abc") == 3);
    CHECK(a.recv(2) == "ab");
    b.close();
    CHECK(a.recv(2) == "c");
    CHECK(a.recv(2) == "");
    try {
        a.send("x");
        FAIL("there is no peer");
    } catch (const BrokenPipeError& e) {
        CHECK(e.code == EPIPE);
        CHECK(e.operation == "send");
    }
}

TEST_CASE("addresses look as Python shows them, and are equal where they mean the same") {
    CHECK(repr(Address("127.0.0.1", 80)) == "('127.0.0.1', 80)");
    CHECK(repr(Address("::1", 80)) == "('::1', 80, 0, 0)");
    CHECK(repr(Address("", 0)) == "('0.0.0.0', 0)");
    CHECK(repr(Address("/run/s")) == "'/run/s'");
    CHECK(repr(Address()) == "None");
    CHECK(repr(ExtraInfo(Address("/run/s"))) == "'/run/s'");
    CHECK(fmt::format("{} {}", Address("/run/s"), ExtraInfo(Address("/run/s"))) == "/run/s /run/s");
    CHECK(fmt::format("{} {}", ExtraInfo(), ExtraInfo(Address("127.0.0.1", 80))) == "None ('127.0.0.1', 80)");
    CHECK(Address(std::string()).path() == "");   // the system makes up a name
    CHECK_FALSE(Address::numeric(std::string("127.0.0.1\0x", 11), 80));
    CHECK(Address("127.0.0.1", 80) == Address("127.0.0.1", 80));
    CHECK(!(Address("127.0.0.1", 80) == Address("127.0.0.1", 81)));
    CHECK(Address("/run/s").path() == "/run/s");
    CHECK(Address("::1", 443).host() == "::1");
    CHECK(Address("::1", 443).port() == 443);
    CHECK_THROWS_AS(Address("localhost", 80), ValueError);
    CHECK_THROWS_AS(Address("127.0.0.1", 65536), OverflowError);
    CHECK_THROWS_AS(Address(std::string(200, 'x')), OSError);
}

TEST_CASE("sock_sendall waits with what does not fit, and every byte arrives") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [a, b] = socketpair();
        const std::string sent(5'000'000, 'x');
        auto sending = create_task(loop.sock_sendall(a, sent));
        co_await sleep(0);
        CHECK(!sending.done());
        std::string got;
        while (got.size() < sent.size()) got += co_await loop.sock_recv(b, 100'000);
        co_await sending;
        CHECK(got == sent);
    });
}

TEST_CASE("sock_recv_into waits and fills the caller's buffer") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [a, b] = socketpair();
        std::string buffer = "........";
        auto reading = create_task(loop.sock_recv_into(a, buffer));
        co_await sleep(0);
        b.send("abc");
        CHECK(co_await reading == 3);
        CHECK(buffer == "abc.....");
        b.send("xy");
        CHECK(co_await loop.sock_recv_into(a, buffer) == 2);
        CHECK(buffer == "xyc.....");
    });
}

TEST_CASE("a TCP connection is made and accepted, by name and by number") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Socket listener(AF_INET);
        listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
        listener.bind(Address("127.0.0.1", 0));
        listener.listen();
        const int port = listener.getsockname().port();
        for (const char* host : {"127.0.0.1", "localhost"}) {
            auto accepting = create_task(loop.sock_accept(listener));
            Socket client(AF_INET);
            co_await loop.sock_connect(client, host, port);
            auto [connection, peer] = co_await accepting;
            CHECK(peer == client.getsockname());
            CHECK(client.getpeername() == Address("127.0.0.1", port));
            co_await loop.sock_sendall(connection, "welcome");
            CHECK(co_await loop.sock_recv(client, 100) == "welcome");
        }
    });
}

TEST_CASE("a name that nobody knows is a gaierror") {
    run_really([]() -> Coroutine<> {
        try {
            co_await open_connection("no.such.host.invalid", 80);
            FAIL("it was found");
        } catch (const gaierror& e) {
            CHECK(e.code < 0);
            CHECK(e.address == "no.such.host.invalid");
        }
    });
}

TEST_CASE("a watcher may remove itself, and one that was replaced is not called") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [a, b] = socketpair();
        std::vector<std::string> calls;
        Future<> done = loop.create_future<>();
        loop.add_reader(a, [&] { calls.push_back("replaced"); });
        loop.add_reader(a, [&, a = a, text = std::string(100, 'x')] {
            CHECK(loop.remove_reader(a));
            calls.push_back(text);   // what it holds is still there
            done.set_result();
        });
        b.send("now");
        co_await done;
        co_await sleep(0);
        CHECK(calls == std::vector{std::string(100, 'x')});
        CHECK(!loop.remove_reader(a));
    });
}

TEST_CASE("reader and writer of one descriptor come and go on their own") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [a, b] = socketpair();
        std::string calls;
        Future<> done = loop.create_future<>();
        loop.add_writer(a, [&] { calls += 'w'; });
        loop.add_reader(a, [&] {
            calls += 'r';
            done.set_result();
            loop.remove_reader(a);
        });
        co_await sleep(0);
        co_await sleep(0);
        b.send("x");
        co_await done;
        CHECK(calls.substr(calls.find('r')).starts_with("rw"));   // the turn that saw both
        CHECK(loop.remove_writer(a));
        const std::string before = calls;
        co_await sleep(0);
        CHECK(calls.size() <= before.size() + 1);
    });
}

TEST_CASE("a descriptor that cannot be watched is refused; one that is closed under its watcher does no harm") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const auto nothing = [] {};
        CHECK_THROWS_AS(loop.add_reader(-1, nothing), ValueError);
        CHECK_THROWS_AS(loop.remove_reader(-1), ValueError);
        CHECK_THROWS_AS(loop.remove_writer(-1), ValueError);
        CHECK_THROWS_AS(loop.add_reader(1000000, nothing), OSError);
        const int file = open("/proc/self/exe", O_RDONLY);
        CHECK_THROWS_AS(loop.add_reader(file, nothing), PermissionError);   // files are always ready
        close(file);

        auto [a, b] = socketpair();
        const int fd = a.fileno();
        loop.add_reader(a, nothing);
        a.close();
        co_await sleep(0);
        co_await sleep(0.001);
        CHECK(loop.remove_reader(fd));
        auto [c, d] = socketpair();   // gets the same number
        Future<> seen = loop.create_future<>();
        loop.add_reader(c, [&] { if (!seen.done()) seen.set_result(); });
        d.send("x");
        co_await seen;
        loop.remove_reader(c);
    });
}

TEST_CASE("every wait for sockets ends in time, however soon, while the watchers of the one before are still being closed") {
    run_really([]() -> Coroutine<> {
        std::vector<std::pair<Socket, Socket>> pairs(100);
        for (auto& pair : pairs) pair = socketpair();
        for (int i = 0; i < 100; ++i) {
            std::vector<Task<std::string>> reading;
            for (auto& pair : pairs) reading.push_back(create_task(get_running_loop().sock_recv(pair.first, 1)));
            CHECK_THROWS_AS(co_await wait_for(gather(reading), 1e-6 * (1 + i * 9)), TimeoutError);
        }
    });
}

TEST_CASE("a pipe can be watched like a socket") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        int ends[2];
        REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
        Future<std::string> got = loop.create_future<std::string>();
        loop.add_reader(ends[0], [&, fd = ends[0]] {
            char buffer[16];
            const auto n = read(fd, buffer, sizeof buffer);
            loop.remove_reader(fd);
            got.set_result(std::string(buffer, static_cast<std::size_t>(n)));
        });
        CHECK(write(ends[1], "through", 7) == 7);
        CHECK(co_await got == "through");
        close(ends[0]);
        close(ends[1]);
    });
}

TEST_CASE("virtual time waits for a real peer when there is nothing else to wait for") {
    Program program(Clock::virtual_time);
    std::string answer;
    program.run([&] {
        run([&]() -> Coroutine<> {
            Loop& loop = get_running_loop();
            Future<> answered = loop.create_future<>();
            Server server = co_await start_server([&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
                answer = co_await reader.readline();
                writer.close();
                answered.set_result();
            }, "127.0.0.1", 0);
            const std::string port = std::to_string(server.sockets()[0].getsockname().port());
            Python peer("import socket\nsocket.create_connection((\"127.0.0.1\", " + port + ")).send(b\"from outside\\n\")");
            co_await answered;
            server.close();
            CHECK(loop.time() == 0.0);
        }());
    });
    CHECK(answer == "from outside\n");
}
