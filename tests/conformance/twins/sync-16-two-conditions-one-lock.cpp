#include <deque>

#include "../python.hpp"

// A bounded buffer in the classic way: two conditions share one lock.
namespace sync_16 {

Coroutine<> main() {
    asyncio::Lock lock;
    asyncio::Condition not_full(lock), not_empty(lock);
    std::deque<int> buf;

    auto producer = [&]() -> Coroutine<> {
        for (int i = 0; i < 4; ++i) {
            co_await asyncio::async_with(not_full, [&]() -> Coroutine<> {
                co_await not_full.wait_for([&] { return buf.size() < 2; });
                buf.push_back(i);
                print("put {}", i);
                not_empty.notify();
            });
        }
    };

    auto consumer = [&]() -> Coroutine<> {
        for (int n = 0; n < 4; ++n) {
            co_await asyncio::async_with(not_empty, [&]() -> Coroutine<> {
                co_await not_empty.wait_for([&] { return !buf.empty(); });
                print("got {}", buf.front());
                buf.pop_front();
                not_full.notify();
            });
            co_await asyncio::sleep(0.01);
        }
    };

    co_await asyncio::gather(producer().as("producer"), consumer().as("consumer"));
}

void program() { asyncio::run(main()); }

}  // namespace sync_16
