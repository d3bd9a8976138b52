#include "../python.hpp"

// A file is written, and read line by line: each call on it is a job in the pool.
namespace extra_files_01 {

namespace aiofiles = asyncio::files;

Coroutine<> main() {
    TemporaryDirectory d;
    std::string path = d / "f";
    co_await asyncio::async_with(aiofiles::open(path, "w"), [](aiofiles::File& f) -> Coroutine<> {
        print("{} written", co_await f.write("one\ntwo\n"));
        co_await f.flush();
    });
    auto f = co_await aiofiles::open(path);
    auto all = f.lines();
    for (auto line = co_await all.begin(); line != all.end(); co_await ++line) print("line {}", line->substr(0, 3));
    co_await f.seek(0);
    auto lines = co_await f.readlines();
    print("{} lines, now at {}", lines.size(), co_await f.tell());
    co_await f.close();
    try {
        co_await f.read();
    } catch (const ValueError& e) {
        print("ValueError: {}", e.what());
    }
}

void program() { asyncio::run(main()); }

}  // namespace extra_files_01
