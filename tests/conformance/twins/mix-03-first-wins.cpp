#include "../python.hpp"

// Ask three mirrors, take the first good answer, cancel the rest.
namespace mix_03 {

using Tasks = std::vector<Task<std::string>>;

Coroutine<std::string> mirror(std::string name, double d, bool broken = false) {
    try {
        co_await asyncio::sleep(d);
        if (broken) throw OSError(name);
        co_return name;
    } catch (const asyncio::CancelledError&) {
        print("{} told to stop", name);
        throw;
    }
}

Coroutine<std::string> first_good(Tasks tasks) {
    Tasks pending = tasks;
    while (!pending.empty()) {
        auto waited = co_await asyncio::wait(pending, {.return_when = asyncio::FIRST_COMPLETED});
        pending = waited.pending;
        for (auto& t : waited.done) {
            if (!t.exception()) {
                for (auto& p : pending) p.cancel();
                if (!pending.empty()) co_await asyncio::wait(pending);
                co_return t.result();
            }
            print("failed: {}", repr(t.exception()));
        }
    }
    co_return "None";
}

Coroutine<> main() {
    Tasks tasks = {asyncio::create_task(mirror("m1", 0.05)), asyncio::create_task(mirror("m2", 0.01, true)),
                   asyncio::create_task(mirror("m3", 0.03))};
    print("winner {}", co_await first_good(tasks));
}

void program() { asyncio::run(main()); }

}  // namespace mix_03
