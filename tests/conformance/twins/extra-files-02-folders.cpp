#include "../python.hpp"

// Folders are made, listed, renamed and removed; what the system refuses is a job that ends in its exception.
namespace extra_files_02 {

namespace aiofiles = asyncio::files;

Coroutine<> attempt(Coroutine<> awaitable) {
    try {
        co_await awaitable;
    } catch (const OSError& e) {
        print("{} {}", type_name(e), e.what());
    }
}

Coroutine<> main() {
    TemporaryDirectory d;
    std::string deep = d / "a/b";
    co_await aiofiles::os::makedirs(deep);
    co_await attempt(aiofiles::os::mkdir("/"));
    co_await asyncio::async_with(aiofiles::open(deep + "/f", "wb"), [](aiofiles::File& f) -> Coroutine<> { co_await f.write("12345"); });
    print("size {}", (co_await aiofiles::os::stat(deep + "/f")).st_size);
    co_await aiofiles::os::rename(deep + "/f", deep + "/g");
    print("{}", (co_await aiofiles::os::listdir(deep)).at(0));
    co_await attempt(aiofiles::os::rmdir("/nowhere"));
    co_await aiofiles::os::remove(deep + "/g");
    co_await attempt(aiofiles::os::rename("/nowhere", "/there"));
    co_await aiofiles::os::rmdir(deep);
    bool there = co_await aiofiles::os::path::exists(deep);
    print("there: {} {}", repr(there), repr(co_await aiofiles::os::path::isdir(d.path())));
}

void program() { asyncio::run(main()); }

}  // namespace extra_files_02
