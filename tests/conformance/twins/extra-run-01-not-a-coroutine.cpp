#include "../python.hpp"

// run() takes a coroutine, and no loop may be running.
namespace extra_run_01 {

Coroutine<std::string> work() { co_return "worked"; }

Coroutine<> main() {
    try {
        asyncio::run(work());
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
    asyncio::Runner runner;
    try {
        runner.run(work());
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
    co_return;
}

template <class Thing>
void refused(Thing thing) {
    try {
        asyncio::run(thing);
    } catch (const ValueError& e) {
        print("ValueError: {}", std::string(e.what()).substr(0, std::string(e.what()).find(',')));
    }
}

void program() {
    refused(42);
    refused(work);
    asyncio::run(main());
    print("{}", asyncio::run(work()));
}

}  // namespace extra_run_01
