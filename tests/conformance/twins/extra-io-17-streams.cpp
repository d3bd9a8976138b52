#include <algorithm>
#include "../python.hpp"

// Streams to their end, with limits and misuse; a server; sockets.
namespace extra_io_17 {

Coroutine<> handle(asyncio::StreamReader reader, asyncio::StreamWriter writer) {
    try {
        std::string data;
        while (!(data = co_await reader.readline()).empty()) {
            print("server got {}", repr_bytes(data));
            writer.write(upper(data));
            co_await writer.drain();
        }
        print("server: end {}", repr(reader.at_eof()));
    } catch (const asyncio::ConnectionResetError&) {
        print("server: reset");
    }
    writer.close();
    co_await writer.wait_closed();
}

Coroutine<> waits_for_more(asyncio::StreamReader reader, asyncio::Socket b) {
    std::vector<Coroutine<std::string>> hows;
    hows.push_back(reader.readexactly(4));
    hows.push_back(reader.readline());
    hows.push_back(reader.readuntil(";"));
    hows.push_back(reader.read());
    hows.push_back(reader.read(0));
    for (auto& how : hows) {
        std::string name = how.name();
        b.send("ab");
        auto t = asyncio::create_task(std::move(how));
        co_await asyncio::sleep(0);
        if (name != "read") {
            try {
                co_await asyncio::wait_for(asyncio::shield(t), 0.01);
            } catch (const TimeoutError&) {
                print("{} waits", name);
            }
            b.send("c;\nxx");
        } else {
            co_await asyncio::sleep(0.01);
            print("{} {}", name, repr(t.done()));
            if (!t.done()) {
                t.cancel();
                co_await asyncio::wait({t});
                continue;
            }
        }
        print("{}", repr_bytes(co_await t));
        co_await asyncio::sleep(0.01);
        auto rest = co_await reader.read(100);
        print("rest {}", repr_bytes(rest));
    }
}

Coroutine<> reads() {
    auto [a, b] = asyncio::socketpair();
    auto [reader, writer] = co_await asyncio::open_connection(a, {.limit = 8});
    b.send("abc");
    b.send("def\nxyz");
    auto d1 = co_await reader.readuntil("\n");
    auto d2 = co_await reader.readexactly(2);
    print("{} {}", repr_bytes(d1), repr_bytes(d2));
    auto t = asyncio::create_task(reader.readexactly(5));
    co_await asyncio::sleep(0.01);
    b.send("12");
    co_await asyncio::sleep(0.01);
    t.cancel();
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("cancelled");
    }
    print("{}", repr_bytes(co_await reader.read(100)));
    co_await waits_for_more(reader, b);
    b.close();
    try {
        co_await reader.readexactly(3);
    } catch (const asyncio::IncompleteReadError& e) {
        print("{} {} {}", repr(e), repr_bytes(e.partial), repr(e.expected));
    }
    try {
        co_await reader.readuntil();
    } catch (const asyncio::IncompleteReadError& e) {
        print("{} {} {}", repr(e), repr_bytes(e.partial), repr(e.expected));
    }
    auto d3 = co_await reader.read();
    auto d4 = co_await reader.readline();
    print("{} {} {}", repr_bytes(d3), repr_bytes(d4), repr(reader.at_eof()));
    try {
        co_await reader.readexactly(-1);
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    try {
        co_await reader.readuntil("");
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    writer.close();
    print("{}", repr(writer.is_closing()));
    co_await writer.wait_closed();
}

Coroutine<> server() {
    auto server = co_await asyncio::start_server(handle, "127.0.0.1", 0);
    int port = server.sockets()[0].getsockname().port();
    co_await asyncio::async_with(server, [&]() -> Coroutine<> {
        auto [r, w] = co_await asyncio::open_connection("127.0.0.1", port);
        w.write("one\n");
        print("{}", repr_bytes(co_await r.readline()));
        w.writelines({"tw", "o\nthree"});
        print("{}", repr_bytes(co_await r.readline()));
        w.write_eof();
        print("{}", repr_bytes(co_await r.read()));
        w.close();
        co_await w.wait_closed();
        print("{}", repr(server.is_serving()));
    });
    print("{} ()", repr(server.is_serving()));
}

Coroutine<> sockets() {
    auto& loop = asyncio::get_running_loop();
    auto [s1, s2] = asyncio::socketpair();
    s1.setblocking(false);
    s2.setblocking(false);
    auto echo = [&]() -> Coroutine<> {
        std::string data;
        while (!(data = co_await loop.sock_recv(s2, 10)).empty()) {
            std::reverse(data.begin(), data.end());
            co_await loop.sock_sendall(s2, data);
        }
        print("echo ends");
    };
    auto e = asyncio::create_task(echo().as("echo"));
    co_await loop.sock_sendall(s1, "hello");
    print("{}", repr_bytes(co_await loop.sock_recv(s1, 100)));
    std::string buf(3, 0);
    co_await loop.sock_sendall(s1, "again");
    auto n = co_await loop.sock_recv_into(s1, buf);
    auto d5 = co_await loop.sock_recv(s1, 100);
    print("{} {} {}", n, repr_bytes(buf), repr_bytes(d5));
    try {
        co_await asyncio::wait_for(loop.sock_recv(s1, 1), 0.01);
    } catch (const TimeoutError&) {
        print("nothing came");
    }
    s1.close();
    co_await e;
    s2.close();
}

Coroutine<> main() {
    co_await reads();
    co_await server();
    co_await sockets();
}
void program() { asyncio::run(main()); }

}  // namespace extra_io_17
