#include "../python.hpp"

// write_eof: the peer sees the end, and can still answer.
namespace extra_io_05 {

Coroutine<> answer(asyncio::Socket sock) {
    auto [reader, writer] = co_await asyncio::open_connection(sock);
    auto question = co_await reader.read();
    print("question: {}", repr_bytes(question));
    writer.write(std::string(question.rbegin(), question.rend()));
    co_await writer.drain();
    writer.close();
    co_await writer.wait_closed();
    print("answered");
}

Coroutine<> main() {
    auto [a, b] = asyncio::socketpair();
    auto answering = asyncio::create_task(answer(b));
    auto [reader, writer] = co_await asyncio::open_connection(a);
    writer.write("abc");
    co_await asyncio::sleep(0.01);
    writer.write("def");
    print("can write eof: {}", repr(writer.can_write_eof()));
    writer.write_eof();
    try {
        writer.write("more");
    } catch (const RuntimeError& e) {
        print("RuntimeError: {}", e.what());
    }
    print("answer: {}", repr_bytes(co_await reader.read()));
    co_await answering;
    print("closing: {}", repr(writer.is_closing()));
    writer.close();
    print("closing: {}", repr(writer.is_closing()));
    co_await writer.wait_closed();
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_05
