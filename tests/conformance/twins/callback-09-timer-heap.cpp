#include "../python.hpp"

// Many timers, some cancelled: the survivors fire in deadline order, equal deadlines in creation order.
namespace callback_09 {

void fire(int name, std::vector<int>& log) { log.push_back(name); }

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    std::vector<int> log;
    std::vector<asyncio::TimerHandle> handles;
    for (int i = 0; i < 30; ++i) handles.push_back(loop.call_later(0.01 + (i * 7 % 10) * 0.004, fire, i, std::ref(log)));
    for (int i = 0; i < 30; i += 4) handles[i].cancel();
    co_await asyncio::sleep(0.08);
    print(repr(log));
}

void program() { asyncio::run(main()); }

}  // namespace callback_09
