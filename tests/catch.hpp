#pragma once
// Debian 12 has Catch2 2.13, later systems have 3: the tests use what both share.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Matchers::ContainsSubstring;
#else
#include <catch2/catch.hpp>
using Catch::Matchers::Contains;
inline auto ContainsSubstring(const std::string& text) { return Contains(text); }
#endif

/// REQUIRE for what is asked a million times: Catch2 is told of a failure only, and what it is `about`.
#define MUST_HOLD(condition, about) \
    do { \
        if (condition) break; \
        INFO(about); \
        REQUIRE(condition); \
    } while (false)
