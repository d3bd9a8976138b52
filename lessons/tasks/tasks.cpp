#include "lessons/lesson.hpp"
#include "runtime/asyncio.hpp"

namespace lessons::tasks_lesson {
using namespace asyncio;

const WhatIf delay_a{"delay_a", 1.0, 0.0, 4.0};
const WhatIf delay_b{"delay_b", 3.0, 0.0, 4.0};
const WhatIf cancel_at{"cancel_at", 2.0, 0.0, 4.0};
const WhatIf cancel_b{"cancel_b", true};

Coroutine<std::string> work(std::string name, double delay) {  //@work
    print("{} starts", name);  //@starts
    try {
        co_await sleep(delay);  //@sleep
    } catch (const CancelledError&) {
        print("{} cleans up", name);  //@clean-up
        throw;  //@reraise
    }
    print("{} is ready", name);  //@ready
    co_return "result of " + name;  //@return
}

Coroutine<> main() {  //@main
    auto a = create_task(work("A", delay_a));  //@create-a
    auto b = create_task(work("B", delay_b));  //@create-b
    print("two tasks, none has started");  //@created
    co_await sleep(cancel_at);  //@main-sleeps
    print("A is {}, B is {}", a.done() ? "done" : "pending", b.done() ? "done" : "pending");  //@states
    if (cancel_b) b.cancel();  // only asks: B hears of it in its next step  //@cancel
    for (int i = 1; i <= 2; ++i) print("{}. {}", i, co_await a);  // as often as you like  //@await-a
    try {
        print("{}", co_await b);  //@await-b
    } catch (const CancelledError&) {
        print("B was cancelled");  //@cancelled
    }
}

const WhatIf* const what_ifs[] = {
    &delay_a, &delay_b, &cancel_at, &cancel_b};
extern const Lesson lesson{"tasks", [] { run(main()); }, what_ifs};
}  // namespace lessons::tasks_lesson
