#include <asyncio/asyncio.hpp>

using namespace asyncio;

Coroutine<std::string> greet(std::string name, double delay) {
    co_await asyncio::sleep(delay);
    print("{} is ready", name);
    co_return "Hello, " + name;
}

Coroutine<> amain() {
    auto [first, second] = co_await gather(greet("Ada", 0.02), greet("Grace", 0.01));
    print("{} and {}", first, second);
}

int main() { asyncio::run(amain()); }
