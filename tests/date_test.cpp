#include "runtime/http/date.hpp"

#include "tests/catch.hpp"

using namespace asyncio::http;

TEST_CASE("dates are written as HTTP wants them, and read in all three forms that it knows") {
    CHECK(format_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(format_date(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK(format_date(951782400) == "Tue, 29 Feb 2000 00:00:00 GMT");
    for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "6 nov 1994 8:49:37"})
        CHECK(parse_date(text) == 784111777);
    CHECK(parse_date("Fri, 01-Jan-38 00:00:00 GMT") == 2145916800);
    for (std::time_t time : {0L, 1L, 86399L, 951782399L, 1700000000L, 253402300799L}) CHECK(parse_date(format_date(time)) == time);
}

TEST_CASE("what is no date is none") {
    for (const char* text : {"", "GMT", "Sun, 06 Nov 1994", "08:49:37", "Sun, 06 Nox 1994 08:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
                             "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 08:49:37:1 GMT",
                             "Sun, 06 Nov 19940 08:49:37 GMT", "Sun, -6 Nov 1994 :: GMT", "Sun, 31 Feb 1994 08:49:37 GMT"}) {
        INFO(text);
        CHECK(parse_date(text) == std::nullopt);
    }
}

TEST_CASE("the present date is that of the clock") {
    const std::time_t before = std::time(nullptr);
    const auto now = parse_date(date_now());
    REQUIRE(now);
    CHECK(*now >= before);
    CHECK(*now <= std::time(nullptr));
}
