#include "runtime/http/client/url.hpp"

#include "runtime/exceptions.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using http::URL;

TEST_CASE("a URL has parts") {
    const URL url("HTTP://me:se%40cret@Example.COM:8080/a%20b/c?x=1&y=two+words#part");
    CHECK(url.scheme() == "http");
    CHECK(url.user() == "me");
    CHECK(url.password() == "se@cret");
    CHECK(url.host() == "example.com");
    CHECK(url.port() == 8080);
    CHECK(url.raw_path() == "/a%20b/c");
    CHECK(url.path() == "/a b/c");
    CHECK(url.query_string() == "x=1&y=two+words");
    CHECK(url.query()["y"] == "two words");
    CHECK(url.fragment() == "part");
    CHECK(url.str() == "http://me:se%40cret@example.com:8080/a%20b/c?x=1&y=two+words#part");
    CHECK(url.origin() == "http://example.com:8080");
    CHECK(url.without_user().with_fragment("").str() == "http://example.com:8080/a%20b/c?x=1&y=two+words");
    CHECK(repr(URL("http://a")) == "URL('http://a/')");
}

TEST_CASE("what a scheme implies is not repeated") {
    CHECK(URL("http://host:80/").str() == "http://host/");
    CHECK(URL("https://host:443").str() == "https://host/");
    CHECK(URL("https://host:80").str() == "https://host:80/");
    CHECK(URL("https://host").port() == 443);
    CHECK(URL("https://host").is_default_port());
}

TEST_CASE("what cannot stand in a URL is quoted; what is quoted without need is not") {
    CHECK(URL("http://host/ü b?q=ü b").str() == "http://host/%C3%BC%20b?q=%C3%BC+b");
    CHECK(URL("http://host/%61%2F%7e").str() == "http://host/a%2F~");
    CHECK(URL("http://host/a/./b/../c").str() == "http://host/a/c");
    CHECK(URL("http://a.b./").host() == "a.b.");
    CHECK(URL("http://host?q").str() == "http://host/?q");
}

TEST_CASE("no path leads out of its root, however its dots are written") {
    CHECK(URL("http://host/%2e%2e/x").str() == "http://host/x");
    CHECK(URL("http://host/a/b/%2E./c").str() == "http://host/a/c");
    CHECK(URL("http://host/a/%2e/b").str() == "http://host/a/b");
    CHECK(URL("http://host/a/b/%2e%2e").str() == "http://host/a/");
    CHECK(URL("http://host/a/%2e").str() == "http://host/a/");
    CHECK(URL("http://host/a//b/.../%2e%2ec").str() == "http://host/a//b/.../..c");
}

TEST_CASE("an IPv6 host stands in brackets, a name in other letters becomes punycode") {
    const URL url("http://[::1]:8080/");
    CHECK(url.host() == "::1");
    CHECK(url.host_and_port() == "[::1]:8080");
    CHECK(url.str() == "http://[::1]:8080/");
    CHECK(URL("http://Bücher.Example/").host() == "xn--bcher-kva.example");
    CHECK(URL("http://пример.испытание/").host() == "xn--e1afmkfd.xn--80akhbyknj4f");   // RFC 3492 and IANA have these
    CHECK(URL("http://例え.テスト:8080/").str() == "http://xn--r8jz45g.xn--zckzah:8080/");
    CHECK_THROWS_AS(URL("http://b\xff/"), ValueError);
}

TEST_CASE("a reference is understood on its page") {
    const URL page("http://host/a/b?q#f");
    CHECK(page.join("c").str() == "http://host/a/c");
    CHECK(page.join("../c").str() == "http://host/c");
    CHECK(page.join("/c?d").str() == "http://host/c?d");
    CHECK(page.join("?d").str() == "http://host/a/b?d");
    CHECK(page.join("//other/c").str() == "http://other/c");
    CHECK(page.join("https://other/c d").str() == "https://other/c%20d");
    CHECK(page.join("").str() == "http://host/a/b?q");
    CHECK(page.join("#g h").str() == "http://host/a/b?q#g%20h");
    CHECK_THROWS_AS(page.join("http://"), ValueError);
}

TEST_CASE("a query can be added to") {
    CHECK(URL("http://host/?a=1").extend_query({{"b", "x y"}, {"c", "&=+%"}}).str() == "http://host/?a=1&b=x+y&c=%26%3D%2B%25");
    CHECK(URL("http://host/").extend_query({}).str() == "http://host/");
}

TEST_CASE("what is no absolute URL is refused") {
    for (const std::string text : {"", "host", "/path", "http://", "http:///path", "http://host:x/", "http://host:99999/", "http://[::1/"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(URL(text), ValueError);
    }
    CHECK_THROWS_AS(URL(std::string("http://a\0b/", 11)), ValueError);
    CHECK_FALSE(URL());
    CHECK(URL::is_absolute("http://host"));
    CHECK_FALSE(URL::is_absolute("/redirect?to=http://host"));
}
