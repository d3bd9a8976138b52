#include "lessons/lesson.hpp"
#include "runtime/asyncio.hpp"

namespace lessons::to_thread_lesson {
using namespace asyncio;

const WhatIf files{"files", 2, 1, 8, 1};
const WhatIf delay{"delay", 2.0, 0.0, 4.0};
const WhatIf in_thread{"in_thread", true};

std::string read(int file) {  // an ordinary function that blocks its thread  //@read
    print("file {}: reading", file);  //@reading
    time::sleep(delay);  //@block
    print("file {}: has been read", file);  //@has-been-read
    return "content";  //@return
}

Coroutine<> heartbeat() {  //@heartbeat
    for (int beat = 1; beat <= 4; ++beat) {
        print("heartbeat {}", beat);  //@beat
        co_await sleep(0.5);  //@sleep
    }
}

Coroutine<> main() {  //@main
    auto heart = create_task(heartbeat());  //@create
    if (in_thread) {
        std::vector<Coroutine<std::string>> reads;
        for (int file = 1; file <= files; ++file) reads.push_back(to_thread(read, file));  //@to-thread
        co_await gather(std::move(reads));  // the loop stays free  //@gather
    } else {
        for (int file = 1; file <= files; ++file) read(file);  // the loop stands still  //@read-here
    }
    print("all files have been read");  //@all
    co_await heart;  //@await-heart
}

const WhatIf* const what_ifs[] = {&files, &delay, &in_thread};
extern const Lesson lesson{"to_thread", [] { run(main()); }, what_ifs};
}  // namespace lessons::to_thread_lesson
