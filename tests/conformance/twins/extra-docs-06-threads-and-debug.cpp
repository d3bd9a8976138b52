#include "../python.hpp"

// The page "Developing with asyncio", "Scheduling From Other Threads", concurrent.futures: errors and return values.
namespace extra_docs_06 {

Coroutine<int> coro() {
    co_await asyncio::sleep(1);
    co_return 3;
}

Coroutine<> threadsafe() {
    auto& loop = asyncio::get_running_loop();
    auto in_thread = asyncio::named("in_thread", [&]() -> std::string {
        print("{}", asyncio::run_coroutine_threadsafe(asyncio::sleep(1, 3), loop).result(2));
        auto future = asyncio::run_coroutine_threadsafe(coro(), loop);
        asyncio::time::sleep(0.5);
        print("The coroutine took too long, cancelling the task... {} {}", repr(future.done()), repr(future.running()));
        bool a = future.cancel(), b = future.cancelled(), c = future.cancel();
        print("{} {} {}", repr(a), repr(b), repr(c));
        try {
            future.result();
        } catch (const asyncio::concurrent::CancelledError& e) {
            print("{}", type_name(e));
        }
        auto fails = asyncio::named("fails", []() -> Coroutine<int> {
            throw asyncio::LookupError("x");
            co_return 1;
        });
        future = asyncio::run_coroutine_threadsafe(fails(), loop);
        future.add_done_callback([](auto f) { print("done {} {}", repr(f.done()), repr(f.cancelled())); });
        refused([&] { future.result(); });
        print("{}", repr(future.exception()));
        print("{}", repr(future.cancel()));
        future.add_done_callback([](auto) { print("at once"); });
        return "end";
    });
    print("{}", co_await asyncio::to_thread(in_thread));
}

void nap(double seconds) { asyncio::time::sleep(seconds); }

Coroutine<> pools() {
    auto& loop = asyncio::get_running_loop();
    auto pow = asyncio::named("pow", [](int x, int n) { return static_cast<int>(std::pow(x, n)); });
    {
        asyncio::ThreadPoolExecutor pool(1);
        auto a = pool.submit(nap, 0.2);
        auto b = pool.submit(pow, 2, 5);
        bool bc = b.cancel();
        print("{} {} {}", repr(bc), repr(b.cancelled()), repr(a.running() ? a.cancel() : false));
        co_await asyncio::wrap_future(a);
        try {
            co_await asyncio::wrap_future(b);
        } catch (const asyncio::CancelledError&) {
            print("cancelled");
        }
        auto c = pool.submit(pow, 2, 5);
        auto w = asyncio::wrap_future(c);
        int got = co_await w;
        print("{} {} {} {} {}", got, c.result(), repr(asyncio::isfuture(w)), repr(asyncio::isfuture(c)), "True");
    }
    loop.set_default_executor(std::make_shared<asyncio::ThreadPoolExecutor>(2));
    double started = loop.time();
    std::vector<Future<>> all;
    for (int i = 0; i < 4; ++i) all.push_back(loop.run_in_executor(asyncio::None(), nap, 0.1));
    co_await asyncio::gather(all);
    print("{:.1f}", loop.time() - started);
}

Coroutine<> debugging() {
    auto& loop = asyncio::get_running_loop();
    loop.set_debug(true);
    print("{}", repr(loop.get_debug()));
    refused([&] { loop.call_soon(coro); });
    refused([&] { loop.call_later(1, coro); });
    refused([&] { loop.call_at(1, coro); });
    auto print_it = asyncio::named("print", [](auto... x) { (print("{}", x), ...); });
    auto wrong_thread = asyncio::named("wrong_thread", [&] {
        refused([&] { loop.call_soon(print_it); });
        refused([&] { loop.call_later(1, print_it); });
        refused([&] { loop.call_at(1, print_it); });
        loop.call_soon_threadsafe(print_it, "right");
    });
    co_await asyncio::to_thread(wrong_thread);
    loop.slow_callback_duration = 0.3;
    asyncio::time::sleep(0.2);
    co_await asyncio::sleep(0);
    asyncio::time::sleep(0.4);
    co_await asyncio::sleep(0);
    loop.set_debug(false);
    asyncio::time::sleep(0.4);
    co_await asyncio::sleep(0);
}

Coroutine<> main() {
    co_await threadsafe();
    co_await pools();
    co_await debugging();
}

void program() { asyncio::run(main()); }

}  // namespace extra_docs_06
