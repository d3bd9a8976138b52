#include "lessons/lesson.hpp"
#include "runtime/asyncio.hpp"

namespace lessons::as_completed_lesson {
using namespace asyncio;

const WhatIf delay_a{"delay_a", 3.0, 0.0, 5.0};
const WhatIf delay_b{"delay_b", 1.0, 0.0, 5.0};
const WhatIf delay_c{"delay_c", 2.0, 0.0, 5.0};
const WhatIf b_raises{"b_raises", false};
const WhatIf first_only{"first_only", false};

Coroutine<std::string> fetch(std::string name, double delay) {  //@fetch
    print("{}: request sent", name);  //@sent
    co_await sleep(delay);  //@sleep
    if (name == "B" && b_raises) throw ValueError("B failed");  //@raise
    co_return "page " + name;  //@return
}

Coroutine<> main() {  //@main
    std::vector<Coroutine<std::string>> fetches;
    fetches.push_back(fetch("A", delay_a));  //@fetch-a
    fetches.push_back(fetch("B", delay_b));  //@fetch-b
    fetches.push_back(fetch("C", delay_c));  //@fetch-c
    for (auto& next : as_completed(std::move(fetches))) {  //@for
        try {
            auto page = co_await next;  // whichever is done first  //@await-next
            print("{} is here", page);  //@here
            if (first_only) break;  // the others go on  //@break
        } catch (const ValueError& error) {
            print("one failed: {}", error.what());  //@failed
        }
    }
    print("main ends");  //@end
}

const WhatIf* const what_ifs[] = {
    &delay_a, &delay_b, &delay_c, &b_raises, &first_only};
extern const Lesson lesson{"as_completed", [] { run(main()); }, what_ifs};
}  // namespace lessons::as_completed_lesson
