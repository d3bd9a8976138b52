#include "../python.hpp"

// A task that awaits itself gets a RuntimeError at the await.
namespace task_09 {

using Box = std::vector<Task<std::string>>;

Coroutine<std::string> narcissus(Box& box) {
    try {
        co_await box[0];
    } catch (const RuntimeError& e) {
        const std::string text = e.what();
        print("RuntimeError: {}", text.substr(0, text.find(':')));
    }
    co_return "survived";
}

Coroutine<> main() {
    Box box;
    box.push_back(asyncio::create_task(narcissus(box)));
    print("{}", co_await box[0]);
}

void program() { asyncio::run(main()); }

}  // namespace task_09
