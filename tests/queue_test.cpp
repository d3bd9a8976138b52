#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;
using Lines = std::vector<std::string>;

namespace {

Coroutine<> getter(Queue<int> queue, std::string name) {
    try {
        for (;;) print("{} got {}", name, co_await queue.get());
    } catch (const QueueShutDown&) {
        print("{}: shut down", name);
    }
}

Coroutine<> putter(Queue<int> queue, int item) {
    try {
        co_await queue.put(item);
        print("{} is in", item);
    } catch (const QueueShutDown&) {
        print("{} is refused", item);
    }
}

}  // namespace

TEST_CASE("a queue that is shut down gives what is in it and takes nothing more; all who wait are woken") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Queue<int> queue(2);
        auto putters = gather(putter(queue, 1), putter(queue, 2), putter(queue, 3));
        co_await sleep(0);
        queue.shutdown();
        co_await putters;
        try {
            queue.put_nowait(4);
        } catch (const QueueShutDown&) {
            print("4 is refused");
        }
        print("size {}", queue.qsize());
        co_await gather(getter(queue, "a"), getter(queue, "b"));
        try {
            queue.get_nowait();
        } catch (const QueueShutDown&) {
            print("nothing is left");
        }
        auto join = create_task(queue.join());
        queue.task_done();
        co_await sleep(0);
        print("joined: {}", join.done());
        queue.task_done();
        co_await join;
    });
    CHECK(program.raised == "");
    CHECK(program.out == Lines{"1 is in", "2 is in", "3 is refused", "4 is refused", "size 2", "a got 1", "a got 2",
                               "a: shut down", "b: shut down", "nothing is left", "joined: false"});
}

TEST_CASE("getters that wait are told of the shutdown, in the order of their coming") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Queue<int> queue;
        auto getters = gather(getter(queue, "a"), getter(queue, "b"));
        co_await sleep(0);
        queue.shutdown();
        co_await getters;
    });
    CHECK(program.out == Lines{"a: shut down", "b: shut down"});
}

TEST_CASE("an immediate shutdown throws away what is in the queue, and ends join()") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Queue<int> queue;
        for (int i : {1, 2, 3}) queue.put_nowait(i);
        auto join = create_task(queue.join());
        co_await sleep(0);
        print("got {}", queue.get_nowait());
        queue.shutdown(true);
        print("size {}", queue.qsize());
        co_await sleep(0);
        print("joined: {}", join.done());
        queue.task_done();
        co_await join;
        co_await getter(queue, "late");
    });
    CHECK(program.raised == "");
    CHECK(program.out == Lines{"got 1", "size 0", "joined: false", "late: shut down"});
}
