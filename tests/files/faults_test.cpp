#include <sys/mount.h>
#include <unistd.h>

#include "tests/catch.hpp"
#include "tests/no_descriptors.hpp"
#include "trying.hpp"

using namespace trying;

namespace {

/// A file system of 64 KiB, if this process may mount one.
class SmallDisk {
public:
    SmallDisk() : mounted_(geteuid() == 0 && mount("awaitscope", (folder_ / "").c_str(), "tmpfs", 0, "size=64k") == 0) {}
    ~SmallDisk() { if (mounted_) umount2((folder_ / "").c_str(), MNT_DETACH); }
    explicit operator bool() const { return mounted_; }
    std::string operator/(const std::string& name) const { return folder_ / name; }

private:
    Folder folder_;
    bool mounted_;
};

/// What a call throws about the system, in full.
template <class T>
Coroutine<std::string> failure(Coroutine<T> call) {
    try {
        co_await call;
    } catch (const OSError& e) {
        co_return type_name(e) + " " + e.operation + " " + e.address + ": " + e.what();
    }
    co_return "no failure";
}

}  // namespace

TEST_CASE("a full disk is an OSError that names operation and path; close frees the descriptor all the same") {
    const long before = open_descriptors();
    const std::string full = "OSError write /dev/full: [Errno 28] No space left on device";
    run_really([&]() -> Coroutine<> {
        for (const std::string& mode : {"w", "wb"}) {
            auto f = co_await files::open("/dev/full", mode);
            CHECK(co_await f.write("text") == 4);   // into the buffer
            CHECK(co_await failure(f.flush()) == full);
            CHECK(co_await failure(f.flush()) == full);
            CHECK(co_await failure(f.write(std::string(100'000, 'x'))) == full);
            CHECK(co_await failure(f.close()) == full);
            CHECK(f.closed());
            CHECK(co_await failure(f.close()) == "no failure");
        }
        auto raw = co_await files::open("/dev/full", "wb", {.buffering = 0});
        CHECK(co_await failure(raw.write("x")) == full);
        auto dropped = co_await files::open("/dev/full", "w");
        co_await dropped.write("never arrives");
        const auto body = [](files::File& f) -> Coroutine<> { co_await f.write("x"); };
        CHECK(co_await failure(async_with(files::open("/dev/full", "w"), body)) == full);
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("on a disk that was full nothing is lost or doubled: once there is room the same flush goes on") {
    SmallDisk disk;
    if (!disk) {
        WARN("only root can mount a small disk: it was not filled");
        return;
    }
    std::string expected;
    for (int i = 0; i < 10'000; ++i) expected += "line " + std::to_string(i) + "\n";   // 108,890 bytes
    put(disk / "ballast", std::string(40'000, 'b'));
    run_really([&]() -> Coroutine<> {
        const std::string full = "OSError write " + disk / "f" + ": [Errno 28] No space left on device";
        auto f = co_await files::open(disk / "f", "wb");
        std::string failed = "no failure";
        std::size_t at = 0;
        for (; at < 50'000 && failed == "no failure"; at += 500) {
            try {
                co_await f.write(expected.substr(at, 500));
            } catch (const OSError& e) {
                failed = e.operation;
                at -= 500;   // a write that fails has written nothing
            }
        }
        CHECK(failed == "write");
        CHECK(co_await failure(f.flush()) == full);
        co_await files::os::remove(disk / "ballast");
        for (; at < 50'000; at += 500) co_await f.write(expected.substr(at, 500));
        co_await f.close();
        CHECK(content_of(disk / "f") == expected.substr(0, at));
        CHECK(co_await failure(files::os::mkdir(disk / "f/g")) == "NotADirectoryError mkdir " + disk / "f/g" + ": [Errno 20] Not a directory: '" + disk / "f/g" + "'");
    });
}

#ifndef UBSAN
TEST_CASE("no descriptor left is an OSError with the path, and the next open works when there is one again") {
    Folder folder;
    put(folder / "f", "text");
    run_really([&]() -> Coroutine<> {
        co_await opened(files::open(folder / "f"));   // whatever the loop needs for this, it has now
        {
            NoMoreDescriptors none;
            const std::string problem = "[Errno 24] Too many open files: '";
            CHECK(co_await failure(opened(files::open(folder / "f"))) == "OSError open " + folder / "f" + ": " + problem + folder / "f" + "'");
            CHECK(co_await failure(files::os::scandir(folder / "")) == "OSError scandir " + folder / "" + ": " + problem + folder / "" + "'");
        }
        auto f = co_await files::open(folder / "f");
        CHECK(co_await f.read() == "text");
    });
}
#endif

TEST_CASE("a closed file says so in Python's words, whatever is asked of it") {
    Folder folder;
    put(folder / "f", "text");
    const std::string text = "ValueError: I/O operation on closed file.", raw = "ValueError: I/O operation on closed file";
    run_really([&]() -> Coroutine<> {
        auto t = co_await files::open(folder / "f", "r+");
        auto b = co_await files::open(folder / "f", "r+b");
        auto r = co_await files::open(folder / "f", "r+b", {.buffering = 0});
        for (auto* f : {&t, &b, &r}) co_await f->close();
        for (auto* f : {&t, &b, &r}) CHECK(f->closed());
        CHECK(co_await outcome(t.read()) == text);
        CHECK(co_await outcome(t.readline()) == text);
        CHECK(co_await outcome(t.write("x")) == text);
        CHECK(co_await outcome(t.seek(0)) == text);
        CHECK(co_await outcome(t.tell()) == text);
        CHECK(co_await outcome(t.truncate()) == text);
        CHECK(co_await outcome(t.flush()) == text);
        CHECK(co_await outcome(b.read()) == "ValueError: read of closed file");
        CHECK(co_await outcome(b.readline()) == "ValueError: readline of closed file");
        CHECK(co_await outcome(b.peek()) == "ValueError: peek of closed file");
        CHECK(co_await outcome(b.write("x")) == "ValueError: write to closed file");
        CHECK(co_await outcome(b.seek(0)) == "ValueError: seek of closed file");
        CHECK(co_await outcome(b.truncate()) == "ValueError: truncate of closed file");
        CHECK(co_await outcome(b.flush()) == "ValueError: flush of closed file");
        CHECK(co_await outcome(r.read()) == raw);
        CHECK(co_await outcome(r.readline()) == raw);
        CHECK(co_await outcome(r.write("x")) == raw);
        CHECK_THROWS_AS(r.fileno(), ValueError);
        CHECK(t.name() == folder / "f");
        CHECK(t.mode() == "r+");
    });
}

TEST_CASE("a descriptor that somebody has closed behind the file's back is an error, not a crash") {
    Folder folder;
    put(folder / "f", "text");
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "f", "rb");
        ::close(f.fileno());
        CHECK(co_await failure(f.read()) == "OSError read " + folder / "f" + ": [Errno 9] Bad file descriptor");
        CHECK(co_await failure(f.close()) == "OSError close " + folder / "f" + ": [Errno 9] Bad file descriptor");
        CHECK(f.closed());
    });
}
