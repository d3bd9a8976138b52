#include <map>
#include "../python.hpp"

// A chat, limits on reads, readers and writers by hand, accepting by hand.
namespace extra_io_19 {

std::string strip(std::string text) {
    while (!text.empty() && std::isspace(text.back())) text.pop_back();
    return text;
}

Coroutine<> chat() {
    std::map<std::string, asyncio::StreamWriter> names;
    auto handle = [&](asyncio::StreamReader reader, asyncio::StreamWriter writer) -> Coroutine<> {
        auto name = strip(co_await reader.readline());
        names[name] = writer;
        print("{} joins {}", name, names.size());
        struct Finally {
            std::map<std::string, asyncio::StreamWriter>& names;
            std::string& name;
            asyncio::StreamWriter& writer;
            ~Finally() {
                names.erase(name);
                writer.close();
                print("{} leaves {}", name, names.size());
            }
        } finally{names, name, writer};
        std::string line;
        while (!(line = co_await reader.readline()).empty()) {
            auto text = strip(line);
            print("{} says {}", name, text);
            for (auto& [other, w] : names) {
                if (other != name) {
                    w.write(fmt::format("{}: {}\n", name, text));
                    co_await w.drain();
                }
            }
        }
    };
    TemporaryDirectory folder;
    auto path = folder / "chat";
    auto server = co_await asyncio::start_unix_server(
        [&](auto reader, auto writer) { return handle(reader, writer).as("handle"); }, path);
    std::vector<asyncio::StreamPair> clients;
    for (std::string name : {"ann", "bob"}) {
        auto [r, w] = co_await asyncio::open_unix_connection(path);
        w.write(name + "\n");
        clients.emplace_back(r, w);
        co_await asyncio::sleep(0.01);
    }
    clients[0].second.write("hello\nall\n");
    co_await asyncio::sleep(0.01);
    auto l1 = co_await clients[1].first.readline();
    auto l2 = co_await clients[1].first.readline();
    print("{} {}", repr_bytes(l1), repr_bytes(l2));
    clients[0].second.close();
    co_await clients[0].second.wait_closed();
    co_await asyncio::sleep(0.01);
    clients[1].second.write("alone\n");
    clients[1].second.write_eof();
    print("{}", repr_bytes(co_await clients[1].first.read()));
    clients[1].second.close();
    server.close();
    co_await server.wait_closed();
}

Coroutine<> limits() {
    auto [a, b] = asyncio::socketpair();
    auto [r, w] = co_await asyncio::open_connection(a);
    auto slow = [&, &r = r]() -> Coroutine<std::string> {
        try {
            co_return repr_bytes(co_await asyncio::async_with(
                asyncio::timeout(0.01), [&]() -> Coroutine<std::string> { co_return co_await r.readexactly(4); }));
        } catch (const TimeoutError&) {
            co_return "timeout";
        }
    };
    print("{}", co_await slow());
    b.send("ab");
    print("{}", co_await slow());
    b.send("cdef");
    print("{}", co_await slow());
    auto t = asyncio::create_task(r.read(10));
    print("{}", repr_bytes(co_await t));
    t = asyncio::create_task(r.readline());
    co_await asyncio::sleep(0);
    b.close();
    auto d = co_await t;
    print("{} {}", repr_bytes(d), repr(r.at_eof()));
    w.close();
}

Coroutine<> by_hand() {
    auto& loop = asyncio::get_running_loop();
    auto [a, b] = asyncio::socketpair();
    a.setblocking(false);
    b.setblocking(false);
    auto got = loop.create_future<std::string>();
    std::vector<std::string> data;
    auto readable = [&, &b = b]() {
        auto chunk = b.recv(2);
        data.push_back(chunk);
        print("readable {}", repr_bytes(chunk));
        if (data.size() == 3) {
            loop.remove_reader(b);
            got.set_result(data[0] + data[1] + data[2]);
        }
    };
    auto writable = [&, &a = a]() {
        print("writable {}", a.send("abcdef"));
        loop.remove_writer(a);
    };
    loop.add_reader(b, asyncio::named("readable", readable));
    loop.add_writer(a, asyncio::named("writable", writable));
    auto all = co_await got;
    bool r1 = loop.remove_reader(b), r2 = loop.remove_writer(a);
    print("{} {} {}", repr_bytes(all), repr(r1), repr(r2));
    auto t = asyncio::create_task(loop.sock_recv(b, 10));
    co_await asyncio::sleep(0.01);
    t.cancel();
    co_await asyncio::wait({t});
    a.send("late");
    auto late = co_await loop.sock_recv(b, 10);
    print("{} {}", repr(t.cancelled()), repr_bytes(late));
    a.close();
    print("{}", repr_bytes(co_await loop.sock_recv(b, 10)));
    b.close();
}

Coroutine<> accepting() {
    auto& loop = asyncio::get_running_loop();
    asyncio::Socket listener(AF_INET);
    listener.setblocking(false);
    listener.bind({"127.0.0.1", 0});
    listener.listen();
    auto serve = [&]() -> Coroutine<> {
        auto [conn, addr] = co_await loop.sock_accept(listener);
        print("accepted {}", addr.host());
        std::string data;
        while (!(data = co_await loop.sock_recv(conn, 100)).empty()) co_await loop.sock_sendall(conn, "<" + data + ">");
        conn.close();
        print("served");
    };
    auto s = asyncio::create_task(serve().as("serve"));
    co_await asyncio::sleep(0);
    asyncio::Socket c(AF_INET);
    c.setblocking(false);
    co_await loop.sock_connect(c, listener.getsockname());
    co_await loop.sock_sendall(c, "one");
    print("{}", repr_bytes(co_await loop.sock_recv(c, 100)));
    co_await loop.sock_sendall(c, "two");
    print("{}", repr_bytes(co_await loop.sock_recv(c, 100)));
    c.close();
    co_await s;
    listener.close();
}

Coroutine<> main() {
    co_await chat();
    co_await limits();
    co_await by_hand();
    co_await accepting();
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_19
