#include "../python.hpp"

// run() and Runner: what is left over, in every way; loops in loops; several runs.
namespace extra_run_06 {

Coroutine<> left(std::string name, double d, std::string how = "raise") {
    std::exception_ptr error;
    try {
        co_await asyncio::sleep(d);
        print("{} ends", name);
    } catch (const asyncio::CancelledError&) {
        print("{} cancelled", name);
        if (how == "raise") throw;
        if (how == "error") throw ValueError(name);
        error = std::current_exception();
    }
    if (error) {
        if (how == "slow") {
            co_await asyncio::sleep(0.05);
            print("{} cleaned", name);
        }
        if (how == "spawn") {
            asyncio::create_task(left(name + " child", 0));
            co_await asyncio::sleep(0);
        }
        if (how == "again") asyncio::current_task().cancel();
    }
}

Coroutine<int> main(int n) {
    print("main {}", n);
    int i = 0;
    for (auto how : {"raise", "slow", "error", "spawn", "swallow", "again"})
        asyncio::create_task(left(fmt::format("t{}", i++), 1, how));
    co_await asyncio::sleep(0);
    if (n == 1) throw KeyError("main fails");
    co_return n;
}

Coroutine<> nested() {
    auto c = main(2);
    try {
        asyncio::run(c);
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    c.close();
    try {
        asyncio::get_running_loop().run_until_complete(asyncio::sleep(0));
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    try {
        asyncio::get_running_loop().close();
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    try {
        asyncio::get_running_loop().run_forever();
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    co_return;
}

std::string before_comma(std::string text) { return text.substr(0, text.find(',')); }

Task<> t;

Coroutine<std::string> start() {
    t = asyncio::create_task(left("kept", 0.02, "swallow"), {.name = "kept"});
    co_await asyncio::sleep(0.01);
    co_return "started";
}
Coroutine<> check(asyncio::Loop& loop) {
    print("{} {}", repr(t.done()), repr(&asyncio::get_running_loop() == &loop));
    co_await asyncio::sleep(0.02);
    print("{}", repr(t.done()));
}
Coroutine<> cancels() {
    asyncio::current_task().cancel("own");
    co_await asyncio::sleep(0);
}
Coroutine<> exits() {
    asyncio::create_task(left("at exit", 1));
    co_await asyncio::sleep(0);
    throw SystemExit(4);
}
Coroutine<bool> debug() { co_return asyncio::get_running_loop().get_debug(); }

void runs() {
    print("{}", asyncio::run(main(0)));
    try {
        asyncio::run(main(1));
    } catch (const KeyError& e) {
        print("{}", repr(e));
    }
    asyncio::run(nested());
    try {
        asyncio::get_running_loop();
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    try {
        asyncio::run(42);
    } catch (const ValueError& e) {
        print("{} {}", type_name(e), before_comma(str(e)));
    }
    try {
        asyncio::run(main);
    } catch (const ValueError& e) {
        print("{} {}", type_name(e), before_comma(str(e)));
    }
}

void runners() {
    asyncio::Runner runner;
    auto& loop = runner.get_loop();
    print("{}", runner.run(start()));
    runner.run(check(loop));
    try {
        runner.run(cancels());
    } catch (const asyncio::CancelledError& e) {
        print("{}", repr(e));
    }
    try {
        runner.run(exits());
    } catch (const SystemExit& e) {
        print("exit {}", e.code);
    }
    runner.close();
    runner.close();
    try {
        runner.get_loop();
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    try {
        runner.run(check(loop));
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
}

void program() {
    runs();
    runners();
    auto factory = [] {
        auto loop = asyncio::new_event_loop();
        print("made");
        return loop;
    };
    {
        asyncio::Runner runner({.debug = true, .loop_factory = factory});
        print("{}", repr(runner.run(debug())));
    }
    print("{} {}", repr(asyncio::run(debug(), {.debug = true})), repr(asyncio::run(debug(), {.debug = false})));
    t = {};
}

}  // namespace extra_run_06
