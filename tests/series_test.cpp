#include "catch.hpp"
#include "visualizer/model/series.hpp"

using awaitscope::Series;

namespace {

template <class T, std::size_t N>
std::vector<T> list(const Series<T, N>& series) { return {series.begin(), series.end()}; }

}  // namespace

TEST_CASE("a series reads like the vector of what was pushed") {
    Series<int, 2> series{1, 2, 3};
    series.push_back(4);
    series.insert(1, 9);
    CHECK(list(series) == std::vector{1, 9, 2, 3, 4});
    CHECK(series.front() == 1);
    CHECK(series.back() == 4);
    CHECK(series[2] == 2);
    CHECK(std::lower_bound(series.begin() + 2, series.end(), 3) - series.begin() == 3);
}

TEST_CASE("changing a copy of a series leaves the other alone, and they share the rest") {
    Series<int, 2> first{1, 2, 3, 4};
    Series<int, 2> second = first;
    second.edit(3) = 5;
    second.push_back(6);
    CHECK(list(first) == std::vector{1, 2, 3, 4});
    CHECK(list(second) == std::vector{1, 2, 3, 5, 6});
    CHECK(&first[0] == &second[0]);
    CHECK(&first[2] != &second[2]);
    CHECK_FALSE(first == second);
    first.edit(3) = 5;
    first.push_back(6);
    CHECK(first == second);
}
