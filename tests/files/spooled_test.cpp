#include "tests/catch.hpp"
#include "tests/ran.hpp"
#include "trying.hpp"

using namespace trying;
namespace tempfile = asyncio::files::tempfile;
using Texts = std::vector<std::string>;

namespace {

/// The functions of the jobs that a program submits.
template <class F>
Texts jobs(F main) {
    const Ran program = ran_main(main);
    CHECK(program.raised == "");
    Texts names;
    for (std::size_t i = 0; i < program.log->size(); ++i)
        if ((*program.log)[i].kind == trace::Kind::job_submit) names.emplace_back(program.log->text((*program.log)[i].text));
    return names;
}

}  // namespace

TEST_CASE("a spooled file is in memory, without a job for a call, until it is larger than it may be there") {
    CHECK(jobs([]() -> Coroutine<> {
        auto f = co_await tempfile::SpooledTemporaryFile(10, "w+");
        CHECK(co_await f.write("caf\xc3\xa9\n") == 5);
        CHECK(f.name() == "");
        CHECK(co_await f.seek(0) == 0);
        CHECK(co_await f.read() == "caf\xc3\xa9\n");
        CHECK(co_await f.tell() == 6);
        CHECK_FALSE(co_await f.isatty());
        co_await f.writelines({"0123", "4"});   // rolls over
        CHECK(co_await f.tell() == 11);
        CHECK(f.name() != "");
        CHECK(co_await f.write("5") == 1);
        CHECK(co_await f.seek(0) == 0);
        CHECK(co_await f.readlines() == Texts{"caf\xc3\xa9\n", "012345"});
        co_await f.close();
        CHECK(f.closed());
    }) == Texts{"SpooledTemporaryFile", "rollover", "tell", "write", "seek", "readlines", "close"});
}

TEST_CASE("a descriptor, or rollover, moves a spooled file to the disk where it stands") {
    CHECK(jobs([]() -> Coroutine<> {
        co_await async_with(tempfile::SpooledTemporaryFile(), [](files::SpooledFile& f) -> Coroutine<> {
            co_await f.write("0123456789");
            co_await f.seek(4);
            CHECK(co_await f.fileno() > 2);
            CHECK(co_await f.read(2) == "45");
            CHECK(co_await f.truncate() == 6);
            co_await f.rollover();   // it is there
            co_await f.flush();
            co_await f.seek(0);
            CHECK(co_await f.readline() == "012345");
        });
    }) == Texts{"SpooledTemporaryFile", "fileno", "read", "truncate", "rollover", "flush", "seek", "readline", "close"});
}

TEST_CASE("a spooled file that cannot go to the disk says so and stays in memory, with all that is in it") {
    Folder folder;
    run_really([&]() -> Coroutine<> {
        auto f = co_await tempfile::SpooledTemporaryFile(4, "w+b", {.name = {.dir = folder / "no"}});
        co_await f.write("1234");
        CHECK_THAT(co_await outcome(f.write("5")), ContainsSubstring("FileNotFoundError: [Errno 2] No such file or directory: '" + folder / "no/tmp"));
        co_await f.seek(0);
        CHECK(co_await f.read() == "12345");
        std::filesystem::create_directory(folder / "no");
        co_await f.write("6");
        co_await f.seek(0);
        CHECK(co_await f.read() == "123456");
        CHECK(f.name() != "");
    });
}

TEST_CASE("a closed spooled file does nothing more, and an error in its mode comes when it is awaited") {
    run_really([]() -> Coroutine<> {
        auto f = co_await tempfile::SpooledTemporaryFile();
        co_await f.close();
        co_await f.close();
        CHECK(co_await outcome(f.read()) == "ValueError: I/O operation on closed file.");
        CHECK(co_await outcome(f.write("x")) == "ValueError: I/O operation on closed file.");
        const auto refused = []() -> Coroutine<> { co_await tempfile::SpooledTemporaryFile(0, "rw"); };
        CHECK(co_await outcome(refused()) == "ValueError: must have exactly one of create/read/write/append mode");
    });
}
