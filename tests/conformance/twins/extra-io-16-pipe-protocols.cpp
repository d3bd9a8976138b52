#include "../python.hpp"

// Protocols of a pipe's two ends: a full pipe, a reader that holds back, the end; then a writer whose reader goes away.
namespace extra_io_16 {

using asyncio::Counted;
using asyncio::Future;
using asyncio::Transport;

struct Told : asyncio::Protocol {
    Told(std::string name, Future<> done) : name(std::move(name)), done(std::move(done)) {}
    std::string name;
    Future<> done;
    std::size_t count = 0;

    void connection_made(Transport&) override { print("{} made", name); }
    void data_received(std::string_view data) override { count += data.size(); }
    bool eof_received() override {
        print("{} eof after {}", name, count);
        return false;
    }
    void pause_writing() override { print("{} pauses", name); }
    void resume_writing() override { print("{} goes on", name); }
    void connection_lost(std::exception_ptr exc) override {
        print("{} lost: {}", name, asyncio::repr(exc));
        done.set_result();
    }
};

Coroutine<std::pair<Counted<Transport>, Counted<Transport>>> connect(Future<> done, Future<> other_done) {
    auto& loop = asyncio::get_running_loop();
    auto [r, w] = asyncio::make_pipe();
    auto [reading, reader] = co_await loop.connect_read_pipe([&] { return new Told("reader", done); }, r.detach());
    auto [writing, writer] = co_await loop.connect_write_pipe([&] { return new Told("writer", other_done); }, w.detach());
    co_return {reading, writing};
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto done = loop.create_future(), other_done = loop.create_future();
    auto [reading, writing] = co_await connect(done, other_done);
    reading->pause_reading();
    writing->write(std::string(200'000, 'x'));
    co_await asyncio::sleep(0.01);
    reading->resume_reading();
    writing->close();
    co_await done;

    done = loop.create_future(), other_done = loop.create_future();
    std::tie(reading, writing) = co_await connect(done, other_done);
    reading->close();
    co_await other_done;
    writing->write("nobody");
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_16
