#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loopback.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace {

Coroutine<StreamReader> reader_of(int pipe, std::size_t limit = default_limit) {
    Loop& loop = get_running_loop();
    StreamReader reader(limit);
    co_await loop.connect_read_pipe([&] { return new StreamReaderProtocol(loop, reader); }, pipe);
    co_return reader;
}

Coroutine<StreamWriter> writer_to(int pipe) {
    Loop& loop = get_running_loop();
    auto [transport, protocol] = co_await loop.connect_write_pipe([] { return new FlowControlMixin; }, pipe);
    co_return StreamWriter(loop, transport, protocol, {});
}

/// Both ends of a pipe, as streams.
Coroutine<StreamPair> stream_pipe(std::size_t limit = default_limit) {
    auto [reading, writing] = make_pipe();
    StreamReader reader = co_await reader_of(reading.detach(), limit);
    co_return {reader, co_await writer_to(writing.detach())};
}

/// Tells everything it is told.
struct Listener : Protocol {
    std::vector<std::string> heard;
    void connection_made(Transport& t) override { heard.push_back("made " + t.repr().substr(0, t.repr().find(' '))); }
    void data_received(std::string_view data) override { heard.emplace_back(data); }
    bool eof_received() override { heard.push_back("eof"); return false; }
    void pause_writing() override { heard.push_back("pause"); }
    void resume_writing() override { heard.push_back("resume"); }
    void connection_lost(std::exception_ptr error) override { heard.push_back("lost " + type_name(error)); }
};

}  // namespace

TEST_CASE("streams over a pipe: lines, and the end when the writer closes") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        auto [reader, writer] = co_await stream_pipe();
        writer.write("one\ntwo\nrest");
        CHECK(writer.can_write_eof());
        CHECK(*co_await reader.next() == "one\n");
        CHECK(co_await reader.readline() == "two\n");
        writer.close();
        CHECK(writer.is_closing());
        CHECK(co_await reader.read() == "rest");
        CHECK(!co_await reader.next());
        CHECK(reader.at_eof());
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("drain() waits while the pipe is full, and every byte arrives") {
    run_really([]() -> Coroutine<> {
        auto [reader, writer] = co_await stream_pipe(1000);
        const std::string sent(1'000'000, 'x');
        writer.write(sent);
        CHECK(writer.transport().get_write_buffer_size() > 64 * 1024);
        auto draining = create_task(writer.drain());
        co_await sleep(0);
        CHECK(!draining.done());
        std::string got;
        while (got.size() < sent.size()) got += co_await reader.read(100'000);
        co_await draining;
        CHECK(got == sent);
        writer.write_eof();
        CHECK(co_await reader.read() == "");
    });
}

TEST_CASE("a pipe's protocols hear everything, in order") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [reading, writing] = make_pipe();
        auto [in, reader] = co_await loop.connect_read_pipe([] { return new Listener; }, reading.detach());
        auto [out, writer] = co_await loop.connect_write_pipe([] { return new Listener; }, writing.detach());
        CHECK(static_cast<Descriptor>(in->get_extra_info("pipe")) > 2);
        CHECK(!in->get_extra_info("peername"));
        CHECK_THROWS_AS(in->write("x"), NotImplementedError);
        CHECK_THROWS_AS(out->pause_reading(), NotImplementedError);
        CHECK_THROWS_AS(out->set_write_buffer_limits(1, 2), ValueError);
        out->set_write_buffer_limits(10, 5);
        CHECK(out->get_write_buffer_limits() == std::pair<std::size_t, std::size_t>(5, 10));
        in->pause_reading();
        CHECK(!in->is_reading());
        out->write(std::string(200'000, 'x'));
        CHECK(writer->heard == std::vector<std::string>{"made <_UnixWritePipeTransport", "pause"});
        in->resume_reading();
        while (writer->heard.size() < 3) co_await sleep(0);
        CHECK(writer->heard.back() == "resume");
        out->close();
        while (reader->heard.back() != "lost None") co_await sleep(0);
        CHECK(reader->heard.front() == "made <_UnixReadPipeTransport");
        CHECK(*(reader->heard.end() - 2) == "eof");
        CHECK(writer->heard.back() == "lost None");
        CHECK(in->is_closing());
    });
}

TEST_CASE("a writer notices that nobody reads any more: in order if all is sent, else the pipe is broken") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        for (const bool full : {false, true}) {
            auto [reading, writing] = make_pipe();
            auto [out, writer] = co_await loop.connect_write_pipe([] { return new Listener; }, writing.detach());
            if (full) out->write(std::string(500'000, 'x'));
            reading.close();
            while (!writer->heard.back().starts_with("lost")) co_await sleep(0.001);
            CHECK(writer->heard.back() == (full ? "lost BrokenPipeError" : "lost None"));
            out->write("nobody");   // is no error
        }
        auto [reading, writing] = make_pipe();
        auto [out, writer] = co_await loop.connect_write_pipe([] { return new Listener; }, writing.detach());
        reading.close();
        out->write("x");            // before the loop has noticed; and no SIGPIPE
        CHECK(out->is_closing());
        co_await sleep(0);
        CHECK(writer->heard.back() == "lost BrokenPipeError");
    });
}

TEST_CASE("abort drops what is not sent") {
    run_really([]() -> Coroutine<> {
        auto [reader, writer] = co_await stream_pipe();
        writer.write(std::string(1'000'000, 'x'));
        writer.transport().abort();
        const std::string got = co_await reader.read();
        CHECK(got.size() < 1'000'000);
        CHECK_THROWS_AS(co_await writer.wait_closed(), NotImplementedError);   // as in Python
    });
}

TEST_CASE("what is no pipe is refused, and stays the caller's") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
        CHECK_THROWS_AS(co_await loop.connect_read_pipe([] { return new Listener; }, file), ValueError);
        CHECK_THROWS_AS(co_await loop.connect_write_pipe([] { return new Listener; }, file), ValueError);
        CHECK(close(file) == 0);
        CHECK_THROWS_AS(co_await loop.connect_read_pipe([] { return new Listener; }, file), OSError);
    });
}

TEST_CASE("a connect that is cancelled closes the pipe") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        auto [reading, writing] = make_pipe();
        auto a = create_task(reader_of(reading.detach()));
        auto b = create_task(writer_to(writing.detach()));
        co_await sleep(0);
        a.cancel();
        b.cancel();
        CHECK_THROWS_AS(co_await a, CancelledError);
        CHECK_THROWS_AS(co_await b, CancelledError);
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("a read that times out leaves the pipe open") {
    run_really([]() -> Coroutine<> {
        auto [reader, writer] = co_await stream_pipe();
        CHECK_THROWS_AS(co_await wait_for(reader.read(1), 0.001), TimeoutError);
        writer.write("later");
        CHECK(co_await reader.read(5) == "later");
    });
}

TEST_CASE("a pipe that is paused is there until connection_lost though nobody refers to it") {
    struct Pauser : Protocol {
        Future<std::string> heard = get_running_loop().create_future<std::string>();
        Transport* transport = nullptr;
        void connection_made(Transport& made) override { transport = &made; }
        void data_received(std::string_view data) override {
            transport->pause_reading();
            heard.set_result(std::string(data));
        }
    };
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        int ends[2];
        REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
        StreamWriter writer = co_await writer_to(ends[1]);
        const auto pauser = (co_await get_running_loop().connect_read_pipe([] { return new Pauser; }, ends[0])).second;
        writer.write("one");
        CHECK(co_await pauser->heard == "one");
        pauser->heard = get_running_loop().create_future<std::string>();
        co_await sleep(0);
        pauser->transport->resume_reading();
        writer.write("two");
        CHECK(co_await pauser->heard == "two");
        writer.close();
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("Unix sockets can be pipes") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        auto [a, b] = socketpair();
        StreamReader reader = co_await reader_of(a.detach());
        StreamWriter writer = co_await writer_to(b.detach());
        writer.write("through a socket");
        co_await writer.drain();
        writer.close();
        CHECK(co_await reader.read() == "through a socket");
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("FIFOs: Python writes to one and reads from another") {
    run_really([]() -> Coroutine<> {
        Folder folder;
        for (const char* name : {"to", "from"}) REQUIRE(mkfifo((folder / name).c_str(), 0600) == 0);
        Python peer("import shutil\nwith open(\"" + folder / "to" + "\", \"rb\") as a, open(\"" + folder / "from" +
                    "\", \"wb\") as b: shutil.copyfileobj(a, b)");
        StreamWriter writer = co_await writer_to(open((folder / "to").c_str(), O_WRONLY | O_CLOEXEC));
        StreamReader reader = co_await reader_of(open((folder / "from").c_str(), O_RDONLY | O_CLOEXEC));
        const std::string sent(300'000, 'y');
        writer.write(sent);
        writer.close();
        CHECK(co_await reader.read() == sent);
    });
}

TEST_CASE("a loop that is closed over open pipes closes them") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        auto [reader, writer] = co_await stream_pipe();
        writer.write(std::string(500'000, 'x'));
    });
    CHECK(open_descriptors() == before);
}
