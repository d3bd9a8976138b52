#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tests/catch.hpp"
#include "tests/ran.hpp"
#include "trying.hpp"

using namespace trying;
using Texts = std::vector<std::string>;

namespace {

/// The jobs of a run, in the order of their beginnings and ends.
Texts jobs(const trace::Log& log) {
    std::map<std::uint32_t, std::string> names;
    Texts lines;
    for (std::size_t i = 0; i < log.size(); ++i) {
        const trace::Event& event = log[i];
        std::string& name = names[event.subject.bits()];
        if (event.kind == trace::Kind::job_submit) name = log.text(event.text);
        if (event.kind == trace::Kind::job_begin) lines.push_back(name + " begins");
        if (event.kind == trace::Kind::job_end) lines.push_back(name + " ends: " + trace::word(event.state()));
    }
    return lines;
}

/// A pipe whose reading end is a file.
struct Pipe {
    Pipe() { REQUIRE(pipe2(ends, O_CLOEXEC) == 0); }
    ~Pipe() { close_writing(); }
    void write(std::string_view text) const { REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size())); }
    int unread() const {
        int count = 0;
        ioctl(ends[0], FIONREAD, &count);
        return count;
    }
    void close_writing() { if (ends[1] >= 0) close(std::exchange(ends[1], -1)); }
    int ends[2];
};

Coroutine<> until_taken(const Pipe& pipe) {
    while (pipe.unread() > 0) co_await asyncio::sleep(0);
}

}  // namespace

TEST_CASE("each call is a job in the trace, under Python's name, on either clock") {
    Folder folder;
    const auto main = [&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "f", "w+");
        co_await f.write("text");
        co_await f.seek(0);
        co_await f.readline();
        co_await f.tell();
        co_await f.truncate(2);
        co_await f.flush();
        co_await f.close();
        co_await outcome(f.read());
        co_await files::os::stat(folder / "f");
        co_await outcome(files::os::mkdir(folder / "f"));
        co_await files::os::path::exists(folder / "f");
    };
    Texts expected;
    for (const std::string& name : {"open", "write", "seek", "readline", "tell", "truncate", "flush", "close", "read", "stat", "mkdir", "exists"}) {
        expected.push_back(name + " begins");
        expected.push_back(name + (name == "read" || name == "mkdir" ? " ends: exception" : " ends: result"));
    }
    for (const Clock clock : {Clock::virtual_time, Clock::real_time}) {
        std::filesystem::remove(folder / "f");
        const Ran program = ran(clock, [&] { run(main()); });
        CHECK(program.raised == "");
        CHECK(jobs(*program.log) == expected);
    }
}

TEST_CASE("opening can be made a task, as the coroutine that it is in Python") {
    Folder folder;
    put(folder / "f", "text");
    run_really([&]() -> Coroutine<> {
        const auto task = create_task(files::open(folder / "f"));
        const files::File f = co_await task;
        CHECK(co_await f.read() == "text");
        co_await f.close();
        const files::TemporaryFolder temporary = co_await create_task(files::tempfile::TemporaryDirectory());
        CHECK(co_await files::os::path::isdir(temporary.name()));
        const files::SpooledFile spooled = co_await create_task(files::tempfile::SpooledTemporaryFile());
        CHECK(co_await spooled.write("text") == 4);
    });
}

TEST_CASE("calls on one file are done in the order in which they are made, whichever tasks make them") {
    Folder folder;
    std::string expected;
    for (int i = 0; i < 500; ++i) expected += std::to_string(i) + "\n";
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "f", "w+", {.buffering = 16});
        std::vector<Task<std::size_t>> writes;
        for (int i = 0; i < 500; ++i) writes.push_back(create_task(f.write(std::to_string(i) + "\n")));
        co_await gather(writes);
        co_await f.seek(0);
        CHECK(co_await f.read() == expected);
        co_await f.close();
    });
    CHECK(content_of(folder / "f") == expected);
}

TEST_CASE("many files are read at once, and other tasks go on while a file keeps its reader waiting") {
    Folder folder;
    Pipe pipe;
    run_really([&]() -> Coroutine<> {
        auto slow = co_await files::open(pipe.ends[0], "rb");
        auto waiting = create_task(slow.readline());
        std::vector<Task<std::string>> reads;
        for (int i = 0; i < 50; ++i) {
            const std::string path = folder / std::to_string(i);
            put(path, path);
            reads.push_back(create_task([](std::string path) -> Coroutine<std::string> {
                auto f = co_await files::open(path);
                co_return co_await f.read();
            }(path)));
        }
        const auto all = co_await gather(reads);
        for (int i = 0; i < 50; ++i) CHECK(all[static_cast<std::size_t>(i)] == folder / std::to_string(i));
        CHECK_FALSE(waiting.done());
        pipe.write("at last\n");
        CHECK(co_await waiting == "at last\n");
    });
}

TEST_CASE("cancelling gives up waiting: the thread goes on, and the next call comes after it") {
    Pipe pipe;
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(pipe.ends[0], "rb");
        auto reading = create_task(f.read(5));
        pipe.write("x");
        co_await until_taken(pipe);   // the job has begun: it waits for four more
        reading.cancel();
        CHECK_THROWS_AS(co_await reading, CancelledError);
        auto next = create_task(f.read(4));
        co_await asyncio::sleep(0);
        pipe.write("lostkept");
        CHECK(co_await next == "kept");
        CHECK_FALSE(f.closed());
    });
}

TEST_CASE("a buffer that is gone when the read into it is done has not been touched") {
    Pipe pipe;
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(pipe.ends[0], "rb", {.buffering = 0});
        pipe.write("1");
        {
            auto buffer = std::make_unique<char[]>(4096);   // AddressSanitizer watches it
            auto first = create_task(f.readinto(std::span(buffer.get(), 1)));
            co_await first;
            auto second = create_task(f.readinto(std::span(buffer.get(), 4096)));
            co_await asyncio::sleep(0);
            second.cancel();
            CHECK_THROWS_AS(co_await second, CancelledError);
        }
        pipe.write("after");
        pipe.close_writing();
        const std::string rest = co_await f.read();
        CHECK((rest == "after" || rest == ""));   // the cancelled read may have begun: then it took them
    });
}

TEST_CASE("timeout ends the wait for a file that does not come") {
    Pipe pipe;
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(pipe.ends[0], "rb");
        CHECK_THROWS_AS(co_await wait_for(f.readline(), 0.001), TimeoutError);
        pipe.close_writing();   // run() waits for the thread
    });
}

TEST_CASE("a file whose last reference goes while a job is at work is closed when that has ended") {
    Pipe pipe;
    const long before = open_descriptors();
    run_really([&]() -> Coroutine<> {
        auto reading = create_task((co_await files::open(pipe.ends[0], "rb")).readline());
        pipe.write("x");
        co_await until_taken(pipe);
        reading.cancel();
        CHECK_THROWS_AS(co_await reading, CancelledError);
        CHECK(fcntl(pipe.ends[0], F_GETFD) != -1);
        pipe.write("\n");
    });
    CHECK(open_descriptors() == before - 1);   // the reading end, which the file had taken over
}

TEST_CASE("files that are not closed are closed with their last copy, and what was written is on the disk") {
    Folder folder;
    const long before = open_descriptors();
    run_really([&]() -> Coroutine<> {
        for (int i = 0; i < 200; ++i) {
            auto f = co_await files::open(folder / std::to_string(i), "w");
            auto copy = f;
            co_await copy.write("written");
        }
    });
    CHECK(open_descriptors() == before);
    for (int i = 0; i < 200; ++i) REQUIRE(content_of(folder / std::to_string(i)) == "written");
}

TEST_CASE("an open file leaves no descriptor when the body throws, or its task is cancelled") {
    Folder folder;
    const long before = open_descriptors();
    run_really([&]() -> Coroutine<> {
        const auto fail = [](files::File&) -> Coroutine<> { throw KeyError("x"); co_return; };
        CHECK(co_await outcome(async_with(files::open(folder / "f", "w"), fail)) == "KeyError: 'x'");
        for (int turns = 0; turns < 12; ++turns) {   // cancelled at every stage: before, in open, in the body, in close
            auto task = create_task(async_with(files::open(folder / "f", "w"), [](files::File& f) -> Coroutine<> { co_await f.write("x"); }));
            for (int i = 0; i < turns; ++i) co_await asyncio::sleep(0);
            task.cancel();
            co_await wait({task});
        }
    });
    CHECK(open_descriptors() == before);
}
