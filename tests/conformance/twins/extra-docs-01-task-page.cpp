#include "../python.hpp"

// The examples of the documentation's page "Coroutines and Tasks", one after the other.
namespace extra_docs_01 {

Coroutine<> say_after(double delay, std::string what) {
    co_await asyncio::sleep(delay);
    print("{}", what);
}

std::string now() { return fmt::format("{:.3f}", asyncio::get_running_loop().time()); }

Coroutine<> awaited() {
    print("started at {}", now());
    co_await say_after(1, "hello");
    co_await say_after(2, "world");
    print("finished at {}", now());
}

Coroutine<> tasks() {
    auto task1 = asyncio::create_task(say_after(1, "hello"));
    auto task2 = asyncio::create_task(say_after(2, "world"));
    print("started at {}", now());
    co_await task1;
    co_await task2;
    print("finished at {}", now());
}

Coroutine<> group() {
    Task<> task1, task2;
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        task1 = tg.create_task(say_after(1, "hello"));
        task2 = tg.create_task(say_after(2, "world"));
        print("started at {}", now());
        co_return;
    });
    print("finished at {} {} {}", now(), repr(task1.done()), repr(task2.done()));
}

Coroutine<int> nested() { co_return 42; }

Coroutine<> only_called() {
    static_cast<void>(nested());
    print("{}", co_await nested());
    auto task = asyncio::create_task(nested());
    co_await task;
}

Future<std::string> function_that_returns_a_future_object() {
    auto& loop = asyncio::get_running_loop();
    auto future = loop.create_future<std::string>();
    loop.call_later(0.5, asyncio::named("set_result", [future] { future.set_result("set"); }));
    return future;
}

Coroutine<> futures() {
    print("{}", co_await function_that_returns_a_future_object());
    auto [set, number] = co_await asyncio::gather(function_that_returns_a_future_object(), nested());
    print("[{}, {}]", repr(set), number);
}

std::set<Task<>> background_tasks;

Coroutine<> some_coro(int param) { co_await asyncio::sleep(param * 0.1); }

Coroutine<> background() {
    for (int i = 0; i < 4; ++i) {
        auto task = asyncio::create_task(some_coro(i));
        background_tasks.insert(task);
        task.add_done_callback(asyncio::named("discard", [](Task<> t) { background_tasks.erase(t); }));
    }
    co_await asyncio::sleep(0.15);
    print("{}", background_tasks.size());
    co_await asyncio::sleep(1);
    print("{}", background_tasks.size());
}

Coroutine<> display_date() {
    auto& loop = asyncio::get_running_loop();
    double end_time = loop.time() + 5.0;
    while (true) {
        print("{}", now());
        if (loop.time() + 1.0 >= end_time) break;
        co_await asyncio::sleep(1);
    }
}

Coroutine<int> factorial(std::string name, int number) {
    int f = 1;
    for (int i = 2; i < number + 1; ++i) {
        print("Task {}: Compute factorial({}), currently i={}...", name, number, i);
        co_await asyncio::sleep(1);
        f *= i;
    }
    print("Task {}: factorial({}) = {}", name, number, f);
    co_return f;
}

Coroutine<> factorials() {
    auto [a, b, c] = co_await asyncio::gather(factorial("A", 2), factorial("B", 3), factorial("C", 4));
    print("{}", repr(std::vector{a, b, c}));
}

Coroutine<std::string> something() {
    co_await asyncio::sleep(1);
    co_return "something";
}

Coroutine<> shielded() {
    auto task = asyncio::create_task(something());
    std::optional<std::string> res;
    try {
        res = co_await asyncio::shield(task);
    } catch (const asyncio::CancelledError&) {
        res = {};
    }
    print("{}", res ? *res : "None");
    print("{}", co_await task);
}

Coroutine<> cancels_the_shielded() {
    auto task = asyncio::create_task(shielded());
    co_await asyncio::sleep(0.5);
    task.cancel();
    co_await task;
}

Coroutine<> long_running_task() { co_await asyncio::sleep(3600); }

Coroutine<> timeouts() {
    try {
        co_await asyncio::async_with(asyncio::timeout(10), []() -> Coroutine<> { co_await long_running_task(); });
    } catch (const TimeoutError&) {
        print("The long operation timed out, but we've handled it.");
    }
    print("This statement will run regardless.");
    auto cm = asyncio::timeout(asyncio::None());
    try {
        co_await asyncio::async_with(cm, [&]() -> Coroutine<> {
            print("{} {}", repr(cm.when()), repr(cm.expired()));
            auto new_deadline = asyncio::get_running_loop().time() + 10;
            cm.reschedule(new_deadline);
            co_await long_running_task();
        });
    } catch (const TimeoutError&) {
    }
    if (cm.expired()) print("Looks like we haven't finished on time.");
    auto& loop = asyncio::get_running_loop();
    auto deadline = loop.time() + 20;
    try {
        co_await asyncio::async_with(asyncio::timeout_at(deadline), []() -> Coroutine<> { co_await long_running_task(); });
    } catch (const TimeoutError&) {
        print("The long operation timed out, but we've handled it.");
    }
    print("This statement will run regardless.");
}

Coroutine<> eternity() {
    co_await asyncio::sleep(3600);
    print("yay!");
}

Coroutine<> waited_for() {
    try {
        co_await asyncio::wait_for(eternity(), 1.0);
    } catch (const TimeoutError&) {
        print("timeout!");
    }
}

Coroutine<int> foo() { co_return 42; }
Coroutine<std::string> foo_later() {
    co_await asyncio::sleep(0.2);
    co_return "later";
}

Coroutine<> waits() {
    auto task = asyncio::create_task(foo());
    auto [done, pending] = co_await asyncio::wait({task});
    if (contains(done, task)) print("the task is in done {} {}", done.size(), pending.size());
    std::vector<asyncio::AnyTask> aws{asyncio::create_task(something()), asyncio::create_task(factorial("D", 3))};
    auto [done2, pending2] = co_await asyncio::wait(aws, {.timeout = 1.5, .return_when = asyncio::FIRST_EXCEPTION});
    print("{} {}", done2.size(), pending2.size());
    std::vector<Coroutine<std::string>> coros;
    coros.push_back(something());
    coros.push_back(foo_later());
    for (auto coro : asyncio::as_completed(coros, 0.7)) {
        try {
            auto earliest_result = co_await coro;
            print("{}", earliest_result);
        } catch (const TimeoutError& e) {
            print("{}", repr(e));
        }
    }
    co_await asyncio::wait(aws);
}

void blocking_io() {
    print("start blocking_io at None");
    asyncio::time::sleep(1);
    print("blocking_io complete");
}

Coroutine<> in_thread() {
    print("started main at {}", now());
    co_await asyncio::gather(asyncio::to_thread(blocking_io), asyncio::sleep(1));
    print("finished main at {}", now());
}

Coroutine<> cancel_me() {
    print("cancel_me(): before sleep");
    try {
        co_await asyncio::sleep(3600);
    } catch (const asyncio::CancelledError&) {
        print("cancel_me(): cancel sleep");
        print("cancel_me(): after sleep");
        throw;
    }
}

Coroutine<> cancels() {
    auto task = asyncio::create_task(cancel_me());
    co_await asyncio::sleep(1);
    task.cancel();
    try {
        co_await task;
    } catch (const asyncio::CancelledError&) {
        print("main(): cancel_me is cancelled now");
    }
}

Coroutine<> something_slow() { co_await asyncio::sleep(2); }
Coroutine<> unrelated_code() {
    co_await asyncio::sleep(0.5);
    print("unrelated code");
}
Coroutine<> make_request_with_timeout() {
    try {
        co_await asyncio::async_with(asyncio::timeout(1), []() -> Coroutine<> {
            co_await something_slow();
            print("request made");
        });
    } catch (const TimeoutError&) {
        print("timeout");
    }
    co_await unrelated_code();
}

Coroutine<> structured() {
    co_await asyncio::async_with(asyncio::TaskGroup(), [](asyncio::TaskGroup& tg) -> Coroutine<> {
        tg.create_task(make_request_with_timeout());
        tg.create_task(say_after(0.1, "other"));
        co_return;
    });
}

Coroutine<> main() {
    co_await awaited();
    co_await tasks();
    co_await group();
    co_await only_called();
    co_await futures();
    co_await background();
    co_await display_date();
    co_await factorials();
    co_await shielded();
    co_await cancels_the_shielded();
    co_await timeouts();
    co_await waited_for();
    co_await waits();
    co_await in_thread();
    co_await cancels();
    co_await structured();
}

void program() { asyncio::run(main()); }

}  // namespace extra_docs_01
