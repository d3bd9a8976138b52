#include "../python.hpp"

// Asynchronous generators as streams: merged, in batches, the first few, closed early, failing, cancelled.
namespace extra_coroutine_08 {

using asyncio::AsyncGenerator;
template <class G, class Body>
Coroutine<> aclosing(G g, Body body) {
    std::exception_ptr error;
    try {
        co_await body(g);
    } catch (...) {
        error = std::current_exception();
    }
    co_await g.aclose();
    if (error) std::rethrow_exception(error);
}

AsyncGenerator<std::string> ticker(std::string name, double d, int n, int fails_at = -1) {
    struct Finally {
        std::string name;
        ~Finally() { print("{} closed {}", name, asyncio::current_task().get_name()); }
    } finally{name};
    for (int i = 0; i < n; ++i) {
        co_await asyncio::sleep(d);
        if (i == fails_at) throw ValueError(fmt::format("{} at {}", name, i));
        co_yield fmt::format("{}{}", name, i);
    }
}

using Strings = std::vector<std::string>;
AsyncGenerator<std::string> merge(std::vector<AsyncGenerator<std::string>> gens) {
    using Item = std::pair<std::optional<std::string>, std::exception_ptr>;
    asyncio::Queue<Item> queue;
    auto pump = asyncio::named("pump", [&](AsyncGenerator<std::string>& g) -> Coroutine<> {
        while (auto x = co_await g.next()) co_await queue.put({x, nullptr});
    });
    std::vector<Task<>> tasks;
    int i = 0;
    for (auto& g : gens) tasks.push_back(asyncio::create_task(pump(g), fmt::format("pump-{}", i++)));
    auto over = asyncio::named("over", [&](Task<> t) {
        if (!t.cancelled() && t.exception())
            queue.put_nowait({{}, t.exception()});
        else if (std::all_of(tasks.begin(), tasks.end(), [](auto& t) { return t.done(); }))
            queue.put_nowait({});
    });
    for (auto& t : tasks) t.add_done_callback(over);
    std::exception_ptr error;
    try {
        while (true) {
            auto [x, e] = co_await queue.get();
            if (e) std::rethrow_exception(e);
            if (!x) break;
            co_yield *x;
        }
    } catch (...) {
        error = std::current_exception();
    }
    for (auto& t : tasks) t.cancel();
    co_await asyncio::gather(tasks, asyncio::return_exceptions);
    print("merge closed");
    if (error) std::rethrow_exception(error);
}

AsyncGenerator<Strings> batches(AsyncGenerator<std::string> g, std::size_t size, double wait) {
    Strings batch;
    auto pending = asyncio::ensure_future(asyncio::anext(g));
    struct Finally {
        Task<std::string>& p;
        ~Finally() {
            p.cancel();
            print("batches over");
        }
    } finally{pending};
    while (true) {
        auto [done, _] = co_await asyncio::wait({pending}, wait);
        if (!done.empty()) {
            try {
                batch.push_back(pending.result());
            } catch (const asyncio::StopAsyncIteration&) {
                break;
            }
            pending = asyncio::ensure_future(asyncio::anext(g));
        }
        if (!batch.empty() && (batch.size() == size || done.empty())) {
            co_yield batch;
            batch.clear();
        }
    }
    if (!batch.empty()) co_yield batch;
}

AsyncGenerator<std::string> take(int n, AsyncGenerator<std::string> g) {
    int i = 0;
    while (auto x = co_await g.next()) {
        co_yield *x;
        if (++i == n) break;
    }
    co_await g.aclose();
}

Coroutine<> show_all(AsyncGenerator<std::string>& m) {
    while (auto x = co_await m.next()) print(*x);
}

template <class... G>
std::vector<AsyncGenerator<std::string>> list(G... g) {
    std::vector<AsyncGenerator<std::string>> v;
    (v.push_back(std::move(g)), ...);
    return v;
}

Coroutine<> main() {
    co_await aclosing(merge(list(ticker("a", 0.01, 3), ticker("b", 0.015, 2))), show_all);
    try {
        co_await aclosing(merge(list(ticker("c", 0.01, 5), ticker("d", 0.012, 3, 1))), show_all);
    } catch (const ValueError& e) {
        print("{}", repr(e));
    }
    {
        auto bs = batches(ticker("e", 0.01, 5), 2, 0.05);
        while (auto b = co_await bs.next()) print(*b);
    }
    {
        auto bs = batches(ticker("f", 0.02, 3), 5, 0.03);
        while (auto b = co_await bs.next()) print(*b);
    }
    co_await aclosing(take(2, ticker("g", 0.01, 10)), show_all);
    auto g = ticker("h", 0.02, 3);
    try {
        co_await asyncio::wait_for(asyncio::anext(g), 0.01);
    } catch (const TimeoutError&) {
        print("late");
    }
    try {
        print(co_await asyncio::anext(g));
    } catch (const asyncio::StopAsyncIteration&) {
        print("generator is over");
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_coroutine_08
