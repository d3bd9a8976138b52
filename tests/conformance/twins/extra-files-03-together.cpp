#include "../python.hpp"

// Tasks read files side by side, one is cancelled at its first job; temporary files, one of them in memory at first.
namespace extra_files_03 {

namespace aiofiles = asyncio::files;

Coroutine<> copy(std::string name, std::string path) {
    std::string text;
    co_await asyncio::async_with(aiofiles::open(path), [&](aiofiles::File& f) -> Coroutine<> { text = co_await f.read(); });
    co_await asyncio::async_with(aiofiles::tempfile::TemporaryFile("w+"), [&](aiofiles::File& f) -> Coroutine<> {
        co_await f.write(text);
        co_await f.seek(0);
        print("{} copied {}", name, (co_await f.read()).size());
    });
}

Coroutine<> spooled() {
    co_await asyncio::async_with(aiofiles::tempfile::SpooledTemporaryFile(4), [](aiofiles::SpooledFile& f) -> Coroutine<> {
        co_await f.write("1234");
        print("in memory");
        co_await f.write("5");
        co_await f.seek(0);
        print("on the disk: {}", (co_await f.read()).size());
    });
}

Coroutine<> main() {
    TemporaryDirectory d;
    std::string path = d / "f";
    co_await asyncio::async_with(aiofiles::open(path, "w"), [](aiofiles::File& f) -> Coroutine<> {
        co_await f.writelines({"some\n", "lines\n"});
    });
    std::vector<Task<>> tasks;
    for (const char* name : {"a", "b", "c"}) tasks.push_back(asyncio::create_task(copy(name, path)));
    co_await asyncio::sleep(0);
    tasks[1].cancel();
    auto results = co_await asyncio::gather(asyncio::return_exceptions, tasks[0], tasks[1], tasks[2], spooled());
    const auto show = [](const auto&... result) { (print("{}", result.exception() ? type_name(result.exception()) : "NoneType"), ...); };
    std::apply(show, results);
}

void program() { asyncio::run(main()); }

}  // namespace extra_files_03
