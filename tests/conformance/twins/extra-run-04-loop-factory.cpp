#include "../python.hpp"

// A Runner asks its factory for the loop, once, at its first use.
namespace extra_run_04 {

auto factory() {
    print("the factory makes a loop");
    auto loop = asyncio::new_event_loop();
    loop->set_debug(true);
    return loop;
}

Coroutine<bool> main() { co_return asyncio::get_running_loop().get_debug(); }

void program() {
    asyncio::Runner runner({.loop_factory = factory});
    print("nothing is made yet");
    auto& loop = runner.get_loop();
    print("debug: {}", repr(runner.run(main())));
    print("same loop: {}", repr(&runner.get_loop() == &loop));
    runner.close();
    runner.close();
    print("closed: {}", repr(loop.is_closed()));
}

}  // namespace extra_run_04
