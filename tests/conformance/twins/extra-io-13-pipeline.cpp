#include "../python.hpp"

// A producer over a stream, a queue, two workers: I/O, queue and tasks in one program.
namespace extra_io_13 {

using asyncio::StreamReader;
using asyncio::StreamWriter;
using Results = std::vector<std::tuple<std::string, int>>;

Coroutine<> worker(std::string name, asyncio::Queue<int>& queue, Results& results) {
    while (int item = co_await queue.get()) {
        co_await asyncio::sleep(0.005 * item);
        results.emplace_back(name, item);
    }
    print("{} ends", name);
}

Coroutine<> collect(asyncio::Queue<int>& queue, StreamReader reader, StreamWriter writer) {
    for (std::string line; !(line = co_await reader.readline()).empty();) {
        queue.put_nowait(std::stoi(line));
        writer.write("ok\n");
    }
    writer.close();
}

Coroutine<> main() {
    asyncio::Queue<int> queue;
    Results results;

    TemporaryDirectory d;
    auto path = d / "s";
    auto server = co_await asyncio::start_unix_server([&](auto reader, auto writer) { return collect(queue, reader, writer); }, path);
    std::vector<Task<>> workers;
    for (auto n : {"A", "B"}) workers.push_back(asyncio::create_task(worker(n, queue, results)));
    auto [reader, writer] = co_await asyncio::open_unix_connection(path);
    for (int i : {3, 1, 2, 0, 0}) {
        writer.write(std::to_string(i) + "\n");
        print("answer {}", repr_bytes(co_await reader.readline()));
        co_await asyncio::sleep(0.004);
    }
    writer.close();
    co_await writer.wait_closed();
    co_await asyncio::gather(workers);
    server.close();
    print("{}", repr(results));
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_13
