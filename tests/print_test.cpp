#include <map>
#include <optional>
#include <set>

#include "catch.hpp"
#include "ran.hpp"
#include "runtime/asyncio.hpp"

using namespace asyncio;

namespace {

/// What a program prints.
template <class Body>
std::vector<std::string> printed_by(Body body) { return ran(Clock::virtual_time, body).out; }

const std::vector<std::string> names{"a", "b"};
const std::optional<std::string> some{"x"}, nothing;
const double two = 2;

}  // namespace

TEST_CASE("print shows in {} what str() gives in Python, but for a double's .0") {
    CHECK(printed_by([] {
        print("{} {} {}", two, true, 0.1);
        print("{1} {0} {1}", false, 1e16);
        print("{} {}", some, nothing);
        print("{} {} {}", names, std::vector<double>{1, 2.5}, std::vector{true});
        print("{} {}", std::tuple(1, "a"), std::pair('c', two));
        print("{} {} {}", std::map<std::string, int>{{"k", 1}}, std::set{1, 2}, std::set<int>());
        print("{} {} {}", 1, "text", 'c');
    }) == std::vector<std::string>{"2 True 0.1", "1e+16 False 1e+16", "x None", "['a', 'b'] [1.0, 2.5] [True]",
                                   "(1, 'a') ('c', 2.0)", "{'k': 1} {1, 2} set()", "1 text c"});
}

TEST_CASE("print shows the same of one value alone") {
    CHECK(printed_by([] {
        print(two);
        print(true);
        print(some);
        print(nothing);
        print(names);
        print('c');
    }) == std::vector<std::string>{"2.0", "True", "x", "None", "['a', 'b']", "c"});
}

TEST_CASE("print shows as fmt does what has a format specification, a formatter of its own, or was joined") {
    CHECK(printed_by([] {
        print("{:.3f} {:.1f} {:d} {:{}}|", two, two, true, 1.5, 8);
        print("{} {}", Address("/run/socket"), fmt::join(names, ", "));
    }) == std::vector<std::string>{"2.000 2.0 1      1.5|", "/run/socket a, b"});
}
