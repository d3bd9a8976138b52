#include <fcntl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

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

/// While it lives, no file may become larger than 64 KiB.
class SmallFiles {
public:
    SmallFiles() {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{65536, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &now);
    }
    ~SmallFiles() { setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

/// The end of a pipe at which one writes; nobody reads it.
int unread_pipe() {
    auto [in, out] = make_pipe();
    return out.detach();
}

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

TEST_CASE("a pipe that nobody reads any more is a BrokenPipeError, and no signal ends the program") {
    run_really([]() -> Coroutine<> {
        const auto at = [](int fd) { return "BrokenPipeError write " + std::to_string(fd) + ": [Errno 32] Broken pipe"; };
        const int unbuffered = unread_pipe(), buffered = unread_pipe(), text = unread_pipe(), target = unread_pipe();
        auto u = co_await files::open(unbuffered, "wb", {.buffering = 0});
        CHECK(co_await failure(u.write("x")) == at(unbuffered));
        auto b = co_await files::open(buffered, "wb");
        CHECK(co_await failure(b.write("x")) == "no failure");
        CHECK(co_await failure(b.flush()) == at(buffered));
        CHECK(co_await failure(b.close()) == at(buffered));
        auto t = co_await files::open(text, "w");
        CHECK(co_await failure(t.write(std::string(100'000, 'x'))) == at(text));
        CHECK(co_await failure(t.close()) == "no failure");   // a write that fails has written nothing
        const OwnedDescriptor source(::open("/etc/passwd", O_RDONLY)), out(target);
        CHECK(co_await failure(files::os::sendfile(target, source.fileno(), 0, 10)) == "BrokenPipeError sendfile : [Errno 32] Broken pipe");
    });
}

TEST_CASE("a file larger than the process may write is an OSError, and no signal ends the program") {
    Folder folder;
    std::string written, truncated, sent;
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "f", "wb", {.buffering = 0});
        SmallFiles small;   // no CHECK until it is gone: a report may go to a larger file
        co_await f.write(std::string(65536, 'x'));
        written = co_await failure(f.write("x"));
        truncated = co_await failure(f.truncate(65537));
        const OwnedDescriptor source(::open("/etc/passwd", O_RDONLY));
        sent = co_await failure(files::os::sendfile(f.fileno(), source.fileno(), 0, 10));
    });
    const std::string path = folder / "f";
    CHECK(written == "OSError write " + path + ": [Errno 27] File too large");
    CHECK(truncated == "OSError truncate " + path + ": [Errno 27] File too large");
    CHECK(sent == "OSError sendfile : [Errno 27] File too large");
}

TEST_CASE("a SIGPIPE that the program holds back for itself is still there after a write that broke") {
    sigset_t pipe, before, waiting;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    raise(SIGPIPE);
    const OwnedDescriptor out(unread_pipe());
    CHECK(try_write(out.fileno(), "x", 1) == -EPIPE);
    sigpending(&waiting);
    CHECK(sigismember(&waiting, SIGPIPE) == 1);
    int taken = 0;
    CHECK(sigwait(&pipe, &taken) == 0);
    CHECK(try_write(out.fileno(), "x", 1) == -EPIPE);
    sigpending(&waiting);
    CHECK(sigismember(&waiting, SIGPIPE) == 0);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
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
