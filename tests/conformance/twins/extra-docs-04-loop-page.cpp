#include <csignal>
#include <regex>

#include "../python.hpp"

// The page "Event Loop": examples and errors of callbacks, executors, descriptors, connections and servers.
namespace extra_docs_04 {
using asyncio::Loop;
using asyncio::named;

asyncio::ContextVar<std::string> var("var", "outside");

std::string without_address(const std::string& text) { return std::regex_replace(text, std::regex(" at 0x[0-9a-f]+|fd=\\d+"), ""); }
template <class T>
std::string bare(const T& x) { return without_address(repr(x)); }

template <class F>
void refused(F f) {
    try {
        f();
        print("no error");
    } catch (const Exception& e) {
        print("{}", bare(e));
    }
}

template <class A>
Coroutine<> refused_await(A aw) {
    try {
        co_await std::move(aw);
        print("no error");
    } catch (const Exception& e) {
        print("{}", bare(e));
    }
}

void hello_world(asyncio::Counted<Loop> loop) {
    print("Hello World");
    loop->stop();
}

void display_date(double end_time, asyncio::Counted<Loop> loop) {
    print("{:.1f}", loop->time());
    if (loop->time() + 1.0 < end_time) loop->call_later(1, display_date, end_time, loop);
    else loop->stop();
}

auto shows = named("shows", [](auto... args) { print("shows {} {}", repr(std::tuple(args...)), var.get()); });

Coroutine<> callbacks() {
    auto& loop = asyncio::get_running_loop();
    auto ctx = asyncio::copy_context();
    ctx.run([] { var.set("inside"); });
    auto h = loop.call_soon(ctx, shows, 1, "a");
    auto t = loop.call_later(0.5, ctx, shows, 2);
    auto u = loop.call_at(loop.time() + 0.25, shows);
    auto v = loop.call_soon_threadsafe(ctx, shows, "threadsafe");
    print("{} {} {} {}", repr(t.when()), repr(u.when() < t.when()), repr(h.cancelled()), repr(v.cancelled()));
    h.cancel();
    print("{}", repr(h.cancelled()));
    co_await asyncio::sleep(1);
    print("{} {}", repr(t.when()), repr(t.cancelled()));
    t.cancel();
    print("{}", repr(t.cancelled()));
    refused([&] { loop.run_forever(); });
    refused([&] { loop.close(); });
    auto c = asyncio::as_coroutine(asyncio::sleep(0));
    refused([&] { loop.run_until_complete(c); });
    c.close();
    print("{} {} {}", repr(loop.is_running()), repr(loop.is_closed()), repr(loop.slow_callback_duration));
}

std::string blocking_io() {
    asyncio::time::sleep(0.5);
    return "blocking_io";
}

long cpu_bound(int n) {
    long sum = 0;
    for (long i = 0; i < std::lround(std::pow(10, n)); ++i) sum += i * i;
    return sum;
}

int to_int(std::string text) { throw ValueError("invalid literal for int() with base 10: " + repr(text)); }

Coroutine<> executors() {
    auto& loop = asyncio::get_running_loop();
    auto result = co_await loop.run_in_executor(asyncio::None(), blocking_io);
    print("default thread pool {}", result);
    asyncio::ThreadPoolExecutor pool;
    {
        result = co_await loop.run_in_executor(pool, blocking_io);
        print("custom thread pool {}", result);
        print("{}", co_await loop.run_in_executor(pool, cpu_bound, 3));
        co_await refused_await(loop.run_in_executor(pool, named("int", to_int), "x"));
        pool.shutdown();
    }
    refused([&] { asyncio::ThreadPoolExecutor(-1); });
}

void handler(Loop&, const asyncio::ErrorContext& context) { print("handler {} {}", context.message, repr(context.exception)); }
void bad(Loop&, const asyncio::ErrorContext&) { throw KeyError("in handler"); }

Coroutine<> handlers() {
    auto& loop = asyncio::get_running_loop();
    print("{}", loop.get_exception_handler() ? "handler" : "None");
    loop.set_exception_handler(handler);
    print("{}", repr(static_cast<bool>(loop.get_exception_handler())));
    loop.call_exception_handler({.message = "mine", .exception = std::make_exception_ptr(ValueError("x"))});
    loop.call_exception_handler({.message = "no exception"});
    loop.set_exception_handler(bad);
    loop.call_exception_handler({.message = "mine", .exception = std::make_exception_ptr(ValueError("x"))});
    loop.set_exception_handler(asyncio::None());
    print("{}", loop.get_exception_handler() ? "handler" : "None");
    loop.call_exception_handler({.message = "default", .exception = std::make_exception_ptr(ValueError("y"))});
    co_return;
}

Coroutine<> descriptors() {
    auto& loop = asyncio::get_running_loop();
    auto [rsock, wsock] = asyncio::socketpair();
    auto done = loop.create_future();
    auto reader = named("reader", [&, rsock = rsock]() mutable {
        auto data = rsock.recv(100);
        print("Received: {}", data);
        bool a = loop.remove_reader(rsock), b = loop.remove_reader(rsock), c = loop.remove_writer(rsock);
        print("{} {} {}", repr(a), repr(b), repr(c));
        done.set_result();
    });
    loop.add_reader(rsock, reader);
    loop.call_soon(&asyncio::Socket::send, wsock, std::string("abc"));
    co_await done;
    refused([&] { loop.add_reader(-1, reader); });
    wsock.close();
    rsock.close();
    refused([&, rsock = rsock] { loop.add_reader(rsock, reader); });
}

Coroutine<> connections() {
    auto& loop = asyncio::get_running_loop();
    auto Protocol = [] { return new asyncio::Protocol; };
    auto DatagramProtocol = [] { return new asyncio::DatagramProtocol; };
    co_await refused_await(loop.create_connection(Protocol, "127.0.0.1", 1, {.server_hostname = "x"}));
    co_await refused_await(loop.create_connection(Protocol, "127.0.0.1", 1, {.ssl_handshake_timeout = 1}));
    co_await refused_await(loop.create_connection(Protocol, "127.0.0.1", 1, {.ssl_shutdown_timeout = 1}));
    co_await refused_await(loop.create_connection(Protocol, "127.0.0.1", 1));
    co_await refused_await(loop.create_unix_connection(Protocol, "/nowhere/at/all"));
    co_await refused_await(loop.create_unix_connection(Protocol, "/nowhere/at/all", {.server_hostname = "x"}));
    co_await refused_await(loop.create_unix_server(Protocol, "/nowhere/at/all"));
    co_await refused_await(loop.create_unix_server(Protocol, "/nowhere/at/all", {.ssl_handshake_timeout = 1}));
    co_await refused_await(loop.create_server(Protocol, "127.0.0.1", 0, {.ssl_handshake_timeout = 1}));
    co_await refused_await(loop.create_server(Protocol, "127.0.0.1", 0, {.ssl_shutdown_timeout = 1}));
    co_await refused_await(loop.create_datagram_endpoint(DatagramProtocol, asyncio::DatagramOptions{}));
    co_await refused_await(loop.create_datagram_endpoint(DatagramProtocol, {.local_addr = {"127.0.0.1", 0}, .remote_addr = {"::1", 9}}));
}

Coroutine<> servers() {
    auto& loop = asyncio::get_running_loop();
    auto Protocol = [] { return new asyncio::Protocol; };
    auto server = co_await loop.create_server(Protocol, "127.0.0.1", 0, {.start_serving = false});
    print("{} {} {}", repr(server.is_serving()), server.sockets().size(), repr(&server.get_loop() == &loop));
    co_await server.start_serving();
    co_await server.start_serving();
    print("{}", repr(server.is_serving()));
    auto t = asyncio::create_task(server.serve_forever());
    co_await asyncio::sleep(0);
    try {
        co_await server.serve_forever();
    } catch (const RuntimeError& e) {
        print("RuntimeError {}", repr(str(e).find("is already being awaited on serve_forever()") != std::string::npos));
    }
    t.cancel();
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("cancelled {} {}", repr(server.is_serving()), server.sockets().empty() ? "()" : "?");
    }
    server.close();
    co_await server.wait_closed();
    co_await refused_await(server.serve_forever());
    server = co_await loop.create_server(Protocol, "127.0.0.1", 0);
    co_await asyncio::async_with(server, [&]() -> Coroutine<> {
        print("{}", repr(server.is_serving()));
        co_return;
    });
    print("{} {}", repr(server.is_serving()), server.sockets().empty() ? "()" : "?");
}

Coroutine<> signals() {
    auto& loop = asyncio::get_running_loop();
    refused([&] { loop.add_signal_handler(SIGKILL, shows); });
    refused([&] { loop.add_signal_handler(1000, shows); });
    refused([&] { loop.add_signal_handler(0, shows); });
    refused([&] { loop.add_signal_handler(SIGUSR1, signals); });
    refused([&] { loop.remove_signal_handler(1000); });
    print("{}", repr(loop.remove_signal_handler(SIGUSR1)));
    co_return;
}

Coroutine<> main() {
    co_await callbacks();
    co_await handlers();
    co_await descriptors();
    co_await connections();
    co_await servers();
    co_await signals();
    co_await executors();
}

void program() {
    auto loop = asyncio::new_event_loop();
    loop->call_soon(hello_world, loop);
    loop->run_forever();
    loop->close();
    loop = asyncio::new_event_loop();
    double end_time = loop->time() + 5.0;
    loop->call_soon(display_date, end_time, loop);
    loop->run_forever();
    loop->close();
    refused([&] { loop->run_forever(); });
    refused([&] { loop->call_at(1, shows); });
    loop = asyncio::new_event_loop();
    loop->close();
    asyncio::run(main());
}

}  // namespace extra_docs_04
