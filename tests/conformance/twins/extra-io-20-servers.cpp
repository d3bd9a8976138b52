#include "../python.hpp"

// Unix servers, serve_forever, limits on reads, flow control, a connection that is aborted.
namespace extra_io_20 {
using asyncio::named, asyncio::StreamReader, asyncio::StreamWriter;

Coroutine<> unix_clients() {
    TemporaryDirectory d;
    auto path = d / "s";
    auto handle = named("handle", [](StreamReader reader, StreamWriter writer) -> Coroutine<> {
        auto name = co_await reader.readline();
        print("connected {}", repr_bytes(name));
        while (true) {
            auto line = co_await reader.readline();
            if (line.empty()) break;
            writer.write(name.substr(0, name.size() - 1) + ":" + line);
            co_await writer.drain();
        }
        writer.close();
        co_await writer.wait_closed();
        print("left {}", repr_bytes(name));
    });
    auto srv = co_await asyncio::start_unix_server(handle, path);
    auto client = named("client", [&](std::string name, int n) -> Coroutine<std::vector<std::string>> {
        auto [r, w] = co_await asyncio::open_unix_connection(path);
        w.write(name + "\n");
        std::vector<std::string> got;
        for (int i = 0; i < n; ++i) {
            w.write(fmt::format("{}\n", i));
            got.push_back(co_await r.readline());
            co_await asyncio::sleep(0.01);
        }
        w.write_eof();
        got.push_back(co_await r.read());
        w.close();
        co_await w.wait_closed();
        co_return got;
    });
    auto [a, b] = co_await asyncio::gather(client("one", 2), client("two", 1));
    auto bytes = [](auto& list) { std::string t; for (auto& x : list) t += (t.empty() ? "" : ", ") + repr_bytes(x); return "[" + t + "]"; };
    print("[{}, {}]", bytes(a), bytes(b));
    co_await asyncio::sleep(0.01);
    srv.close();
    co_await srv.wait_closed();
}

Coroutine<> handle(StreamReader reader, StreamWriter writer) {
    writer.write(co_await reader.read(10));
    writer.close();
}

Coroutine<> serve_forever() {
    auto srv = co_await asyncio::start_server(handle, "127.0.0.1", 0, {.start_serving = false});
    int port = srv.sockets()[0].getsockname().port();
    print("{} {}", repr(srv.is_serving()), srv.sockets().size());
    auto t = asyncio::create_task(srv.serve_forever());
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    print("{}", repr(srv.is_serving()));
    auto [r, w] = co_await asyncio::open_connection("127.0.0.1", port);
    w.write("ping");
    print("{}", repr_bytes(co_await r.read()));
    w.close();
    t.cancel();
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("cancelled {}", repr(srv.is_serving()));
    }
    try {
        co_await srv.serve_forever();
    } catch (const RuntimeError& e) {
        print("{}", repr(str(e).find("closed") != std::string::npos));
    }
}

Coroutine<> read_timeouts() {
    auto [a, b] = asyncio::socketpair();
    auto [r, w] = co_await asyncio::open_connection(a);
    auto [r2, w2_] = co_await asyncio::open_connection(b);
    auto w2 = w2_;
    auto slow_writer = named("slow_writer", [&]() -> Coroutine<> {
        for (char c : {'a', 'b', 'c', '\n'}) {
            co_await asyncio::sleep(0.01);
            w2.write({&c, 1});
        }
    });
    auto t = asyncio::create_task(slow_writer());
    for (int i = 0; i < 3; ++i) {
        try {
            print("{}", repr_bytes(co_await asyncio::wait_for(r.readline(), 0.015)));
        } catch (const TimeoutError&) {
            print("timeout");
        }
    }
    co_await t;
    w2.transport().abort();
    auto rest = co_await r.read();
    print("{} {}", repr_bytes(rest), repr(r.at_eof()));
    w.close();
    try {
        co_await w.wait_closed();
    } catch (const OSError& e) {
        print("{}", repr(e));
    }
    print("{} {}", repr(w.is_closing()), repr(w2.is_closing()));
}

Coroutine<> pause() {
    auto [a, b] = asyncio::socketpair();
    auto [r, w] = co_await asyncio::open_connection(a);
    auto [r2, w2] = co_await asyncio::open_connection(b, {.limit = 16});
    w.transport().set_write_buffer_limits(8, 4);
    print("{} {}", repr(w.transport().get_write_buffer_limits()), w.transport().get_write_buffer_size());
    for (int i = 0; i < 8; ++i) {
        w.write("0123456789");
        co_await w.drain();
        co_await asyncio::sleep(0);
    }
    print("{}", repr(w2.transport().is_reading()));
    print("{}", repr_bytes(co_await r2.readexactly(80)));
    print("{}", repr(w2.transport().is_reading()));
    w.close();
    w2.close();
    co_await w.wait_closed();
    try {
        w.write("after");
        co_await w.drain();
    } catch (const asyncio::ConnectionResetError& e) {
        print("{}", repr(e));
    }
}

Coroutine<> extra_info() {
    auto [a, b] = asyncio::socketpair();
    auto [r, w] = co_await asyncio::open_connection(a);
    asyncio::Address name = w.get_extra_info("sockname");
    print("{} {} {}", repr(name == a.getsockname()), w.get_extra_info("nothing") ? "?" : "default", repr(w.can_write_eof()));
    w.close();
    b.close();
    co_await w.wait_closed();
}

Coroutine<> main() {
    co_await unix_clients();
    co_await serve_forever();
    co_await read_timeouts();
    co_await pause();
    co_await extra_info();
}
void program() { asyncio::run(main()); }

}  // namespace extra_io_20
