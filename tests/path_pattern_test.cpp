#include "runtime/http/server/path_pattern.hpp"

#include "runtime/exceptions.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace asyncio::http;

namespace {

/// What the names of the pattern stand for in the path; nothing if it does not match.
std::optional<MultiDict> found(std::string_view pattern, std::string_view path) {
    MultiDict names;
    return PathPattern(pattern).match(path, names) ? std::optional(names) : std::nullopt;
}

}  // namespace

TEST_CASE("a name stands for a segment, or for what its expression says") {
    CHECK(found("/a", "/a") == MultiDict{});
    CHECK(found("/a", "/b") == std::nullopt);
    CHECK(found("/a/{x}", "/a/b%20c") == MultiDict{{"x", "b c"}});
    CHECK(found("/a/{x}", "/a/") == std::nullopt);
    CHECK(found("/a/{x}", "/a/b/c") == std::nullopt);
    CHECK(found("/{x}/{y}/c", "/1/2/c") == MultiDict{{"x", "1"}, {"y", "2"}});
    CHECK(found("/{x:\\d{2}}/{y:(a|b)+}", "/12/abab") == MultiDict{{"x", "12"}, {"y", "abab"}});
    CHECK(found("/{x:\\d{2}}", "/123") == std::nullopt);
    CHECK(found("/{a}-{b}.txt", "/x-y-z.txt") == MultiDict{{"a", "x-y"}, {"b", "z"}});
    CHECK(found("/{all:.*}", "/") == MultiDict{{"all", ""}});
    CHECK(found("/{all:.+}", "/") == std::nullopt);
    CHECK(found("/{all:.+}", "/a/b%2Fc") == MultiDict{{"all", "a/b/c"}});
    CHECK(found("/a.b", "/axb") == std::nullopt);
    CHECK(found("/a.b/{x:.}", "/a.b/c") == MultiDict{{"x", "c"}});
    CHECK(found("", "") == MultiDict{});
}

TEST_CASE("a pattern that is none says what is wrong with it") {
    for (const char* bad : {"a", "/{", "/}", "/{a", "/{}", "/{1a}", "/{a b}", "/{a}}", "/{a:[}", "/{a:(}", "/{:x}", "/a{b}c{", "/{a}/{a}", "/{a}-{b}-{a:x}"}) {
        INFO(bad);
        CHECK_THROWS_AS(PathPattern(bad), ValueError);
    }
}

TEST_CASE("a pattern with values is a path that it matches") {
    const PathPattern pattern("/u/{name}/{rest:.*}");
    CHECK(!pattern.is_plain());
    CHECK(PathPattern("/plain path").is_plain());
    const MultiDict values{{"name", "a/b ü"}, {"rest", "x/y z"}};
    const std::string path = pattern.path_for(values);
    CHECK(path == "/u/a%2Fb%20%C3%BC/x/y%20z");
    MultiDict names;
    CHECK(pattern.match(path, names));
    CHECK(names == values);
    CHECK_THROWS_AS(pattern.path_for({{"name", "x"}}), KeyError);
    CHECK(PathPattern("/a b").path_for({}) == "/a%20b");
}

TEST_CASE("a path that is very long does no harm to a regular expression") {
    CHECK(found("/{x:\\w+}-{y}", "/" + std::string(8000, 'a')) == std::nullopt);
    CHECK(found("/{x:\\w+}-{y}", "/" + std::string(8000, 'a') + "-b") == MultiDict{{"x", std::string(8000, 'a')}, {"y", "b"}});
}
