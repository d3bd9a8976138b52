#include "../python.hpp"

// An object with an operator co_await: a bare yield in it gives up the turn, exactly like sleep(0).
namespace coroutine_06 {

class Turns {
public:
    explicit Turns(int n) : n_(n) {}
    Coroutine<std::string> operator co_await() const {
        for (int i = 0; i < n_; ++i) co_await asyncio::Yield();
        co_return fmt::format("after {} turns", n_);
    }

private:
    int n_;
};

Coroutine<> ticker() {
    for (int i = 0; i < 4; ++i) {
        print("tick {}", i);
        co_await asyncio::sleep(0);
    }
}

Coroutine<> main() {
    auto task = asyncio::create_task(ticker());
    print("{}", co_await Turns(0));
    print("{}", co_await Turns(2));
    co_await task;
}

void program() { asyncio::run(main()); }

}  // namespace coroutine_06
