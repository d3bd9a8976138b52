#include <cerrno>

#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;

namespace {

Coroutine<> fails_with(int code) {
    co_await sleep(0);
    throw OSError(code, "as it is");
}

Coroutine<> waits_for(Future<> future) { co_await future; }

/// How an OSError of that code looks to those who catch the class that Python has for it.
template <class E>
Coroutine<std::string> caught(Coroutine<> coroutine) {
    try {
        co_await coroutine;
    } catch (const E& e) {
        co_return type_name(e) + " " + repr(e) + " " + std::to_string(e.code);
    } catch (const OSError&) {
        co_return "another";
    }
    co_return "none";
}

}  // namespace

TEST_CASE("an OSError is called what its code means, as in Python") {
    CHECK(repr(OSError(ENOENT, "gone")) == "FileNotFoundError(2, 'gone')");
    CHECK(type_name(OSError(EPERM, "no")) == "PermissionError");
    CHECK(type_name(OSError(ETIMEDOUT, "late")) == "TimeoutError");
    CHECK(repr(OSError(EMFILE, "many")) == "OSError(24, 'many')");
    CHECK(repr(OSError("words alone")) == "OSError('words alone')");
    CHECK(repr(OSError()) == "OSError()");
    CHECK(repr(ConnectionError(ENOENT, "of a kind")) == "ConnectionError(2, 'of a kind')");   // a class that was chosen stays
    CHECK(repr(std::make_exception_ptr(OSError(ECHILD, "none"))) == "ChildProcessError(10, 'none')");
    CHECK(OSError(ENOENT, "gone").code == ENOENT);
}

TEST_CASE("an OSError that leaves a coroutine, a thread's job or goes into a future is caught as what its code means") {
    const Ran ran = ::ran(Clock::virtual_time, [] {
        run([]() -> Coroutine<> {
            CHECK(co_await caught<ConnectionRefusedError>(fails_with(ECONNREFUSED)) == "ConnectionRefusedError ConnectionRefusedError(111, 'as it is') 111");
            CHECK(co_await caught<ConnectionError>(fails_with(EPIPE)) == "BrokenPipeError BrokenPipeError(32, 'as it is') 32");
            CHECK(co_await caught<FileNotFoundError>(fails_with(EEXIST)) == "another");
            CHECK(co_await caught<TimeoutError>(fails_with(ETIMEDOUT)) == "TimeoutError TimeoutError(110, 'as it is') 110");
            Future<> future = get_running_loop().create_future<>();
            future.set_exception(OSError(EISDIR, "a folder"));
            CHECK(co_await caught<IsADirectoryError>(waits_for(future)) == "IsADirectoryError IsADirectoryError(21, 'a folder') 21");
            const auto fails = [&](OSError error) {
                Future<> failed = get_running_loop().create_future<>();
                failed.set_exception(error);
                return repr(failed.exception());
            };
            CHECK(fails(OSError()) == "OSError()");
            CHECK(fails(OSError("words alone")) == "OSError('words alone')");
            const auto job = []() -> Coroutine<> { co_await to_thread([] { throw OSError(ESRCH, "of a job"); }); };
            CHECK(co_await caught<ProcessLookupError>(job()) == "ProcessLookupError ProcessLookupError(3, 'of a job') 3");
        }());
    });
    CHECK(ran.raised == "");
}

TEST_CASE("an OSError that becomes what its code means keeps its paths, what it was raised from and what was being handled") {
    const auto tells = []() -> Coroutine<> {
        std::exception_ptr first = std::make_exception_ptr(ValueError("first"));
        try {
            std::rethrow_exception(first);
        } catch (const ValueError&) {
            OSError error(ENOENT, "gone", "rename", OSError::Paths{"a", "b"});
            error.set_cause(first);
            throw error;
        }
        co_return;
    };
    const Ran ran = ran_main([&]() -> Coroutine<> {
        try {
            co_await tells();
        } catch (const FileNotFoundError& e) {
            CHECK(std::string(e.what()) == "[Errno 2] gone: 'a' -> 'b'");
            CHECK(e.operation == "rename");
            CHECK(repr(e.cause()) == "ValueError('first')");
            CHECK(repr(e.context()) == "ValueError('first')");
            co_return;
        }
        FAIL();
    });
    CHECK(ran.raised == "");
}
