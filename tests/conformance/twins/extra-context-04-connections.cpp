#include "../python.hpp"

// Whose context a server's handlers, a protocol's methods and a transport's callbacks see.
namespace extra_context_04 {
asyncio::ContextVar<std::string> v("v", "root");
Future<> done;
struct P : asyncio::Protocol {
    void connection_made(asyncio::Transport&) override {
        print("made {}", v.get());
        v.set("made");
    }
    void data_received(std::string_view data) override {
        print("data {} {}", repr_bytes(data), v.get());
        v.set("data");
    }
    void connection_lost(std::exception_ptr) override {
        print("lost {}", v.get());
        done.set_result();
    }
};
Coroutine<> handle(asyncio::StreamReader reader, asyncio::StreamWriter writer) {
    print("handler {}", v.get());
    v.set("handler");
    writer.write(co_await reader.readline());
    print("handler goes on {}", v.get());
    writer.close();
}
Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    done = loop.create_future();
    v.set("server");
    {
        TemporaryDirectory d;
        auto server = co_await asyncio::start_unix_server(handle, d / "s");
        v.set("client");
        auto [r, w] = co_await asyncio::open_unix_connection(d / "s");
        w.write("hello\n");
        auto line = co_await r.readline();
        print("{} {}", repr_bytes(line), v.get());
        w.close();
        server.close();
    }
    auto [a, b] = asyncio::socketpair();
    v.set("creates");
    auto [t, p] = co_await loop.create_connection([] { return new P; }, a);
    v.set("created");
    b.send("x");
    co_await asyncio::sleep(0.01);
    b.send("y");
    co_await asyncio::sleep(0.01);
    t->close();
    co_await done;
    b.close();
    done = {};
}
void program() { asyncio::run(main()); }
}  // namespace extra_context_04
