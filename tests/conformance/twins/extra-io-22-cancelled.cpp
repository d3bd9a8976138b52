#include "../python.hpp"

// Connections cancelled and limited in the middle: opening, accepting, reading in many ways, draining, closing, serving.
namespace extra_io_22 {
Coroutine<> slow(asyncio::StreamReader reader, asyncio::StreamWriter writer) {
    struct Finally {
        asyncio::StreamWriter& writer;
        ~Finally() { writer.close(); }
    } finally{writer};
    try {
        co_await reader.read(1);
        co_await asyncio::sleep(1);
    } catch (const asyncio::CancelledError&) {
        print("handler cancelled");
        throw;
    }
}
Coroutine<> attempt(const char* name, Coroutine<std::string> c) {
    try {
        co_await asyncio::wait_for(std::move(c), 0.01);
    } catch (const TimeoutError& e) {
        print("{} {}", name, repr(e));
    }
}
Coroutine<> drains() {
    auto [a, b] = asyncio::socketpair();
    auto [r2, w2] = co_await asyncio::open_connection(a);
    w2.transport().set_write_buffer_limits(0);
    w2.write(std::string(1000000, 'z'));
    std::vector<Task<>> drains;
    for (int i = 0; i < 2; ++i) drains.push_back(asyncio::create_task(w2.drain()));
    co_await asyncio::sleep(0);
    drains[0].cancel("drain");
    auto [d0] = co_await asyncio::gather(drains[0], asyncio::return_exceptions);
    print("[{}] {}", repr(d0), repr(drains[1].done()));
    b.close();
    auto [d1] = co_await asyncio::gather(drains[1], asyncio::return_exceptions);
    print("{}", type_name(d1.exception()));
    w2.close();
}

Coroutine<> main() {
    {
        TemporaryDirectory d;
        auto path = d / "s";
        auto server = co_await asyncio::start_unix_server(slow, path);
        auto o = asyncio::create_task(asyncio::open_unix_connection(path));
        co_await asyncio::sleep(0);
        o.cancel("opening");
        auto [ro] = co_await asyncio::gather(o, asyncio::return_exceptions);
        print("[{}]", repr(ro.exception()));
        co_await asyncio::sleep(0.01);
        auto [r, w] = co_await asyncio::open_unix_connection(path);
        auto c1 = r.read(5);
        auto c2 = r.readline();
        auto c3 = r.readexactly(3);
        auto c4 = r.readuntil(";");
        co_await attempt("read", std::move(c1));
        co_await attempt("line", std::move(c2));
        co_await attempt("exactly", std::move(c3));
        co_await attempt("until", std::move(c4));
        auto t = asyncio::create_task(r.read());
        auto u = asyncio::create_task(r.readline());
        co_await asyncio::sleep(0);
        auto [ru] = co_await asyncio::gather(u, asyncio::return_exceptions);
        print("[{}]", repr(ru));
        t.cancel("read");
        auto [rt] = co_await asyncio::gather(t, asyncio::return_exceptions);
        print("[{}]", repr(rt));
        w.write("x");
        try {
            co_await asyncio::async_with(asyncio::timeout(0.01), [&, r = r, w = w]() -> Coroutine<> {
                co_await w.drain();
                print("drained");
                co_await r.read();
            });
        } catch (const TimeoutError&) {
            print("limit");
        }
        auto serve = asyncio::create_task(server.serve_forever());
        co_await asyncio::sleep(0);
        serve.cancel("serve");
        auto [rs] = co_await asyncio::gather(serve, asyncio::return_exceptions);
        print("[{}] {}", repr(rs), repr(server.is_serving()));
        w.close();
        co_await w.wait_closed();
        co_await drains();
    }
    print("end");
}
void program() { asyncio::run(main()); }
}  // namespace extra_io_22
