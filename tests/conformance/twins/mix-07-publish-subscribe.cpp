#include "../python.hpp"

// A condition as a notice board: each subscriber reads at its own pace.
namespace mix_07 {

using Board = std::vector<std::string>;

Coroutine<> publisher(asyncio::Condition cond, Board& board) {
    for (int i = 0; i < 3; ++i) {
        co_await asyncio::sleep(0.02);
        co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
            board.push_back(fmt::format("news {}", i));
            cond.notify_all();
            co_return;
        });
    }
}

Coroutine<> subscriber(std::string name, asyncio::Condition cond, Board& board, double pause) {
    std::size_t seen = 0;
    while (seen < 3) {
        Board fresh;
        co_await asyncio::async_with(cond, [&]() -> Coroutine<> {
            co_await cond.wait_for([&] { return board.size() > seen; });
            fresh = Board(board.begin() + seen, board.end());
            seen = board.size();
        });
        print("{} {}", name, repr(fresh));
        co_await asyncio::sleep(pause);
    }
}

Coroutine<> main() {
    asyncio::Condition cond;
    Board board;
    co_await asyncio::async_with(asyncio::TaskGroup(), [&](asyncio::TaskGroup& tg) -> Coroutine<> {
        tg.create_task(subscriber("eager", cond, board, 0));
        tg.create_task(subscriber("lazy", cond, board, 0.05));
        tg.create_task(publisher(cond, board));
        co_return;
    });
}

void program() { asyncio::run(main()); }

}  // namespace mix_07
