#include "lessons/lesson.hpp"
#include "runtime/asyncio.hpp"

namespace lessons::gather_lesson {
using namespace asyncio;

const WhatIf delay_a{"delay_a", 2.0, 0.0, 5.0};
const WhatIf delay_b{"delay_b", 1.0, 0.0, 5.0};
const WhatIf b_raises{"b_raises", false};
const WhatIf return_exceptions{"return_exceptions", false};

Coroutine<int> fetch(std::string name, double delay) {  //@fetch
    print("{}: request sent", name);  //@sent
    co_await sleep(delay);  //@sleep
    if (name == "B" && b_raises) throw ValueError("B failed");  //@raise
    print("{}: response", name);  //@response
    co_return static_cast<int>(delay * 100);  // the size of the page  //@return
}

Coroutine<> main() {  //@main
    try {
        if (return_exceptions) {
            auto [a, b] = co_await gather(  //@gather-all
                asyncio::return_exceptions,
                fetch("A", delay_a), fetch("B", delay_b));
            print("A gave {}, B gave {}", repr(a), repr(b));  //@results
        } else {
            auto [a, b] = co_await gather(  //@gather
                fetch("A", delay_a), fetch("B", delay_b));
            print("{} + {}: total {}", a, b, a + b);  //@total
        }
        co_return;
    } catch (const ValueError& error) {
        print("gather raised: {}", error.what());  //@raised
    }
    co_await sleep(2);  // A goes on meanwhile: nobody has cancelled it  //@meanwhile
    print("main ends");  //@end
}

const WhatIf* const what_ifs[] = {
    &delay_a, &delay_b, &b_raises, &return_exceptions};
extern const Lesson lesson{"gather", [] { run(main()); }, what_ifs};
}  // namespace lessons::gather_lesson
