#include <fcntl.h>
#include <unistd.h>
#include <fstream>
#include "../python.hpp"

// sock_sendfile and transport sendfile: whole files, parts, positions afterwards, misuse.
namespace extra_io_23 {
std::string data() {
    std::string s;
    for (int i = 0; i < 40; ++i)
        for (int c = 0; c < 256; ++c) s += static_cast<char>(c);
    return s;
}
const std::string DATA = data();
Coroutine<std::string> receive(asyncio::Socket sock) {
    auto& loop = asyncio::get_running_loop();
    std::string got;
    while (true) {
        auto d = co_await loop.sock_recv(sock, 5000);
        if (d.empty()) co_return got;
        got += d;
    }
}
Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    TemporaryDirectory d;
    auto path = d / "f";
    std::ofstream(path, std::ios::binary) << DATA;
    using Count = std::optional<std::size_t>;
    for (auto [offset, count] : {std::pair(std::size_t{0}, Count()), std::pair(std::size_t{100}, Count()), std::pair(std::size_t{100}, Count(200)), std::pair(std::size_t{0}, Count(1)),
                                 std::pair(DATA.size(), Count()), std::pair(DATA.size() - 5, Count(100))}) {
        int f = open(path.c_str(), O_RDONLY);
        auto [a, b] = asyncio::socketpair();
        a.setblocking(false);
        b.setblocking(false);
        auto t = asyncio::create_task(receive(b));
        auto n = co_await loop.sock_sendfile(a, f, offset, count);
        a.close();
        auto got = co_await t;
        print("{} {} {} {} {} {}", offset, repr(count), n, got.size(), repr(got == DATA.substr(offset, count.value_or(std::string::npos))), lseek(f, 0, SEEK_CUR));
        b.close();
        close(f);
    }
    int f = open(path.c_str(), O_RDONLY);
    auto [a, b] = asyncio::socketpair();
    auto [reader, writer] = co_await asyncio::open_connection(a);
    b.setblocking(false);
    writer.write("head");
    auto t = asyncio::create_task(receive(b));
    asyncio::Counted<asyncio::Transport> transport(&writer.transport());
    auto n = co_await loop.sendfile(transport, f, 10, 20);
    writer.write("tail");
    writer.close();
    co_await writer.wait_closed();
    auto got = co_await t;
    print("{} {} {} {} {}", n, got.size(), repr_bytes(got.substr(0, 4)), repr_bytes(got.substr(got.size() - 4)), lseek(f, 0, SEEK_CUR));
    try {
        co_await loop.sendfile(transport, f);
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    b.close();
    close(f);
}
void program() { asyncio::run(main()); }
}  // namespace extra_io_23
