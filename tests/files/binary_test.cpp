#include <fcntl.h>
#include <unistd.h>

#include "tests/catch.hpp"
#include "trying.hpp"

using namespace trying;
using Texts = std::vector<std::string>;

TEST_CASE("bytes go into a file and come back as they are, in every way of reading") {
    Folder folder;
    const std::string bytes("\0\xff\r\n\x80 end", 9);
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "f", "w+b");
        CHECK(co_await f.write(bytes) == 9);
        CHECK(co_await f.tell() == 9);
        CHECK(co_await f.seek(0) == 0);
        CHECK(co_await f.read(2) == bytes.substr(0, 2));
        CHECK(co_await f.peek() == bytes.substr(2));
        CHECK(co_await f.readline() == "\r\n");
        char buffer[3];
        CHECK(co_await f.readinto(buffer) == 3);
        CHECK(std::string(buffer, 3) == "\x80 e");
        CHECK(co_await f.read1() == "nd");
        CHECK(co_await f.read1() == "");
        CHECK(co_await f.seek(-4, 2) == 5);
        CHECK(co_await f.seek(1, 1) == 6);
        CHECK(co_await f.read() == "end");
        CHECK(co_await outcome(f.seek(-1)) == "OSError: [Errno 22] Invalid argument");
        CHECK(co_await outcome(f.seek(0, 9)) == "ValueError: whence value 9 unsupported");
        CHECK(co_await outcome(f.read(-2)) == "ValueError: read length must be non-negative or -1");
        co_await f.seek(2);
        CHECK(co_await f.truncate() == 2);
        CHECK(co_await f.truncate(4) == 4);
        co_await f.close();
    });
    CHECK(content_of(folder / "f") == std::string("\0\xff\0\0", 4));
}

TEST_CASE("a file without a buffer makes one call of the system for each call") {
    Folder folder;
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "f", "wb", {.buffering = 0});
        CHECK(f.mode() == "wb");
        co_await f.write("at once");
        CHECK(content_of(folder / "f") == "at once");
        auto buffered = co_await files::open(folder / "g", "wb", {.buffering = 4});
        co_await buffered.write("abc");
        CHECK(content_of(folder / "g") == "");
        co_await buffered.write("de");   // does not fit: what was there goes first
        CHECK(content_of(folder / "g") == "abc");
        co_await buffered.write("0123456789");
        co_await buffered.flush();
        CHECK(content_of(folder / "g") == "abcde0123456789");
    });
}

TEST_CASE("a pipe and a descriptor that somebody else keeps are files, too") {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    run_really([&]() -> Coroutine<> {
        auto in = co_await files::open(ends[0], "rb");
        auto out = co_await files::open(ends[1], "wb", {.closefd = false});
        CHECK(out.fileno() == ends[1]);
        CHECK_FALSE(co_await in.seekable());
        CHECK_FALSE(co_await in.isatty());
        CHECK(co_await outcome(in.tell()) == "OSError: [Errno 29] Illegal seek");
        CHECK(co_await outcome(in.seek(0)) == "UnsupportedOperation: File or stream is not seekable.");
        auto [got, wrote] = co_await gather(in.readline(), [](files::File f) -> Coroutine<int> {
            co_await f.write("through the pipe\n");
            co_await f.flush();
            co_return 1;
        }(out));
        CHECK(got == "through the pipe\n");
        co_await out.close();
        CHECK(fcntl(ends[1], F_GETFD) != -1);
        close(ends[1]);
        CHECK(co_await in.read() == "");
        co_await in.close();
        CHECK(fcntl(ends[0], F_GETFD) == -1);
    });
}

TEST_CASE("readable, writable and the rest tell what the file was opened for") {
    Folder folder;
    put(folder / "f", "");
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "f", "rb");
        CHECK(f.readable());
        CHECK_FALSE(co_await f.writable());
        CHECK(co_await f.seekable());
        CHECK(f.name() == folder / "f");
        CHECK_FALSE(f.closed());
        auto a = co_await files::open(folder / "f", "ab");
        CHECK_FALSE(a.readable());
        CHECK(co_await a.writable());
        CHECK(f == files::File(f));
        CHECK_FALSE(f == a);
        CHECK_FALSE(files::File());
    });
}

TEST_CASE("places beyond 4 GiB are reached, in a file that has nothing before them") {
    Folder folder;
    constexpr std::int64_t far = (std::int64_t{5} << 30) + 7;
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "big", "w+b");
        CHECK(co_await f.seek(far) == far);
        co_await f.write("there\n");
        CHECK(co_await f.tell() == far + 6);
        co_await f.flush();
        CHECK((co_await files::os::stat(folder / "big")).st_size == far + 6);
        CHECK(co_await files::os::path::getsize(folder / "big") == far + 6);
        co_await f.seek(-9, 2);
        CHECK(co_await f.read() == std::string("\0\0\0there\n", 9));
        auto text = co_await files::open(folder / "big");
        co_await text.seek(far);
        CHECK(co_await text.readline() == "there\n");
        CHECK(co_await f.truncate(far + 2) == far + 2);
        CHECK((co_await files::os::stat(folder / "big")).st_blocks_512 < 1024);
        co_await f.close();
    });
    CHECK(conformance::output_of("tail -c 3 '" + folder / "big" + "' | od -An -c | tr -d ' \\n'") == "\\0th");
}

TEST_CASE("32 MiB are the same when they come back in pieces of every size, and by sha256sum") {
    Folder folder;
    std::string data(std::size_t{32} << 20, '\0');
    std::uint32_t state = 1;
    for (char& c : data) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    run_really([&]() -> Coroutine<> {
        co_await async_with(files::open(folder / "big", "wb"), [&](files::File& f) -> Coroutine<> {
            for (std::size_t at = 0, size = 1; at < data.size(); at += size, size = size * 3 % 700'001 + 1)
                co_await f.write(data.substr(at, size));
        });
        auto f = co_await files::open(folder / "big", "rb");
        std::string back;
        for (std::int64_t size = 1;; size = size * 5 % 900'001 + 1) {
            const std::string piece = co_await f.read(size);
            if (piece.empty()) break;
            back += piece;
        }
        CHECK(back == data);
        co_await f.seek(0);
        CHECK(co_await f.read() == data);
    });
    Python other("import hashlib, sys; print(hashlib.sha256(open(\"" + folder / "big" + "\", \"rb\").read()).hexdigest())");
    CHECK(conformance::output_of("sha256sum < '" + folder / "big" + "'") == other.line() + "  -\n");
}
