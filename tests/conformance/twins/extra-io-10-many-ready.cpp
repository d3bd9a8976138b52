#include "../python.hpp"

// Several descriptors in one poll: by order of registration, read before write; then timers.
namespace extra_io_10 {

using asyncio::Loop;
using asyncio::Socket;

Coroutine<> receiver(Loop& loop, int name, Socket sock) {
    print("{} got {}", name, repr_bytes(co_await loop.sock_recv(sock, 100)));
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    std::vector<std::pair<Socket, Socket>> pairs;
    for (int i = 0; i < 4; ++i) pairs.push_back(asyncio::socketpair());
    std::vector<Task<>> tasks;
    for (int i : {2, 0, 3, 1}) tasks.push_back(asyncio::create_task(receiver(loop, i, pairs[i].first)));
    co_await asyncio::sleep(0.01);
    auto show = [](const char* text) { print("{}", text); };
    loop.call_later(0, asyncio::named("print", show), "timer");
    loop.call_soon(asyncio::named("print", show), "soon");
    for (auto& [a, b] : pairs) b.send("together");
    co_await asyncio::gather(tasks);
    tasks.clear();
    for (int i : {1, 0}) tasks.push_back(asyncio::create_task(receiver(loop, i, pairs[i].first)));
    auto [a, b] = pairs[0];
    co_await asyncio::sleep(0.01);
    loop.add_writer(a, [&loop, a = a] {
        print("writable");
        loop.remove_writer(a);
    });
    b.send("x");
    pairs[1].second.send("y");
    co_await asyncio::gather(tasks);
    for (auto& [first, second] : pairs) {
        first.close();
        second.close();
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_10
