#include "runtime/http/multidict.hpp"

#include "runtime/exceptions.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using http::CIMultiDict;
using http::MultiDict;

using Views = std::vector<std::string_view>;

TEST_CASE("a multidict keeps all values of a name, in the order in which they came") {
    MultiDict dict{{"a", "1"}, {"b", "2"}, {"a", "3"}};
    CHECK(dict.size() == 3);
    CHECK(dict["a"] == "1");
    CHECK(dict.get("c") == std::nullopt);
    CHECK(dict.get("c", "none") == "none");
    CHECK(dict.getall("a") == Views{"1", "3"});
    CHECK(dict.getall("c").empty());
    CHECK_THROWS_AS(dict["c"], KeyError);
    Views all;
    for (const auto& [name, value] : dict) all.insert(all.end(), {name, value});
    CHECK(all == Views{"a", "1", "b", "2", "a", "3"});
    CHECK(dict == MultiDict{{"a", "1"}, {"b", "2"}, {"a", "3"}});
    CHECK(!(dict == MultiDict{{"a", "1"}, {"a", "3"}, {"b", "2"}}));
}

TEST_CASE("what is set takes the place of all that had its name, where the first was") {
    MultiDict dict{{"a", "1"}, {"b", "2"}, {"a", "3"}};
    dict.set("a", "x");
    CHECK(dict == MultiDict{{"a", "x"}, {"b", "2"}});
    dict.set("c", "new");
    CHECK(dict == MultiDict{{"a", "x"}, {"b", "2"}, {"c", "new"}});
    CHECK(dict.remove("b") == 1);
    CHECK(dict.remove("b") == 0);
    CHECK(dict == MultiDict{{"a", "x"}, {"c", "new"}});
    dict.clear();
    CHECK(dict.empty());
}

TEST_CASE("a multidict takes in another: beside its own values, or instead of them") {
    MultiDict dict{{"a", "1"}, {"b", "2"}};
    dict.extend({{"a", "3"}});
    CHECK(dict == MultiDict{{"a", "1"}, {"b", "2"}, {"a", "3"}});
    dict.update({{"a", "4"}, {"a", "5"}});
    CHECK(dict == MultiDict{{"b", "2"}, {"a", "4"}, {"a", "5"}});
    dict.extend(dict);
    CHECK(dict.getall("a") == Views{"4", "5", "4", "5"});
    dict.update(dict);
    CHECK(dict.size() == 6);
}

TEST_CASE("case matters, except to headers") {
    MultiDict query{{"A", "1"}, {"a", "2"}};
    CHECK(query["a"] == "2");
    CIMultiDict headers{{"Content-Type", "x"}, {"content-TYPE", "y"}};
    CHECK(headers["CONTENT-type"] == "x");
    CHECK(headers.getall("content-type") == Views{"x", "y"});
    headers.set("content-type", "z");
    CHECK(headers == CIMultiDict{{"CONTENT-TYPE", "z"}});
    CHECK(!(headers == CIMultiDict{{"CONTENT-TYPE", "Z"}}));
    CHECK(http::equal_ignoring_case("aZ[", "Az["));
    CHECK(!http::equal_ignoring_case("a[", "a{"));   // 32 apart, and no letters
}

TEST_CASE("a multidict may be given views of its own text, and forgets what was removed") {
    MultiDict dict{{"name", "value"}};
    for (int i = 0; i < 100; ++i) dict.add(dict["name"], (*dict.begin()).name);
    CHECK(dict.size() == 101);
    CHECK(dict.getall("value").size() == 100);
    dict.set(dict["name"], dict["name"]);
    CHECK(dict == MultiDict{{"name", "value"}, {"value", "value"}});
    for (int i = 0; i < 10'000; ++i) dict.set("big", std::string(1000, static_cast<char>('a' + i % 26)));
    CHECK(dict["big"] == std::string(1000, static_cast<char>('a' + 9'999 % 26)));
    CHECK(dict["name"] == "value");
}
