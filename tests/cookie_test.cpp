#include "runtime/http/cookie.hpp"

#include "runtime/exceptions.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace asyncio::http;

TEST_CASE("a Cookie header is read, and what is no cookie in it passed over") {
    CHECK(parse_cookies("a=1; b=2") == Cookies{{"a", "1"}, {"b", "2"}});
    CHECK(parse_cookies("a=1;b=2 ;;  ; novalue; =x; c=; d=x=y") == Cookies{{"a", "1"}, {"b", "2"}, {"c", ""}, {"d", "x=y"}});
    CHECK(parse_cookies("a=1; a=2") == Cookies{{"a", "2"}});
    CHECK(parse_cookies(R"(q="a \"b\" \054\303\274"; open="x)") == Cookies{{"q", "a \"b\" ,ü"}, {"open", "\"x"}});
    CHECK(parse_cookies("sp ace=1; k[0]=2").empty());
    CHECK(parse_cookies("").empty());
}

TEST_CASE("a Set-Cookie header is read as browsers read it") {
    const auto cookie = parse_set_cookie("id=a b; Path=/x; DOMAIN=.Example.com; max-age=60; Secure; HttpOnly; SameSite=Lax; "
                                         "expires=Sun, 06 Nov 1994 08:49:37 GMT; Strange=1");
    REQUIRE(cookie);
    CHECK(cookie->name == "id");
    CHECK(cookie->value == "a b");
    CHECK(cookie->options.path == "/x");
    CHECK(cookie->options.domain == "example.com");
    CHECK(cookie->options.max_age == 60);
    CHECK(cookie->options.expires == 784111777);
    CHECK(cookie->options.secure);
    CHECK(cookie->options.httponly);
    CHECK(cookie->options.samesite == "Lax");
    const auto plain = parse_set_cookie("a=; path=relative; max-age=soon; expires=never");
    REQUIRE(plain);
    CHECK(plain->value == "");
    CHECK(plain->options.path == "");
    CHECK(plain->options.max_age == std::nullopt);
    CHECK(plain->options.expires == std::nullopt);
    CHECK(!plain->options.secure);
    CHECK(!parse_set_cookie("novalue; Path=/"));
    CHECK(!parse_set_cookie("=x"));
    CHECK(!parse_set_cookie(""));
}

TEST_CASE("a cookie is written as Python writes it, and comes back the same") {
    CHECK(format_set_cookie({"a", "1"}) == "a=1; Path=/");
    CHECK(format_set_cookie({"a", ""}) == "a=\"\"; Path=/");
    CHECK(format_set_cookie({"a", "x y", {.path = "", .domain = "d", .max_age = -1, .expires = 0, .secure = true, .httponly = true, .samesite = "Strict"}}) ==
          "a=\"x y\"; Domain=d; expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Max-Age=-1; SameSite=Strict; Secure");
    CHECK_THROWS_AS(format_set_cookie({"a b", "1"}), ValueError);
    CHECK_THROWS_AS(format_set_cookie({"", "1"}), ValueError);
    for (const std::string value : {"", "plain", "with space", "a;b,c=d", "\"quoted\\\"", "ü", "line\nbreak\r", "\x7f"}) {
        INFO(value);
        CHECK(quote_cookie(value).find_first_of("\r\n;") == std::string::npos);
        CHECK(parse_cookies("k=" + quote_cookie(value)) == Cookies{{"k", value}});
        CHECK(parse_set_cookie(format_set_cookie({"k", value}))->value == value);
    }
}
