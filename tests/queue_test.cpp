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
                               "a: shut down", "b: shut down", "nothing is left", "joined: False"});
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
    CHECK(program.out == Lines{"got 1", "size 0", "joined: False", "late: shut down"});
}

namespace {

/// What Python shows without the address of the object.
std::string without_address(const std::string& text) {
    const auto at = text.find("0x");
    return text.substr(0, at) + text.substr(text.find_first_not_of("0123456789abcdef", at + 2));
}

}  // namespace

TEST_CASE("repr shows what a queue holds, and who waits for it") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Queue<std::string> queue(1);
        print("{}", without_address(repr(queue)));
        auto get = create_task(queue.get());
        co_await sleep(0);
        print("{}", without_address(repr(queue)));
        co_await queue.put("a");
        co_await get;
        queue.put_nowait("b");
        auto put = create_task(queue.put("c"));
        co_await sleep(0);
        print("{}", without_address(repr(queue)));
        queue.shutdown(true);
        print("{}", without_address(repr(queue)));
        PriorityQueue<std::pair<int, std::string>> first;
        for (int i : {3, 1, 2}) first.put_nowait({i, "x"});
        print("{}", without_address(repr(first)));
        co_await wait({put});
        put.exception();
    });
    CHECK(program.out == Lines{"<Queue at  maxsize=1>", "<Queue at  maxsize=1 _getters[1]>", "<Queue at  maxsize=1 _queue=['b'] _putters[1] tasks=2>",
                               "<Queue at  maxsize=1 tasks=1 shutdown>",
                               "<PriorityQueue at  maxsize=0 _queue=[(1, 'x'), (3, 'x'), (2, 'x')] tasks=3>"});
}

TEST_CASE("repr shows the state of locks, and who waits for them") {
    const Ran program = ran_main([]() -> Coroutine<> {
        Lock lock;
        Event event;
        Condition condition;
        Barrier barrier(3);
        Semaphore semaphore(1);
        const auto show = [](const auto& one) { print("{}", without_address(repr(one))); };
        const auto show_all = [&] { show(lock), show(event), show(condition), show(barrier), show(semaphore); };
        show_all();
        show(BoundedSemaphore(2));
        co_await gather(lock.acquire(), semaphore.acquire(), condition.acquire());
        std::vector<AnyTask> waiting{create_task(lock.acquire()), create_task(event.wait()), create_task(condition.wait()),
                                     create_task(barrier.wait()), create_task(semaphore.acquire())};
        co_await sleep(0);
        show_all();
        event.set();
        show(event);
        co_await barrier.abort();
        show(barrier);
    });
    CHECK(program.out == Lines{
        "<asyncio.locks.Lock object at  [unlocked]>", "<asyncio.locks.Event object at  [unset]>",
        "<asyncio.locks.Condition object at  [unlocked]>", "<asyncio.locks.Barrier object at  [filling, waiters:0/3]>",
        "<asyncio.locks.Semaphore object at  [unlocked, value:1]>", "<asyncio.locks.BoundedSemaphore object at  [unlocked, value:2]>",
        "<asyncio.locks.Lock object at  [locked, waiters:1]>", "<asyncio.locks.Event object at  [unset, waiters:1]>",
        "<asyncio.locks.Condition object at  [unlocked, waiters:1]>", "<asyncio.locks.Barrier object at  [filling, waiters:1/3]>",
        "<asyncio.locks.Semaphore object at  [locked, waiters:1]>", "<asyncio.locks.Event object at  [set, waiters:1]>",
        "<asyncio.locks.Barrier object at  [broken]>"});
}
