#include <sys/stat.h>
#include <unistd.h>

#include "tests/catch.hpp"
#include "trying.hpp"

using namespace trying;
namespace os = asyncio::files::os;
using Texts = std::vector<std::string>;

namespace {

Texts sorted(Texts texts) {
    std::sort(texts.begin(), texts.end());
    return texts;
}

}  // namespace

TEST_CASE("folders are made and removed, one or a chain of them") {
    Folder folder;
    const std::string deep = folder / "a/b/c";
    run_really([&]() -> Coroutine<> {
        co_await os::mkdir(folder / "one");
        CHECK(co_await outcome(os::mkdir(folder / "one")) == "FileExistsError: [Errno 17] File exists: '" + folder / "one" + "'");
        CHECK(co_await outcome(os::mkdir(deep)) == "FileNotFoundError: [Errno 2] No such file or directory: '" + deep + "'");
        co_await os::makedirs(deep + "/");
        CHECK(co_await os::path::isdir(deep));
        CHECK(co_await outcome(os::makedirs(deep)) == "FileExistsError: [Errno 17] File exists: '" + deep + "'");
        CHECK(co_await outcome(os::makedirs(deep, 0777, true)) == "None");
        CHECK(co_await outcome(os::rmdir(folder / "a")) == "OSError: [Errno 39] Directory not empty: '" + folder / "a" + "'");
        put(folder / "a/f", "");
        CHECK(co_await outcome(os::makedirs(folder / "a/f/g")) == "NotADirectoryError: [Errno 20] Not a directory: '" + folder / "a/f/g" + "'");
        co_await os::removedirs(deep);   // up to where the file is
        CHECK(co_await os::listdir(folder / "a") == Texts{"f"});
        co_await os::renames(folder / "a/f", folder / "x/y/f");
        CHECK_FALSE(co_await os::path::exists(folder / "a"));
        CHECK(co_await os::path::isfile(folder / "x/y/f"));
        co_await os::mkdir(folder / "tight", 0700);
        CHECK((co_await os::stat(folder / "tight")).st_mode == (S_IFDIR | 0700));
        co_await os::rmdir(folder / "tight");
        CHECK(co_await outcome(os::rmdir(folder / "tight")) == "FileNotFoundError: [Errno 2] No such file or directory: '" + folder / "tight" + "'");
    });
}

TEST_CASE("listdir and scandir give every name as it is, and scandir what kind of thing it is") {
    Folder folder;
    const std::string odd = "\xff not UTF-8", chinese = "\xe6\x96\x87.txt";
    put(folder / odd, "");
    put(folder / chinese, "123");
    mkdir((folder / "d").c_str(), 0777);
    symlink("d", (folder / "to d").c_str());
    symlink("no", (folder / "broken").c_str());
    mkfifo((folder / "pipe").c_str(), 0600);
    Texts kinds;
    run_really([&]() -> Coroutine<> {
        CHECK(sorted(co_await os::listdir(folder / "")) == sorted({odd, chinese, "d", "to d", "broken", "pipe"}));
        for (const files::DirEntry& entry : co_await os::scandir(folder / "")) {
            CHECK(entry.path() == folder / entry.name());
            CHECK(entry.inode() == (co_await os::lstat(entry.path())).st_ino);
            kinds.push_back(entry.name() + (entry.is_file() ? " file" : "") + (entry.is_dir() ? " dir" : "") +
                            (entry.is_symlink() ? " symlink" : "") + (entry.is_dir(false) ? " dir itself" : ""));
            if (entry.name() == chinese) CHECK(entry.stat().st_size == 3);
            if (entry.name() == "to d") CHECK_FALSE(entry.stat(false) == entry.stat());
        }
        CHECK(co_await outcome(os::scandir(folder / "no")) == "FileNotFoundError: [Errno 2] No such file or directory: '" + folder / "no" + "'");
        CHECK(co_await outcome(os::listdir(folder / chinese)) == "NotADirectoryError: [Errno 20] Not a directory: '" + folder / chinese + "'");
    });
    CHECK(sorted(kinds) == sorted({odd + " file", chinese + " file", "d dir dir itself", "to d dir symlink", "broken symlink", "pipe"}));
    Python other("import os; print(sorted(os.listdir(b\"" + folder / "" + "\")))");
    CHECK(other.line() == R"([b'broken', b'd', b'pipe', b'to d', b'\xe6\x96\x87.txt', b'\xff not UTF-8'])");
}

TEST_CASE("a folder of 3,000 files is listed whole while the loop goes on") {
    Folder folder;
    for (int i = 0; i < 3000; ++i) put(folder / std::to_string(i), "");
    run_really([&]() -> Coroutine<> {
        int turns = 0;
        auto ticking = create_task([](int& turns) -> Coroutine<> {
            for (;; ++turns) co_await asyncio::sleep(0);
        }(turns));
        const Texts names = co_await os::listdir(folder / "");
        CHECK(std::set<std::string>(names.begin(), names.end()).size() == 3000);
        CHECK(turns > 0);
        ticking.cancel();
    });
}
