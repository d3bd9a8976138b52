#include "lessons/lesson.hpp"
#include "runtime/asyncio.hpp"

namespace lessons::blocking_lesson {
using namespace asyncio;

const WhatIf pages{"pages", 3, 1, 6, 1};
const WhatIf delay{"delay", 1.0, 0.0, 3.0};
const WhatIf block_in_async{"block_in_async", false};

void fetch_blocking(int page) {  //@fetch-blocking
    print("page {}: request sent", page);  //@blocking-sent
    time::sleep(delay);  // the only thread waits, and nobody else can use it  //@blocking-wait
    print("page {}: response", page);  //@blocking-response
}

void blocking() {  //@blocking
    double start = time::monotonic();
    for (int page = 1; page <= pages; ++page) fetch_blocking(page);  //@one-by-one
    print("blocking: {:.1f} s", time::monotonic() - start);  //@blocking-total
}

Coroutine<> fetch(int page) {  //@fetch
    print("page {}: request sent", page);  //@sent
    if (block_in_async) time::sleep(delay);  // the classic mistake  //@mistake
    else co_await sleep(delay);  // this task waits; the thread serves the others  //@wait
    print("page {}: response", page);  //@response
}

Coroutine<> main() {  //@main
    blocking();  // an ordinary call: all of it is one step of main  //@call-blocking
    double start = time::monotonic();
    std::vector<Coroutine<>> fetches;
    for (int page = 1; page <= pages; ++page) fetches.push_back(fetch(page));
    co_await gather(std::move(fetches));  //@gather
    print("async: {:.1f} s", time::monotonic() - start);  //@total
}

const WhatIf* const what_ifs[] = {&pages, &delay, &block_in_async};
extern const Lesson lesson{"blocking", [] { run(main()); }, what_ifs};
}  // namespace lessons::blocking_lesson
