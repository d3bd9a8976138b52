#include <fcntl.h>
#include <unistd.h>

#include "tests/catch.hpp"
#include "trying.hpp"

using namespace trying;
namespace os = asyncio::files::os;
using Texts = std::vector<std::string>;

TEST_CASE("stat tells what Python's os.stat tells") {
    Folder folder;
    put(folder / "f", "12345");
    symlink("f", (folder / "link").c_str());
    Python other("import os; s = os.stat(\"" + folder / "f" + "\"); l = os.lstat(\"" + folder / "link" + "\")\n"
                 "print(s.st_mode, s.st_ino, s.st_dev, s.st_nlink, s.st_uid, s.st_gid, s.st_size, s.st_atime_ns, s.st_mtime_ns, s.st_ctime_ns, s.st_blocks)\n"
                 "print(l.st_mode, l.st_ino, l.st_size)");
    run_really([&]() -> Coroutine<> {
        const files::StatResult s = co_await os::stat(folder / "f"), l = co_await os::lstat(folder / "link");
        std::ostringstream said;
        said << s.st_mode << ' ' << s.st_ino << ' ' << s.st_dev << ' ' << s.st_nlink << ' ' << s.st_uid << ' ' << s.st_gid << ' ' << s.st_size << ' '
             << s.st_atime_ns << ' ' << s.st_mtime_ns << ' ' << s.st_ctime_ns << ' ' << s.st_blocks_512;
        CHECK(said.str() == other.line());
        CHECK(std::to_string(l.st_mode) + " " + std::to_string(l.st_ino) + " " + std::to_string(l.st_size) == other.line());
        CHECK(s.is_file());
        CHECK(l.is_symlink());
        CHECK(co_await os::stat(folder / "link") == s);
        CHECK((co_await os::stat(folder / "link", false)).st_ino == l.st_ino);
        CHECK((co_await os::stat(folder / "")).is_dir());
        CHECK(co_await os::path::getmtime(folder / "f") == s.mtime());
        CHECK(co_await os::path::getatime(folder / "f") == s.atime());
        CHECK(co_await os::path::getctime(folder / "f") == s.ctime());
        CHECK((co_await os::statvfs(folder / "")).f_namemax >= 255);
    });
}

TEST_CASE("files are renamed, linked and removed; what the system refuses names the path or both of them") {
    Folder folder;
    put(folder / "a", "a");
    const std::string a = folder / "a", b = folder / "b", no = folder / "no";
    run_really([&]() -> Coroutine<> {
        co_await os::rename(a, b);
        CHECK(content_of(b) == "a");
        CHECK(co_await outcome(os::rename(a, b)) == "FileNotFoundError: [Errno 2] No such file or directory: '" + a + "' -> '" + b + "'");
        co_await os::link(b, a);
        CHECK((co_await os::stat(a)).st_nlink == 2);
        CHECK(co_await os::path::samefile(a, b));
        CHECK(co_await outcome(os::link(b, a)) == "FileExistsError: [Errno 17] File exists: '" + b + "' -> '" + a + "'");
        co_await os::unlink(a);
        co_await os::symlink("b", a);
        CHECK(co_await os::readlink(a) == "b");
        CHECK(co_await outcome(os::readlink(b)) == "OSError: [Errno 22] Invalid argument: '" + b + "'");
        CHECK(co_await outcome(os::symlink("b", a)) == "FileExistsError: [Errno 17] File exists: 'b' -> '" + a + "'");
        co_await os::replace(a, b);
        CHECK((co_await os::lstat(b)).is_symlink());
        co_await os::remove(b);
        CHECK(co_await outcome(os::remove(b)) == "FileNotFoundError: [Errno 2] No such file or directory: '" + b + "'");
        CHECK(co_await outcome(os::remove(folder / ".")) == "IsADirectoryError: [Errno 21] Is a directory: '" + folder / "." + "'");
        CHECK(co_await outcome(os::stat(std::string("a\0b", 3))) == "ValueError: embedded null byte");
        try {
            co_await os::stat(no);
        } catch (const FileNotFoundError& e) {
            CHECK(e.operation == "stat");
            CHECK(e.address == no);
            CHECK(e.filename == no);
            CHECK(e.code == ENOENT);
        }
    });
}

TEST_CASE("access, getcwd and sendfile ask the system") {
    Folder folder;
    put(folder / "f", "0123456789");
    run_really([&]() -> Coroutine<> {
        CHECK(co_await os::access(folder / "f", os::f_ok));
        CHECK(co_await os::access(folder / "f", os::r_ok | os::w_ok));
        CHECK_FALSE(co_await os::access(folder / "f", os::x_ok));
        CHECK_FALSE(co_await os::access(folder / "no", os::f_ok));
        CHECK(co_await os::getcwd() == std::filesystem::current_path().string());
        auto in = co_await files::open(folder / "f", "rb", {.buffering = 0});
        auto out = co_await files::open(folder / "g", "wb", {.buffering = 0});
        CHECK(co_await os::sendfile(out.fileno(), in.fileno(), 8, 100) == 2);
        CHECK(co_await os::sendfile(out.fileno(), in.fileno(), {}, 3) == 3);
        CHECK(co_await os::sendfile(out.fileno(), in.fileno(), {}, 3) == 3);
        CHECK(co_await os::sendfile(out.fileno(), in.fileno(), 10, 3) == 0);
        CHECK(content_of(folder / "g") == "89012345");
        CHECK(co_await outcome(os::sendfile(-1, in.fileno(), {}, 3)) == "OSError: [Errno 9] Bad file descriptor");
        CHECK(co_await os::path::sameopenfile(in.fileno(), in.fileno()));
        CHECK_FALSE(co_await os::path::sameopenfile(in.fileno(), out.fileno()));
    });
}

TEST_CASE("os.path answers, without an error, for what is there and what is not") {
    Folder folder;
    put(folder / "f", "x");
    symlink("nowhere", (folder / "broken").c_str());
    const std::string impossible("a\0b", 3);
    run_really([&]() -> Coroutine<> {
        CHECK(co_await os::path::exists(folder / "f"));
        CHECK_FALSE(co_await os::path::exists(folder / "broken"));
        CHECK_FALSE(co_await os::path::exists(impossible));
        CHECK(co_await os::path::isfile(folder / "f"));
        CHECK_FALSE(co_await os::path::isfile(folder / ""));
        CHECK(co_await os::path::isdir(folder / ""));
        CHECK_FALSE(co_await os::path::isdir(folder / "f"));
        CHECK(co_await os::path::islink(folder / "broken"));
        CHECK_FALSE(co_await os::path::islink(folder / "f"));
        CHECK(co_await os::path::ismount("/"));
        CHECK(co_await os::path::ismount("/proc"));
        CHECK_FALSE(co_await os::path::ismount(folder / ""));
        CHECK(co_await outcome(os::path::getsize(folder / "no")) == "FileNotFoundError: [Errno 2] No such file or directory: '" + folder / "no" + "'");
        CHECK(co_await os::path::abspath("a/./b/../c//d/") == std::filesystem::current_path().string() + "/a/c/d");
        CHECK(co_await os::path::abspath("/../x") == "/x");
    });
}
