#include "lessons/lesson.hpp"
#include "runtime/asyncio.hpp"

namespace lessons::sleep_lesson {
using namespace asyncio;

const WhatIf turns{"turns", 2, 0, 5, 1};
const WhatIf delay_a{"delay_a", 1.0, 0.0, 3.0};
const WhatIf delay_b{"delay_b", 1.0, 0.0, 3.0};
const WhatIf one_after_other{"one_after_other", false};

Coroutine<> count(std::string name) {  //@count
    for (int turn = 1; turn <= turns; ++turn) {
        print("{} {}", name, turn);  //@turn
        co_await sleep(0);  // to the back of the ready queue; no timer  //@give-way
    }
}

Coroutine<> nap(std::string name, double delay) {  //@nap
    co_await sleep(delay);  // a timer wakes it  //@sleep
    print("{} wakes", name);  //@wakes
}

Coroutine<> main() {  //@main
    auto left = create_task(count("left"));  //@create-left
    auto right = create_task(count("right"));  //@create-right
    co_await left;  //@await-left
    co_await right;  //@await-right
    double start = time::monotonic();
    if (one_after_other) {
        co_await nap("A", delay_a);  //@nap-a
        co_await nap("B", delay_b);  //@nap-b
    } else {
        auto a = create_task(nap("A", delay_a));  //@create-a
        auto b = create_task(nap("B", delay_b));  //@create-b
        co_await a;  //@await-a
        co_await b;  //@await-b
    }
    print("both naps: {:.1f} s", time::monotonic() - start);  //@total
}

const WhatIf* const what_ifs[] = {
    &turns, &delay_a, &delay_b, &one_after_other};
extern const Lesson lesson{"sleep", [] { run(main()); }, what_ifs};
}  // namespace lessons::sleep_lesson
