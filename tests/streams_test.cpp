#include <netinet/in.h>

#include <list>
#include <ranges>

#include "loopback.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace streams_test {

Coroutine<> echo(StreamReader reader, StreamWriter writer) {
    for (std::string line; !(line = co_await reader.readline()).empty();) {
        writer.write(line);
        co_await writer.drain();
    }
    writer.close();
}

/// The port that a server got.
int port_of(const Server& server) { return server.sockets().at(0).getsockname().port(); }

/// What a coroutine throws, as Python would show it; the text that is its result, if it does not.
template <class T>
Coroutine<std::string> outcome(Coroutine<T> coroutine) {
    try {
        if constexpr (std::is_same_v<T, std::string>) co_return co_await coroutine;
        else co_await coroutine;
    } catch (const Exception& e) {
        co_return repr(e);
    }
    co_return "None";
}

}  // namespace streams_test

using namespace streams_test;

TEST_CASE("a server of Python's answers our streams") {
    Folder folder;
    Python server(R"(
import asyncio
async def handle(reader, writer):
    writer.write((await reader.readline()).upper())
    writer.write(b"%d bytes\n" % len(await reader.readexactly(500000)))
    writer.write(b"rest: " + await reader.read())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    over.set_result(None)
async def main():
    global over
    over = asyncio.get_running_loop().create_future()
    async with await asyncio.start_unix_server(handle, ")" + folder / "s" + R"("):
        print("ready", flush=True)
        await over
asyncio.run(main())
print("end")
)");
    REQUIRE(server.line() == "ready");
    run_really([&]() -> Coroutine<> {
        auto [reader, writer] = co_await open_unix_connection(folder / "s");
        writer.write("hello\n");
        CHECK(co_await reader.readuntil("LLO\n") == "HELLO\n");
        writer.write(std::string(500'000, 'x'));
        co_await writer.drain();
        CHECK(co_await reader.readline() == "500000 bytes\n");
        writer.writelines({"the ", "end"});
        writer.write_eof();
        CHECK(co_await reader.read() == "rest: the end");
        CHECK(reader.at_eof());
        writer.close();
        co_await writer.wait_closed();
    });
    CHECK(server.rest() == "end\n");
}

TEST_CASE("our server serves Python's streams, many connections at a time") {
    std::string said;
    run_really([&]() -> Coroutine<> {
        Server server = co_await start_server(echo, "127.0.0.1", 0);
        Python clients(R"(
import asyncio
async def client(n):
    reader, writer = await asyncio.open_connection("127.0.0.1", )" + std::to_string(port_of(server)) + R"()
    for i in range(5):
        writer.write(b"%d-%d\n" % (n, i))
        assert await reader.readline() == b"%d-%d\n" % (n, i)
    writer.write_eof()
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()
async def main():
    await asyncio.gather(*(client(n) for n in range(50)))
asyncio.run(main())
print("all answered")
)");
        said = co_await to_thread([&] { return clients.rest(); });
        server.close();
        co_await server.wait_closed();
    });
    CHECK(said == "all answered\n");
}

TEST_CASE("eight megabytes go through a connection whole, and drain waits for whoever reads") {
    run_really([]() -> Coroutine<> {
        std::string sent(8'000'000, ' ');
        for (std::size_t i = 0; i < sent.size(); ++i) sent[i] = static_cast<char>('a' + i * i % 23);
        Server server = co_await start_server([&](StreamReader, StreamWriter writer) -> Coroutine<> {
            writer.write(sent);
            CHECK(writer.transport().get_write_buffer_size() > 64 * 1024);
            co_await writer.drain();
            CHECK(writer.transport().get_write_buffer_size() <= 16 * 1024);
            writer.close();
            co_await writer.wait_closed();
        }, "127.0.0.1", 0);
        auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(server));
        const std::string got = co_await reader.read();
        CHECK(got.size() == sent.size());
        CHECK(got == sent);
        writer.close();
        server.close();
    });
}

TEST_CASE("a peer that resets the connection ends reads and writes with ConnectionResetError") {
    run_really([]() -> Coroutine<> {
        Server server = co_await start_server([](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await reader.readline();
            Socket socket = writer.get_extra_info("socket");
            const linger at_once{1, 0};
            setsockopt(socket.fileno(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
            writer.transport().abort();
        }, "127.0.0.1", 0);
        auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(server));
        writer.write("go\n");
        const std::string reset = "ConnectionResetError(104, 'Connection reset by peer')";
        CHECK(co_await outcome(reader.read()) == reset);
        CHECK(co_await outcome(reader.readline()) == reset);
        CHECK(co_await outcome(writer.drain()) == reset);
        CHECK(co_await outcome(writer.wait_closed()) == reset);
        CHECK(writer.is_closing());
        writer.write("ignored");
        server.close();
    });
}

TEST_CASE("a connection that is refused says what was tried, and where") {
    run_really([]() -> Coroutine<> {
        Socket listener(AF_INET);
        listener.bind(Address("127.0.0.1", 0));
        const int port = listener.getsockname().port();   // bound, not listening: nobody else gets it
        try {
            co_await open_connection("127.0.0.1", port);
            FAIL("there was nobody to connect to");
        } catch (const ConnectionRefusedError& e) {
            const std::string address = "('127.0.0.1', " + std::to_string(port) + ")";
            CHECK(e.code == ECONNREFUSED);
            CHECK(e.operation == "connect");
            CHECK(e.address == address);
            CHECK(std::string(e.what()) == "[Errno 111] Connect call failed " + address);
        }
        Folder folder;
        auto open = [](std::string path) -> Coroutine<> { co_await open_unix_connection(path); };
        CHECK(co_await outcome(open(folder / "none")) == "FileNotFoundError(2, 'No such file or directory')");
    });
}

TEST_CASE("half a connection can be closed: the peer sees the end and answers") {
    run_really([]() -> Coroutine<> {
        Server server = co_await start_server([](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            const std::string all = co_await reader.read();
            co_await sleep(0);
            writer.write(std::to_string(all.size()));
            writer.close();
        }, "::1", 0);
        auto [reader, writer] = co_await open_connection("::1", port_of(server));
        writer.write(std::string(1'000'000, 'x'));
        writer.write_eof();   // what is in the buffer goes first
        CHECK_THROWS_AS(writer.write("more"), RuntimeError);
        CHECK(co_await reader.read() == "1000000");
        writer.close();
        server.close();
    });
}

TEST_CASE("what is cancelled, refused or forgotten leaves no descriptor behind") {
    run_really([]() -> Coroutine<> { co_return; });   // libuv keeps two from the first loop on
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        Folder folder;
        Loop& loop = get_running_loop();
        Server server = co_await start_unix_server(echo, folder / "s");
        std::vector<Task<>> tasks;
        for (int i = 0; i < 20; ++i) {
            tasks.push_back(create_task([](Loop& l) -> Coroutine<> {
                auto [a, b] = socketpair();
                co_await l.sock_recv(a, 1);
            }(loop)));
            tasks.push_back(create_task([](Loop& l, std::string path) -> Coroutine<> {
                Socket listener(AF_UNIX);
                listener.bind(path);
                listener.listen();
                co_await l.sock_accept(listener);
            }(loop, folder / std::to_string(i))));
            tasks.push_back(create_task([](std::string path) -> Coroutine<> {
                auto [reader, writer] = co_await open_unix_connection(path);
                co_await reader.readline();
            }(folder / "s")));
            tasks.push_back(create_task([](std::string path) -> Coroutine<> {
                co_await open_unix_connection(path);   // reader and writer are dropped at once
            }(folder / "s")));
            tasks.push_back(create_task([]() -> Coroutine<> {
                co_await open_connection("192.0.2.1", 9);   // nobody answers from there
            }()));
        }
        for (int turn = 0; turn < 5; ++turn) co_await sleep(0);
        for (auto& task : tasks) task.cancel();
        for (auto& task : tasks) co_await outcome([](Task<> t) -> Coroutine<> {
            try {
                co_await t;
            } catch (const CancelledError&) {
            }
        }(task));
        server.close();
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("a transport that nobody refers to any more gives its descriptor back") {
    run_really([]() -> Coroutine<> {
        const long before = open_descriptors();
        auto [a, b] = socketpair();
        {
            auto [reader, writer] = co_await open_connection(std::exchange(a, {}));
            b.close();
            CHECK(co_await reader.read() == "");   // the end: it is not watched any more
        }
        CHECK(open_descriptors() == before);
    });
}

TEST_CASE("a handler's captures live as long as its connections, though the server is gone") {
    run_really([]() -> Coroutine<> {
        Folder folder;
        std::optional<StreamPair> streams;
        {
            std::string greeting(100, '!');
            auto greet = [greeting](StreamReader reader, StreamWriter writer) -> Coroutine<> {
                co_await reader.readline();
                writer.write(greeting);
                writer.close();
            };
            Server server = co_await start_unix_server(greet, folder / "s");
            streams = co_await open_unix_connection(folder / "s");
            co_await sleep(0);
            co_await sleep(0);
            server.close();
        }
        auto& [reader, writer] = *streams;
        writer.write("now\n");
        CHECK(co_await reader.read() == std::string(100, '!'));
        writer.close();
    });
}

TEST_CASE("a read that takes too long is given up, and the stream goes on") {
    run_really([]() -> Coroutine<> {
        auto [a, b] = socketpair();
        auto [reader, writer] = co_await open_connection(a);
        auto in_time = [](StreamReader r, double seconds) -> Coroutine<std::string> {
            co_return co_await wait_for(r.readline(), seconds);
        };
        b.send("half ");
        CHECK(co_await outcome(in_time(reader, 0.001)) == "TimeoutError()");
        b.send("a line\n");
        CHECK(co_await outcome(in_time(reader, 60)) == "half a line\n");
        writer.close();
    });
}

TEST_CASE("a descriptor that belongs to a transport is refused by add_reader, add_writer and sock_*, until that is closed") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [a, b] = socketpair();
        auto [reader, writer] = co_await open_connection(a);
        auto refused = [](auto call) {
            try {
                call();
                return false;
            } catch (const RuntimeError& error) {
                return std::string_view(error.what()).find("is used by transport") != std::string_view::npos;
            }
        };
        CHECK(refused([&] { loop.add_reader(a, [] {}); }));
        CHECK(refused([&] { loop.add_writer(a, [] {}); }));
        CHECK(co_await outcome(loop.sock_recv(a, 1)) != "None");
        CHECK(co_await outcome(loop.sock_sendall(a, std::string(16 << 20, 'x'))) != "None");   // what does not fit has to wait
        b.send("still works\n");
        CHECK(co_await reader.readline() == "still works\n");
        writer.close();
        co_await writer.wait_closed();
        CHECK_FALSE(refused([&] { loop.add_reader(b, [] {}); }));
        loop.remove_reader(b);
    });
}

TEST_CASE("cleanup_socket: a server that is closed removes the file of its Unix socket, if it is still its own") {
    run_really([]() -> Coroutine<> {
        Folder folder;
        const std::string path = folder / "s";
        const auto exists = [&] { return std::filesystem::exists(path); };
        Server server = co_await start_unix_server(echo, path, {.cleanup_socket = true});
        CHECK(exists());
        server.close();
        CHECK(!exists());

        server = co_await start_unix_server(echo, path);
        server.close();
        CHECK(exists());                                   // so in CPython 3.11

        server = co_await start_unix_server(echo, path, {.cleanup_socket = true});
        Server other = co_await start_unix_server(echo, path + "2");
        std::filesystem::rename(path + "2", path);         // another file is there now
        server.close();
        CHECK(exists());
        other.close();

        Socket bound(AF_UNIX);
        std::filesystem::remove(path);
        bound.bind(path);
        server = co_await start_unix_server(echo, bound, {.cleanup_socket = true});
        CHECK(exists());
        std::filesystem::remove(path);
        server.close();                                    // it is gone: nothing to remove, nothing to say
        CHECK(!exists());

        server = co_await start_unix_server(echo, std::string("\0awaitscope-test-", 17) + std::to_string(getpid()), {.cleanup_socket = true});
        CHECK(server.sockets().at(0).getsockname().path()[0] == '\0');
        server.close();
        const Socket inet(AF_INET);
        CHECK(co_await outcome(start_unix_server(echo, inet)) ==
              "ValueError(\"A UNIX Domain Stream Socket was expected, got " + repr(inet) + "\")");
    });
}

TEST_CASE("a port that cannot be is refused in the words of the call that takes it") {
    run_really([]() -> Coroutine<> {
        CHECK(co_await outcome(start_server(echo, "127.0.0.1", 65536)) == "OverflowError('bind(): port must be 0-65535.')");
        CHECK(co_await outcome(open_connection("127.0.0.1", -1)) == "OverflowError('connect(): port must be 0-65535.')");
        CHECK(co_await outcome(start_server(echo, "127.0.0.1", -1, {.flags = AI_NUMERICHOST})) ==
              "OverflowError('bind(): port must be 0-65535.')");
        CHECK(co_await outcome(open_connection("127.0.0.1", 1, {.local_addr = std::pair("127.0.0.1", 70000)})) ==
              "OverflowError('bind(): port must be 0-65535.')");
        CHECK(co_await outcome(open_connection("127.0.0.1", 65536, {.flags = AI_PASSIVE})) ==
              "OverflowError('connect(): port must be 0-65535.')");
    });
}

TEST_CASE("the resolver is asked with the flags and the protocol that one gives") {
    run_really([]() -> Coroutine<> {
        const auto refused = [](auto coroutine) -> Coroutine<bool> {
            co_return (co_await outcome(std::move(coroutine))).starts_with("gaierror");
        };
        CHECK(co_await refused(start_server(echo, "localhost", 0, {.flags = AI_NUMERICHOST})));
        Server server = co_await start_server(echo, "localhost", 0, {.family = AF_INET, .flags = AI_PASSIVE | AI_ADDRCONFIG});
        const int port = server.sockets().at(0).getsockname().port();
        CHECK(co_await refused(open_connection("localhost", port, {.flags = AI_NUMERICHOST})));
        CHECK(co_await refused(open_connection("localhost", port, {.protocol = IPPROTO_UDP})));
        CHECK(co_await refused(open_connection("127.0.0.1", port, {.protocol = IPPROTO_ICMP})));   // no common one
        auto [reader, writer] = co_await open_connection("localhost", port, {.family = AF_INET, .protocol = IPPROTO_TCP});
        writer.write("hello\n");
        CHECK(co_await reader.readline() == "hello\n");
        writer.close();
        server.close();
        CHECK(!(co_await get_running_loop().getaddrinfo("localhost", port)).empty());
    });
}

TEST_CASE("writelines takes any range of texts") {
    run_really([]() -> Coroutine<> {
        auto [a, b] = socketpair();
        auto [reader, writer] = co_await open_connection(a);
        const std::list<std::string> list{"of ", "a list"};
        writer.writelines(list);
        const std::vector<std::string_view> views{"; ", "views"};
        writer.writelines(views);
        writer.writelines(views | std::views::drop(1));
        CHECK(co_await get_running_loop().sock_recv(b, 100) == "of a list; viewsviews");
        writer.close();
    });
}
