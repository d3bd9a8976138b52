#include "../python.hpp"

// A poll never waits for more than a day: a longer sleep takes the poll's longest timeout.
namespace extra_sleep_02 {

Coroutine<> patient(std::string name, double days) {
    co_await asyncio::sleep(days * 24 * 3600);
    print("{} wakes after {} days", name, repr(asyncio::get_running_loop().time() / 24 / 3600));
}

Coroutine<> main() {
    co_await asyncio::gather(patient("B", 2), patient("A", 1.5));
    print("{}", co_await asyncio::sleep(3600, "an hour more"));
}

void program() { asyncio::run(main()); }

}  // namespace extra_sleep_02
