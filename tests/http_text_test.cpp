#include "runtime/http/content_type.hpp"
#include "runtime/http/etag.hpp"
#include "runtime/http/json.hpp"
#include "runtime/http/percent.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace asyncio::http;

TEST_CASE("a Content-Type header says type, charset and boundary") {
    const ContentType html = ContentType::parse("Text/HTML ; Charset=\"UTF-8\" ; boundary=\"a b\"; other");
    CHECK(html.type == "text/html");
    CHECK(html.charset == "utf-8");
    CHECK(html.boundary == "a b");
    for (const char* nonsense : {"", "html", ";", ";charset=x"}) CHECK(ContentType::parse(nonsense).type == "application/octet-stream");
    CHECK(ContentType::parse("application/json").is_json());
    CHECK(ContentType::parse("application/problem+json; charset=utf-8").is_json());
    CHECK(!ContentType::parse("text/json").is_json());
    CHECK(!ContentType::parse("application/jsonx").is_json());
}

TEST_CASE("a file's name tells what is in it, and how it is packed") {
    CHECK(guess_type("index.html") == "text/html");
    CHECK(guess_type("/a.b/PHOTO.JPG") == "image/jpeg");
    CHECK(guess_type("archive.tar.gz") == "application/x-tar");
    CHECK(guess_encoding("archive.tar.gz") == "gzip");
    CHECK(guess_encoding("archive.tar") == "");
    for (const char* unknown : {"", "none", ".html", "a.html/b", "x.", "x.unknown", "x.gz"}) CHECK(guess_type(unknown) == "application/octet-stream");
}

TEST_CASE("what a URL cannot carry is quoted, and comes back the same") {
    CHECK(quote("a b/ü?&") == "a%20b/%C3%BC%3F%26");
    CHECK(quote("a/b", "") == "a%2Fb");
    CHECK(quote(std::string_view("\0\xff~", 3)) == "%00%FF~");
    CHECK(unquote("a%20b%2f%C3%BC+") == "a b/ü+");
    CHECK(unquote("a+b%2B", true) == "a b+");
    CHECK(unquote("%") == "%");
    CHECK(unquote("%4") == "%4");
    CHECK(unquote("%g0%41%") == "%g0A%");
    CHECK(requote("/a b/%41%2f%zz/ü", path_safe) == "/a%20b/A%2F%25zz/%C3%BC");
    CHECK(requote(requote("/%25%41", path_safe), path_safe) == "/%25A");
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    CHECK(unquote(quote(all)) == all);
    CHECK(parse_query(encode_query({{all, all}})) == MultiDict{{all, all}});
}

TEST_CASE("a query is read as Python's parse_qsl reads it") {
    CHECK(parse_query("a=1&b=x+y&a=%26") == MultiDict{{"a", "1"}, {"b", "x y"}, {"a", "&"}});
    CHECK(parse_query("a&=b&&c==&%3D=%3d") == MultiDict{{"a", ""}, {"", "b"}, {"c", "="}, {"=", "="}});
    CHECK(parse_query("").empty());
    CHECK(encode_query({{"a", "1 2"}, {"b", "&="}, {"", ""}}) == "a=1+2&b=%26%3D&=");
}

TEST_CASE("conditions name versions of a resource by their tags") {
    CHECK(parse_etags(R"("a", W/"b" ,"c")") == std::vector<ETag>{{"a"}, {"b", true}, {"c"}});
    CHECK(parse_etags(" * ") == std::vector<ETag>{{"*"}});
    CHECK(parse_etags(R"("a", b, "c")") == std::vector<ETag>{{"a"}});
    for (const char* nonsense : {"", "a", "\"", "\"a", "\"\"", "W/", "w/\"a\"", "\"a b\"", "\"a\"\"b\"", "\"a\" \"b\""}) CHECK(parse_etags(nonsense).empty());
    CHECK(format_etag({"a"}) == "\"a\"");
    CHECK(format_etag({"a", true}) == "W/\"a\"");
    CHECK(format_etag({"*"}) == "*");
    CHECK_THROWS_AS(format_etag({"a\"b"}), ValueError);
}

TEST_CASE("JSON that is none is a JSONDecodeError, text that is no UTF-8 does no harm") {
    CHECK(parse_json(R"({"a": [1, 2.5, "ü", null]})").dump() == R"({"a":[1,2.5,"ü",null]})");
    CHECK_THROWS_AS(parse_json("{"), JSONDecodeError);
    CHECK_THROWS_AS(parse_json(""), ValueError);
    CHECK(dump_json("\xff") == "\"\xef\xbf\xbd\"");
}
