#include "../python.hpp"

// Twice the limit unread: the transport stops reading, and goes on when half of it is taken.
namespace extra_io_09 {

Coroutine<> main() {
    auto [a, b] = asyncio::socketpair();
    auto [reader, writer] = co_await asyncio::open_connection(a, {.limit = 10});
    auto& transport = writer.transport();
    b.send(std::string(15, 'x'));
    co_await asyncio::sleep(0.01);
    print("reading: {}", repr(transport.is_reading()));
    b.send(std::string(15, 'y'));
    co_await asyncio::sleep(0.01);
    print("reading: {}", repr(transport.is_reading()));
    b.send(std::string(15, 'z'));
    co_await asyncio::sleep(0.01);
    for (int n : {12, 12}) {
        auto bytes = co_await reader.read(n);
        print("{} {}", repr_bytes(bytes), repr(transport.is_reading()));
    }
    auto bytes = co_await reader.readexactly(21);
    print("{} {}", repr_bytes(bytes), repr(transport.is_reading()));
    b.send(std::string(100, '1'));
    co_await asyncio::sleep(0.01);
    print("reading: {}", repr(transport.is_reading()));
    auto size = (co_await reader.readexactly(100)).size();
    print("{} {}", size, repr(transport.is_reading()));
    transport.pause_reading();
    b.send("late");
    try {
        co_await asyncio::wait_for(reader.read(4), 0.01);
    } catch (const TimeoutError&) {
        print("nothing while paused");
    }
    transport.resume_reading();
    print("{}", repr_bytes(co_await reader.read(4)));
    try {
        asyncio::get_running_loop().add_reader(a, [] {});
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", std::string(e.what()).substr(0, 15));
    }
    writer.close();
    co_await writer.wait_closed();
    b.close();
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_09
