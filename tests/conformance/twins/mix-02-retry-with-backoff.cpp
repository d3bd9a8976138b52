#include "../python.hpp"

// A flaky operation, each attempt under a timeout, with growing pauses between attempts.
namespace mix_02 {

struct ConnectionError : OSError { using OSError::OSError; };

Coroutine<std::string> flaky(int& attempts) {
    const int n = ++attempts;
    if (n == 1) co_await asyncio::sleep(1);  // too slow
    if (n == 2) throw ConnectionError("refused");
    co_await asyncio::sleep(0.01);
    co_return fmt::format("answer of attempt {}", n);
}

Coroutine<std::string> retry(int times, double pause) {
    int attempts = 0;
    for (int i = 0; i < times; ++i) {
        std::exception_ptr e;
        try {
            co_return co_await asyncio::async_with(asyncio::timeout(0.03), [&] { return flaky(attempts); });
        } catch (const TimeoutError&) {
            e = std::current_exception();
        } catch (const ConnectionError&) {
            e = std::current_exception();
        }
        print("attempt {} {}", i + 1, type_name(e));
        co_await asyncio::sleep(pause * (1 << i));
    }
    throw RuntimeError("all attempts failed");
}

Coroutine<> main() { print("{}", co_await retry(4, 0.01)); }

void program() { asyncio::run(main()); }

}  // namespace mix_02
