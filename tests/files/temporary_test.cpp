#include <sys/stat.h>

#include <regex>

#include "tests/catch.hpp"
#include "trying.hpp"

using namespace trying;
namespace tempfile = asyncio::files::tempfile;

namespace {

bool exists(const std::string& path) { return std::filesystem::exists(std::filesystem::symlink_status(path)); }
std::filesystem::perms permissions(const std::string& path) { return std::filesystem::status(path).permissions(); }
std::size_t entries(const Folder& folder) {
    const std::filesystem::directory_iterator all(folder / "");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace

TEST_CASE("a temporary file has no name, takes and gives back, and is gone when it is closed") {
    Folder folder;
    run_really([&]() -> Coroutine<> {
        auto f = co_await tempfile::TemporaryFile("w+", {.name = {.dir = folder / ""}});
        CHECK(entries(folder) == 0);
        co_await f.write("one\ntwo\n");
        co_await f.seek(0);
        CHECK((co_await f.readlines()) == std::vector<std::string>{"one\n", "two\n"});
        co_await f.close();
        auto binary = co_await tempfile::TemporaryFile();
        CHECK(binary.mode() == "rb+");
        CHECK(co_await binary.write(std::string(3, '\0')) == 3);
    });
}

TEST_CASE("a named temporary file can be opened by others until it is closed; only its owner may") {
    Folder folder;
    std::string path, kept;
    run_really([&]() -> Coroutine<> {
        co_await async_with(tempfile::NamedTemporaryFile("w", {.name = {".txt", "log-", folder / ""}}),
                            [&](files::File& f) -> Coroutine<> {
            path = f.name();
            co_await f.write("for others\n");
            co_await f.flush();
            CHECK(content_of(path) == "for others\n");
            CHECK(permissions(path) == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
        });
        CHECK_FALSE(exists(path));
        auto f = co_await tempfile::NamedTemporaryFile("wb", {.name = {.dir = folder / ""}}, false);
        kept = f.name();
        co_await f.close();
        CHECK(exists(kept));
        auto dropped = co_await tempfile::NamedTemporaryFile("wb", {.name = {.dir = folder / ""}});
        CHECK(entries(folder) == 2);
    });
    CHECK(std::regex_match(path, std::regex(folder / "log-[a-z0-9_]{8}\\.txt")));
    CHECK(std::regex_match(kept, std::regex(folder / "tmp[a-z0-9_]{8}")));
    CHECK(entries(folder) == 1);   // the dropped one went with its last reference
}

TEST_CASE("closing a named temporary file that somebody has removed says so, as Python does") {
    Folder folder;
    run_really([&]() -> Coroutine<> {
        auto f = co_await tempfile::NamedTemporaryFile("wb", {.name = {.dir = folder / ""}});
        std::filesystem::remove(f.name());
        CHECK(co_await outcome(f.close()) == "FileNotFoundError: [Errno 2] No such file or directory: '" + f.name() + "'");
        CHECK(f.closed());
        CHECK(co_await outcome(f.close()) == "None");
    });
}

TEST_CASE("a temporary folder goes with all that is in it, also what may not be written") {
    Folder folder;
    std::string path, abandoned;
    run_really([&]() -> Coroutine<> {
        co_await async_with(tempfile::TemporaryDirectory({"-d", "pre-", folder / ""}), [&](const std::string& made) -> Coroutine<> {
            path = made;
            CHECK(permissions(path) == std::filesystem::perms::owner_all);
            co_await files::os::makedirs(path + "/a/b");
            put(path + "/a/b/f", "x");
            co_await files::os::symlink("/", path + "/a/root");
            chmod((path + "/a/b").c_str(), 0500);
        });
        CHECK_FALSE(exists(path));
        CHECK(exists("/"));
        auto kept = co_await tempfile::TemporaryDirectory({.dir = folder / ""});
        abandoned = kept.name();
        CHECK(exists(abandoned));
        auto cleaned = co_await tempfile::TemporaryDirectory({.dir = folder / ""});
        co_await cleaned.cleanup();
        CHECK_FALSE(exists(cleaned.name()));
        CHECK(co_await outcome(cleaned.cleanup()) == "None");
    });
    CHECK(std::regex_match(path, std::regex(folder / "pre-[a-z0-9_]{8}-d")));
    CHECK_FALSE(exists(abandoned));
}

TEST_CASE("a temporary file where there is no folder is an error that names the path") {
    Folder folder;
    run_really([&]() -> Coroutine<> {
        const auto refused = [](auto opening) -> Coroutine<> { co_await opening; };
        const std::string start = "FileNotFoundError: [Errno 2] No such file or directory: '" + folder / "no/tmp";
        CHECK_THAT(co_await outcome(refused(tempfile::NamedTemporaryFile("w", {.name = {.dir = folder / "no"}}))), ContainsSubstring(start));
        CHECK_THAT(co_await outcome(refused(tempfile::TemporaryDirectory({.dir = folder / "no"}))), ContainsSubstring(start));
        CHECK(co_await outcome(refused(tempfile::TemporaryFile("q"))) == "ValueError: invalid mode: 'q'");
    });
}
