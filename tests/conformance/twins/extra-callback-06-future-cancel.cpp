#include "../python.hpp"

// A cancelled future is done at once and stays so; whoever awaits it gets CancelledError without being asked to cancel.
namespace extra_callback_06 {

Coroutine<std::string> waiter(Future<int> fut) {
    try {
        co_await fut;
    } catch (const asyncio::CancelledError& e) {
        print("waiter: {} requests: {}", repr(e), asyncio::current_task().cancelling());
        co_return "went on";
    }
    co_return "";
}

void on_done(Future<int> fut) { print("callback: cancelled {}", repr(fut.cancelled())); }

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto fut = loop.create_future<int>();
    fut.add_done_callback(on_done);
    auto t = asyncio::create_task(waiter(fut));
    co_await asyncio::sleep(0);
    bool asked = fut.cancel("changed my mind");
    print("cancel: {} {} {}", repr(asked), repr(fut.done()), repr(fut.cancelled()));
    print("again: {}", repr(fut.cancel()));
    for (std::function<void()> ask : {std::function<void()>([&] { fut.result(); }), {[&] { fut.exception(); }}, {[&] { fut.set_result(1); }}}) {
        try {
            ask();
        } catch (const asyncio::CancelledError& e) {
            print(type_name(e));
        } catch (const asyncio::InvalidStateError& e) {
            print(type_name(e));
        }
    }
    auto result = co_await t;
    print("{} {}", result, repr(t.cancelled()));
    auto done = loop.create_future<int>();
    done.set_result(5);
    print("cancel of a done one: {} {}", repr(done.cancel()), done.result());
}

void program() { asyncio::run(main()); }

}  // namespace extra_callback_06
