#include "lessons/lesson.hpp"
#include "runtime/asyncio.hpp"

namespace lessons::await_lesson {
using namespace asyncio;

const WhatIf delay{"delay", 1.0, 0.0, 3.0};
const WhatIf suspends{"suspends", true};
const WhatIf fails{"fails", false};

Coroutine<int> inner() {  //@inner
    print("inner: begins");  //@inner-begins
    if (suspends) co_await sleep(delay);  // here, and only here, the task gives way  //@sleep
    if (fails) throw ValueError("no luck");  //@fail
    print("inner: returns 20");  //@inner-returns
    co_return 20;  //@inner-return
}

Coroutine<int> middle() {  //@middle
    print("middle: awaits inner");  //@middle-begins
    int value = co_await inner();  //@await-inner
    print("middle: got {}, returns {}", value, value + 1);  //@middle-returns
    co_return value + 1;  //@middle-return
}

Coroutine<> bystander() {  //@bystander
    print("bystander: somebody gave way");  //@bystander-runs
    co_return;
}

Coroutine<> main() {  //@main
    auto task = create_task(bystander());  //@create
    print("main: awaits middle");  //@main-begins
    try {
        int value = co_await middle();  //@await-middle
        print("main: got {}", value);  //@main-got
    } catch (const ValueError& error) {
        print("main: caught {}", error.what());  //@main-caught
    }
    co_await task;  //@await-task
}

const WhatIf* const what_ifs[] = {&delay, &suspends, &fails};
extern const Lesson lesson{"await", [] { run(main()); }, what_ifs};
}  // namespace lessons::await_lesson
