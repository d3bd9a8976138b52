#include "../python.hpp"

// Yielding something that is neither nothing nor a future: RuntimeError at the next step.
namespace extra_coroutine_01 {

template <class T>
class Nonsense {
public:
    explicit Nonsense(T thing) : thing_(thing) {}
    Coroutine<std::string> operator co_await() const {
        try {
            co_await asyncio::Yield(thing_);
        } catch (const RuntimeError& e) {
            co_return std::string("RuntimeError: ") + e.what();
        }
        co_return "None";
    }

private:
    T thing_;
};

Coroutine<> other() {
    print("other runs in between");
    co_return;
}

Coroutine<> main() {
    auto t = asyncio::create_task(other());
    print("{}", co_await Nonsense(42));
    print("{}", co_await Nonsense("text"));
    print("{}", co_await Nonsense(asyncio::None()));
    co_await t;
}

void program() { asyncio::run(main()); }

}  // namespace extra_coroutine_01
