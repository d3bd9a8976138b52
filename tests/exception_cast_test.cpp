#include "catch.hpp"
#include "runtime/asyncio.hpp"

using namespace asyncio;

TEST_CASE("exception_cast gives what an exception is, and nothing of what it is not") {
    const auto error = std::make_exception_ptr(FileNotFoundError(ENOENT, "No such file or directory"));
    REQUIRE(exception_cast<FileNotFoundError>(error));
    CHECK(exception_cast<FileNotFoundError>(error)->code == ENOENT);
    CHECK(exception_cast<OSError>(error) == exception_cast<FileNotFoundError>(error));
    CHECK(exception_cast<Exception>(error));
    CHECK(exception_cast<BaseException>(error)->what() == std::string("[Errno 2] No such file or directory"));
    CHECK_FALSE(exception_cast<ValueError>(error));
    CHECK_FALSE(exception_cast<PermissionError>(error));
    CHECK(exception_cast<std::exception>(error));
    CHECK_FALSE(exception_cast<std::exception>(std::make_exception_ptr(CancelledError())));   // which only asyncio's own handlers are to catch

    CHECK_FALSE(exception_cast<BaseException>(nullptr));
    CHECK_FALSE(exception_cast<BaseException>(std::make_exception_ptr(7)));
    CHECK_FALSE(exception_cast<std::exception>(std::make_exception_ptr("text")));
    const auto standard = std::make_exception_ptr(std::out_of_range("nothing there"));
    CHECK(std::string(exception_cast<std::exception>(standard)->what()) == "nothing there");
    CHECK(exception_cast<std::logic_error>(standard));
    CHECK_FALSE(exception_cast<std::runtime_error>(standard));
}

namespace {

struct Left { int left = 1; };
struct Both : ValueError, Left {
    Both() : ValueError("both") {}
};
struct Twice : ValueError, RuntimeError {   // a BaseException in two ways: hence caught as none
    Twice() : ValueError("one way"), RuntimeError("another") {}
};

}  // namespace

TEST_CASE("exception_cast finds a class at its place inside of what was thrown, as catch does") {
    const auto both = std::make_exception_ptr(Both());
    CHECK(exception_cast<Left>(both)->left == 1);
    CHECK(exception_cast<ValueError>(both)->message() == "both");
    CHECK(static_cast<const void*>(exception_cast<Left>(both)) != exception_cast<ValueError>(both));

    const auto twice = std::make_exception_ptr(Twice());
    CHECK(exception_cast<RuntimeError>(twice)->message() == "another");
    CHECK_FALSE(exception_cast<BaseException>(twice));

    const auto group = std::make_exception_ptr(ExceptionGroup("group", {both, both}));
    CHECK(exception_cast<BaseExceptionGroup>(group)->exceptions().size() == 2);
    CHECK(exception_cast<Exception>(group));
}

TEST_CASE("what exception_cast gives is what a handler is given, and lives as long as the exception") {
    std::exception_ptr kept;
    const ValueError* seen = nullptr;
    try {
        throw ValueError("thrown");
    } catch (const ValueError& handled) {
        kept = std::current_exception();
        seen = &handled;
    }
    CHECK(exception_cast<ValueError>(kept) == seen);
    try {
        std::rethrow_exception(kept);
    } catch (...) {
        CHECK(exception_cast<ValueError>(std::current_exception()) == seen);
    }
    CHECK(exception_cast<ValueError>(kept)->message() == "thrown");
}
