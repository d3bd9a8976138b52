#include "session_lessons.hpp"

#include "runtime/asyncio.hpp"

namespace session_lessons {
using namespace asyncio;

namespace {
struct Leaving {
    ~Leaving() { ++unwound; }
};
}  // namespace

namespace sleepers {

const lessons::WhatIf delay{"delay", 2.0, 0.0, 5.0};
const lessons::WhatIf loud{"loud", false};
const lessons::WhatIf* const what_ifs[] = {&delay, &loud};

Coroutine<> nap(std::string name, double seconds) {
    const Leaving leaving;
    print("{} sleeps", name);
    co_await sleep(seconds);
    print("{} wakes up{}", name, loud ? "!" : "");
}

Coroutine<> main() {
    const Leaving leaving;
    co_await gather(nap("A", delay), nap("B", 1));
}

void program() { run(main()); }

}  // namespace sleepers

namespace threads {

int work(int seconds) {
    time::sleep(seconds);
    print("the job of {} s is done", seconds);
    return seconds;
}

int long_work() { return work(2); }
int short_work() { return work(1); }

Coroutine<> main() {
    auto [a, b] = co_await gather(to_thread(long_work), to_thread(short_work));
    print("{}", a + b);
}

void program() { run(main()); }

}  // namespace threads

namespace fails {

Coroutine<> main() {
    co_await sleep(1);
    throw ValueError("no such page");
}

void program() { run(main()); }

}  // namespace fails

namespace forever {

Coroutine<> main() {
    while (true) co_await sleep(0);
}

void program() { run(main()); }

}  // namespace forever

namespace spin {

Coroutine<> main() {
    while (spins) {}
    co_await sleep(0);
}

void program() { run(main()); }

}  // namespace spin

namespace hoard {

Coroutine<> main() {
    while (spins) get_running_loop().create_future<int>();
    co_await sleep(0);
}

void program() { run(main()); }

}  // namespace hoard

const lessons::Lesson two_sleepers{"two_sleepers", sleepers::program, sleepers::what_ifs};
const lessons::Lesson workers{"workers", threads::program, {}};
const lessons::Lesson failing{"failing", fails::program, {}};
const lessons::Lesson endless{"endless", forever::program, {}};
const lessons::Lesson spinning{"spinning", spin::program, {}};
const lessons::Lesson hoarding{"hoarding", hoard::program, {}};

}  // namespace session_lessons
