#include "lessons/lesson.hpp"
#include "runtime/asyncio.hpp"

namespace lessons::coroutine_lesson {
using namespace asyncio;

const WhatIf pause{"pause", 1.0, 0.0, 3.0};
const WhatIf await_b{"await_b", false};
const WhatIf await_twice{"await_twice", true};

Coroutine<int> greet(std::string name) {  //@greet
    print("hello {}", name);  //@hello
    co_await sleep(pause);  //@pause
    print("goodbye {}", name);  //@goodbye
    co_return 42;  //@return
}

Coroutine<> main() {  //@main
    auto hello = greet("A");  // makes an object; nothing of greet runs  //@call
    print("greet was called");  //@called
    int answer = co_await hello;  // now it runs  //@await
    print("greet returned {}", answer);  //@returned
    if (await_b) co_await greet("B");  //@await-b
    else (void)greet("B");  // the await is missing: never runs  //@forget
    if (await_twice) {
        try {
            co_await hello;  // it has ended; there is nothing left to run  //@again
        } catch (const RuntimeError& error) {
            print("RuntimeError: {}", error.what());  //@caught
        }
    }
    print("main ends");  //@end
}

const WhatIf* const what_ifs[] = {&pause, &await_b, &await_twice};
extern const Lesson lesson{"coroutine", [] { run(main()); }, what_ifs};
}  // namespace lessons::coroutine_lesson
