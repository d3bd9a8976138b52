#include "../python.hpp"

// Done callbacks run in the order of registration, from the ready queue; removing takes all equal ones.
namespace extra_task_04 {

void one(Task<int> t) { print("one: {} {}", t.get_name(), t.result()); }

void two(Task<int> t) { print("two: {} {}", t.get_name(), t.result()); }

void other(Task<int>) {}

Coroutine<int> work() {
    print("work ends");
    co_return 7;
}

Coroutine<> main() {
    auto t = asyncio::create_task(work());
    for (auto callback : {one, two, one, two, one}) t.add_done_callback(callback);
    int ones = t.remove_done_callback(one);
    print("removed: {} {}", ones, t.remove_done_callback(other));
    co_await t;
    print("main goes on");
    t.add_done_callback(one);
    print("added to a done task: not yet called");
    co_await asyncio::sleep(0);
    print("removed: {}", t.remove_done_callback(two));
}

void program() { asyncio::run(main()); }

}  // namespace extra_task_04
