#include "runtime/http/client/cookie_jar.hpp"

#include "runtime/exceptions.hpp"
#include "runtime/http/client/basic_auth.hpp"
#include "runtime/http/client/decode.hpp"
#include "runtime/http/client/received_head.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace asyncio::http;

namespace {

/// A jar into which a response from `url` has put these Set-Cookie headers.
CookieJar jar_of(const std::string& url, const std::vector<std::string>& headers, CookieJarOptions options = {}) {
    CookieJar jar(options);
    std::vector<Cookie> cookies;
    for (const std::string& header : headers) cookies.push_back(*parse_set_cookie(header));
    jar.update_cookies(cookies, URL(url));
    return jar;
}

}  // namespace

TEST_CASE("a cookie goes back to the host that has set it, or to the domain that it names") {
    const CookieJar jar = jar_of("http://www.example.com/", {"own=1", "all=2; Domain=example.com", "others=3; Domain=other.com"});
    CHECK(jar.filter_cookies(URL("http://www.example.com/")) == Cookies{{"own", "1"}, {"all", "2"}});
    CHECK(jar.filter_cookies(URL("http://example.com/")) == Cookies{{"all", "2"}});
    CHECK(jar.filter_cookies(URL("http://a.www.example.com/")) == Cookies{{"all", "2"}});
    CHECK(jar.filter_cookies(URL("http://notexample.com/")).empty());
    CHECK(jar.size() == 2);
}

TEST_CASE("a cookie goes to the path that it names, or to the folder of the page that has set it") {
    const CookieJar jar = jar_of("http://host/a/page", {"folder=1", "path=2; Path=/b", "root=3; Path=/"});
    CHECK(jar.filter_cookies(URL("http://host/a/other")) == Cookies{{"folder", "1"}, {"root", "3"}});
    CHECK(jar.filter_cookies(URL("http://host/b/c")) == Cookies{{"path", "2"}, {"root", "3"}});
    CHECK(jar.filter_cookies(URL("http://host/bc")) == Cookies{{"root", "3"}});
}

TEST_CASE("a secure cookie goes over TLS only") {
    const CookieJar jar = jar_of("https://host/", {"a=1; Secure"});
    CHECK(jar.filter_cookies(URL("http://host/")).empty());
    CHECK(jar.filter_cookies(URL("https://host/")) == Cookies{{"a", "1"}});
}

TEST_CASE("what has expired is gone, and a later cookie takes the place of an earlier one") {
    CookieJar jar = jar_of("http://host/", {"a=1; Max-Age=100", "b=2; Expires=Tue, 01 Jan 2019 00:00:00 GMT", "c=3; Max-Age=0", "a=4"});
    CHECK(jar.filter_cookies(URL("http://host/")) == Cookies{{"a", "4"}});
    jar.update_cookies(std::vector{*parse_set_cookie("a=; Max-Age=0")}, URL("http://host/"));
    CHECK(jar.size() == 0);
}

TEST_CASE("a cookie may be kept for longer than time can be counted") {
    const CookieJar jar = jar_of("http://host/", {"a=1; Max-Age=9223372036854775807", "b=2; Max-Age=-9223372036854775808"});
    CHECK(jar.filter_cookies(URL("http://host/")) == Cookies{{"a", "1"}});
}

TEST_CASE("numbers get no cookies, unless the jar is unsafe; what the program puts in goes everywhere") {
    CHECK(jar_of("http://127.0.0.1/", {"a=1"}).size() == 0);
    CHECK(jar_of("http://127.0.0.1/", {"a=1"}, {.unsafe = true}).filter_cookies(URL("http://127.0.0.1/")) == Cookies{{"a", "1"}});
    CookieJar jar;
    jar.update_cookies(Cookies{{"a", "1"}});
    CHECK(jar.filter_cookies(URL("http://127.0.0.1/")) == Cookies{{"a", "1"}});
    CHECK(jar.filter_cookies(URL("http://host/deep/path")) == Cookies{{"a", "1"}});
}

TEST_CASE("a jar can be emptied, in whole or in part") {
    CookieJar jar = jar_of("http://www.example.com/", {"a=1", "b=2; Domain=example.com"});
    jar.clear_domain("www.example.com");
    CHECK(jar.size() == 1);
    jar.clear([](const Cookie& cookie) { return cookie.name == "b"; });
    CHECK(jar.size() == 0);
    jar.update_cookies(Cookies{{"a", "1"}});
    jar.clear();
    CHECK(jar.size() == 0);
}

TEST_CASE("a user's name and password make a header, and come out of it again") {
    CHECK(BasicAuth{"user", "secret"}.encode() == "Basic dXNlcjpzZWNyZXQ=");
    for (const BasicAuth& auth : {BasicAuth{"a", ""}, BasicAuth{"ab", "c:d"}, BasicAuth{"", "ü"}}) CHECK(BasicAuth::decode(auth.encode()) == auth);
    CHECK_THROWS_AS((BasicAuth{"a:b", ""}.encode()), ValueError);
    for (const std::string header : {"", "Basic", "Bearer abc", "Basic !", "Basic YWJj"}) CHECK_THROWS_AS(BasicAuth::decode(header), ValueError);
}

TEST_CASE("a head is made of its lines") {
    ReceivedHead head;
    for (const std::string line : {"HTTP/1.1 100 Continue\r\n", "X: y\r\n", "\r\n", "HTTP/1.0 404 Not Here\r\n", "A: 1\r\n", "B:\r\n", "A: 2\r\n", "  and 3\r\n"})
        CHECK_FALSE(head.feed(line));
    CHECK(head.feed("\r\n"));
    CHECK(head.status == 404);
    CHECK(head.version == 10);
    CHECK(head.reason == "Not Here");
    CHECK(head.headers == CIMultiDict{{"A", "1"}, {"B", ""}, {"A", "2 and 3"}});
    CHECK_FALSE(head.feed("Trailer: x\r\n"));
    CHECK(head.headers.size() == 3);
}

TEST_CASE("bytes become text as their encoding has it") {
    CHECK(decode("gr\xfc\xdf", "latin-1") == "grüß");
    CHECK(decode("\xc4\xe3\xba\xc3", "gbk") == "你好");
    CHECK(decode(std::string("a\0b\0", 4), "utf-16-le") == "ab");
    CHECK_THROWS_AS(decode("\xff", "gbk"), ValueError);
    CHECK_THROWS_AS(decode("x", "klingon"), LookupError);
    CHECK_FALSE(is_encoding("klingon"));
}
