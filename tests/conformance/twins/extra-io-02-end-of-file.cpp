#include "../python.hpp"

// What reads give at the end of file: what there is, IncompleteReadError, or nothing.
namespace extra_io_02 {

using asyncio::StreamReader;
using Pieces = std::vector<std::string>;

Coroutine<> after(double seconds, asyncio::Socket sock, Pieces pieces) {
    for (const auto& piece : pieces) {
        co_await asyncio::sleep(seconds);
        sock.send(piece);
    }
    sock.close();
}

template <class Read>
Coroutine<> reading(Read read, Pieces pieces) {
    auto [a, b] = asyncio::socketpair();
    auto [reader, writer] = co_await asyncio::open_connection(a);
    auto feeder = asyncio::create_task(after(0.01, b, pieces));
    try {
        auto bytes = co_await read(reader);
        print("{} {}", repr_bytes(bytes), repr(reader.at_eof()));
    } catch (const asyncio::IncompleteReadError& e) {
        print("{} {} {} {}", type_name(e), e.what(), repr_bytes(e.partial), repr(e.expected));
    }
    auto rest = co_await reader.read();
    print("then {} {}", repr_bytes(rest), repr(reader.at_eof()));
    co_await feeder;
    writer.close();
    co_await writer.wait_closed();
}

Coroutine<> main() {
    co_await reading([](StreamReader r) { return r.readline(); }, {"no newline"});
    co_await reading([](StreamReader r) { return r.readexactly(8); }, {"short"});
    co_await reading([](StreamReader r) { return r.readexactly(2); }, {"longer"});
    co_await reading([](StreamReader r) { return r.readuntil("--"); }, {"one-", "-two--"});
    co_await reading([](StreamReader r) { return r.readuntil("--"); }, {"one-", "two"});
    co_await reading([](StreamReader r) { return r.read(3); }, {"abc", "def"});
    co_await reading([](StreamReader r) { return r.read(); }, {"abc", "def"});
    co_await reading([](StreamReader r) { return r.read(0); }, {"abc"});
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_02
