#include <cmath>

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
    CHECK(dump_json("\xff") == R"("\ufffd")");
}

TEST_CASE("JSON is written as Python writes it, and read into the order in which it stands") {
    CHECK(dump_json({{"b", {1, nullptr, true}}, {"a", 1e16}}) == R"({"b": [1, null, true], "a": 1e+16})");
    CHECK(dump_json(Json::array({Json::object(), Json::array(), -0.0, 1.0, 0.1, 12345678901234567890u})) ==
          "[{}, [], -0.0, 1.0, 0.1, 12345678901234567890]");
    CHECK(dump_json("ü😀\"\\\n\x01\x7f") == "\"\\u00fc\\ud83d\\ude00\\\"\\\\\\n\\u0001\x7f\"");
    CHECK(dump_json({NAN, INFINITY, -INFINITY}) == "[NaN, Infinity, -Infinity]");
    const std::string text = R"({"z": 1, "y": {"b": [], "a": {}}, "x": 3})";
    CHECK(dump_json(parse_json(text)) == text);
    CHECK(dump_json(parse_json(R"({"a": 1, "b": 2, "a": 3})")) == R"({"a": 3, "b": 2})");
}

TEST_CASE("a JSON object is found through by name, however many members it has, and equal in any order") {
    Json object, backwards;
    for (int i = 0; i < 1000; ++i) object["k" + std::to_string(i)] = i;
    for (int i = 1000; i-- > 0;) backwards["k" + std::to_string(i)] = i;
    CHECK(object == backwards);
    CHECK(object.begin().key() == "k0");
    CHECK(backwards.begin().key() == "k999");
    const Json copy = object;
    for (int i = 0; i < 1000; i += 2) CHECK(object.erase("k" + std::to_string(i)) == 1);
    CHECK(object.size() == 500);
    CHECK_FALSE(object.contains("k500"));
    CHECK(object["k501"] == 501);
    CHECK(object.value("k500", -1) == -1);
    CHECK(object != backwards);
    CHECK(copy.at("k998") == 998);
    Json& kept = object["new"];
    object["k0"] = 0;
    kept = 7;                                // a member stays where it is
    CHECK(object["new"] == 7);
    const Json moved = std::move(object);
    CHECK(moved.size() == 502);
    CHECK(moved.contains("k999"));
}

TEST_CASE("what is wrong with a text that should be JSON is said in Python's words") {
    const auto mistake = [](const char* text) -> std::string {
        try {
            return dump_json(parse_json(text));
        } catch (const JSONDecodeError& e) {
            return e.what();
        }
    };
    CHECK(mistake("") == "Expecting value: line 1 column 1 (char 0)");
    CHECK(mistake("{not json") == "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)");
    CHECK(mistake("{\"ü\": 1,}") == "Expecting property name enclosed in double quotes: line 1 column 9 (char 8)");
    CHECK(mistake("{\"a\" 1}") == "Expecting ':' delimiter: line 1 column 6 (char 5)");
    CHECK(mistake("[1,\n 2 3]") == "Expecting ',' delimiter: line 2 column 4 (char 7)");
    CHECK(mistake("[[1, ]]") == "Expecting value: line 1 column 6 (char 5)");
    CHECK(mistake("\"abc") == "Unterminated string starting at: line 1 column 1 (char 0)");
    CHECK(mistake("\"a\nb\"") == "Invalid control character at: line 1 column 3 (char 2)");
    CHECK(mistake(R"("\x")") == "Invalid \\escape: line 1 column 2 (char 1)");
    CHECK(mistake(R"("\u12zz ")") == "Invalid \\uXXXX escape: line 1 column 3 (char 2)");
    CHECK(mistake("[1] [2]") == "Extra data: line 1 column 5 (char 4)");
    CHECK(mistake("01") == "Extra data: line 1 column 2 (char 1)");
    CHECK(mistake("\xef\xbb\xbf[]") == "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)");
    try {
        parse_json("[1,\n 2 3]");
    } catch (const JSONDecodeError& e) {
        CHECK(e.msg == "Expecting ',' delimiter");
        CHECK(std::tuple(e.pos, e.lineno, e.colno) == std::tuple(7u, 2u, 4u));
    }
}
