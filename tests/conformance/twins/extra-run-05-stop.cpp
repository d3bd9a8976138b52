#include "../python.hpp"

// stop() ends the loop after the present iteration; what was queued meanwhile waits for the next run.
namespace extra_run_05 {

void say(const char* word) { print("{}", word); }

void stop_and_more(asyncio::Loop& loop) {
    loop.stop();
    loop.call_soon(say, "queued after stop(): next run");
    print("stopped, but the iteration goes on");
}

Coroutine<std::string> sleeper() {
    co_await asyncio::sleep(0.01);
    co_return "slept";
}

void program() {
    auto loop = asyncio::new_event_loop();
    loop->call_soon(stop_and_more, std::ref(*loop));
    loop->call_soon(say, "same iteration");
    loop->run_forever();
    print("first run has returned; running: {}", repr(loop->is_running()));
    loop->stop();
    loop->run_forever();
    print("a loop that is stopped before it runs takes one turn");
    auto task = loop->create_task(sleeper());
    loop->call_later(0.005, &asyncio::Loop::stop, loop.get());
    try {
        loop->run_until_complete(task);
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
    print(loop->run_until_complete(task));
    loop->close();
    try {
        loop->call_soon(say, "never");
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
}

}  // namespace extra_run_05
