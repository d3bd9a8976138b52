#include "../python.hpp"

// Tickets as tasks, out of order, of two readers; what is left when the time is up or the reader goes.
namespace extra_ascompleted_04 {

Coroutine<std::string> work(std::string name, double d, bool fail = false) {
    try {
        co_await asyncio::sleep(d);
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        throw;
    }
    if (fail) throw RuntimeError(name);
    co_return name;
}

Coroutine<> timeout_and_leftovers() {
    std::vector<Task<std::string>> tasks{asyncio::create_task(work("slow", 0.05)), asyncio::create_task(work("mid", 0.02)),
                                         asyncio::create_task(work("quick", 0.01))};
    int n = 0;
    for (auto& c : asyncio::as_completed(tasks, 0.03)) {
        try {
            print("got {}", co_await c);
        } catch (const asyncio::TimeoutError& e) {
            n += 1;
            print("timed out {} {} {}", n, repr(e), repr_each(tasks, [](auto& t) { return t.done(); }));
        }
    }
    print("{}", co_await tasks[0]);
}

template <class... C>
std::vector<Coroutine<std::string>> list(C... c) {
    std::vector<Coroutine<std::string>> v;
    (v.push_back(std::move(c)), ...);
    return v;
}

Coroutine<> all_at_the_deadline() {
    for (auto& c : asyncio::as_completed(list(work("x", 0.01), work("y", 0.01), work("z", 0.02)), 0.01)) {
        try {
            print("{}", co_await c);
        } catch (const TimeoutError&) {
            print("late");
        }
    }
}

Coroutine<> consumer() {
    for (auto& c : asyncio::as_completed(work("c1", 0.01), work("c2", 0.03), work("c3", 0.04)))
        print("consumer {}", co_await c);
}

Coroutine<> consumer_cancelled() {
    auto t = asyncio::create_task(consumer());
    co_await asyncio::sleep(0.02);
    t.cancel();
    try {
        co_await t;
    } catch (const asyncio::CancelledError&) {
        print("consumer cancelled {}", asyncio::all_tasks().size());
    }
    co_await asyncio::sleep(0.03);
    print("{}", asyncio::all_tasks().size());
}

std::vector<Coroutine<std::string>> tickets(asyncio::AsCompleted<Coroutine<std::string>> completed) {
    std::vector<Coroutine<std::string>> it;
    for (auto& c : completed) it.push_back(std::move(c));
    return it;
}

Coroutine<> out_of_order_awaits() {
    auto it = tickets(asyncio::as_completed(work("i", 0.02), work("j", 0.01, true), work("k", 0.03)));
    print("{}", it.size());
    auto [a, b, c] = co_await asyncio::gather(std::move(it[2]), std::move(it[0]), std::move(it[1]), asyncio::return_exceptions);
    std::vector<std::string> shown;
    for (auto& x : {a, b, c}) shown.push_back(x.has_value() ? x.value() : repr(x.exception()));
    print("{}", repr(shown));
}

Coroutine<> two_readers() {
    auto reader = [](std::string name, std::vector<Coroutine<std::string>> cs) -> Coroutine<> {
        for (auto& c : cs) print("{} {}", name, co_await c);
    };
    std::vector<Coroutine<std::string>> works;
    for (int i : {4, 3, 2, 1}) works.push_back(work(std::to_string(i), 0.01 * i));
    auto cs = tickets(asyncio::as_completed(std::move(works)));
    co_await asyncio::gather(reader("A", list(std::move(cs[0]), std::move(cs[1]))).as("reader"),
                             reader("B", list(std::move(cs[2]), std::move(cs[3]))).as("reader"));
}

Coroutine<> early_break_then_error() {
    {
        for (auto& c : asyncio::as_completed(work("bad", 0.01, true), work("good", 0.001))) {
            print("{}", co_await c);
            break;
        }
    }
    co_await asyncio::sleep(0.02);
    print("after");
}

Coroutine<> main() {
    asyncio::get_running_loop().set_exception_handler([](asyncio::Loop&, const asyncio::ErrorContext& context) {
        print("handler: {} {}", context.message, repr(context.exception));
    });
    co_await timeout_and_leftovers();
    co_await all_at_the_deadline();
    co_await consumer_cancelled();
    co_await out_of_order_awaits();
    co_await two_readers();
    co_await early_break_then_error();
    auto c = work("", 0);
    try {
        for (auto& x : asyncio::as_completed(c)) static_cast<void>(x);
    } catch (const TypeError& e) {
        print("{}", repr(e));
    }
}
void program() { asyncio::run(main()); }

}  // namespace extra_ascompleted_04
