#include "../python.hpp"

// as_completed hands out results in completion order.
namespace ascompleted_01 {

Coroutine<std::string> work(std::string n, double d) {
    co_await asyncio::sleep(d);
    co_return n;
}

Coroutine<> main() {
    std::vector<Task<std::string>> aws;
    for (auto [n, d] : {std::pair("slow", 0.06), {"fast", 0.02}, {"mid", 0.04}}) aws.push_back(asyncio::create_task(work(n, d)));
    for (auto& next_one : asyncio::as_completed(aws)) print("got {}", co_await next_one);
}

void program() { asyncio::run(main()); }

}  // namespace ascompleted_01
