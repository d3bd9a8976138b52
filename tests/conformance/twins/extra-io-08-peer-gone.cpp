#include "../python.hpp"

// The peer goes away: reads see the end or a reset, writes a broken pipe; drain and wait_closed tell.
namespace extra_io_08 {

using asyncio::Socket;
using asyncio::StreamReader;
using asyncio::StreamWriter;

Coroutine<std::tuple<StreamReader, StreamWriter, Socket>> pair() {
    auto [a, b] = asyncio::socketpair();
    auto [reader, writer] = co_await asyncio::open_connection(a);
    co_return std::tuple(reader, writer, b);
}

template <class T>
Coroutine<> attempt(std::string name, Coroutine<T> awaitable) {
    try {
        if constexpr (std::is_void_v<T>) {
            co_await awaitable;
            print("{} gives None", name);
        } else {
            print("{} gives {}", name, repr_bytes(co_await awaitable));
        }
    } catch (const Exception&) {
        print("{} raises {}", name, repr(std::current_exception()));
    }
}

Coroutine<> main() {
    auto [reader, writer, b] = co_await pair();
    b.close();
    co_await asyncio::sleep(0.01);
    writer.write("into the void");
    co_await attempt("drain", writer.drain());
    co_await attempt("wait_closed", writer.wait_closed());
    co_await attempt("read", reader.read());

    std::tie(reader, writer, b) = co_await pair();
    writer.write("never read");
    co_await asyncio::sleep(0.01);
    b.close();
    co_await attempt("read", reader.read());
    print("exception: {}", repr(reader.exception()));
    co_await attempt("drain", writer.drain());
    writer.write("ignored");
    co_await attempt("wait_closed", writer.wait_closed());

    std::tie(reader, writer, b) = co_await pair();
    writer.close();
    writer.close();
    writer.write("after close");
    co_await attempt("drain", writer.drain());
    co_await attempt("wait_closed", writer.wait_closed());
    auto first = b.recv(10), second = b.recv(10);
    print("closed: {} {}", repr_bytes(first), repr_bytes(second));
    b.close();

    std::tie(reader, writer, b) = co_await pair();
    auto waiting = asyncio::create_task(attempt("waiting read", reader.readline()));
    co_await asyncio::sleep(0.01);
    writer.transport().abort();
    co_await waiting;
    co_await attempt("wait_closed", writer.wait_closed());
    b.close();
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_08
