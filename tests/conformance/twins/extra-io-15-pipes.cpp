#include "../python.hpp"

// Streams over a pipe: what is written in pieces comes in lines, and the end when the writer closes.
namespace extra_io_15 {

Coroutine<> read(asyncio::StreamReader reader) {
    for (std::string line; !(line = co_await reader.readline()).empty();) print("line: {}", repr_bytes(line));
    print("end");
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto [r, w] = asyncio::make_pipe();
    asyncio::StreamReader reader(asyncio::default_limit);
    co_await loop.connect_read_pipe([&] { return new asyncio::StreamReaderProtocol(loop, reader); }, r.detach());
    auto [transport, protocol] = co_await loop.connect_write_pipe([] { return new asyncio::FlowControlMixin; }, w.detach());
    asyncio::StreamWriter writer(loop, transport, protocol, {});
    auto task = asyncio::create_task(read(reader));
    co_await asyncio::sleep(0);
    writer.write("one\ntwo\nth");
    co_await writer.drain();
    co_await asyncio::sleep(0.01);
    writer.write("ree\nrest");
    writer.close();
    co_await task;
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_15
