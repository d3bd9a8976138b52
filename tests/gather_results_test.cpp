#include <map>
#include <set>

#include "catch.hpp"
#include "ran.hpp"
#include "runtime/asyncio.hpp"

using namespace asyncio;

namespace {

Coroutine<int> squared(int number) {
    co_await asyncio::sleep(0);
    co_return number * number;
}
Coroutine<std::string> word() { co_return "w"; }
Coroutine<> nothing() { co_return; }
Coroutine<int> fails() {
    throw ValueError("no");
    co_return 0;
}
template <class T>
Coroutine<T> giving(T value) { co_return value; }

/// The end of what repr shows of a task that has given `value`.
template <class T>
Coroutine<std::string> shown_of_task(T value) {
    auto task = create_task(giving(value));
    co_await task;
    const std::string shown = repr(task);
    co_return shown.substr(shown.find("result="));
}

}  // namespace

TEST_CASE("the results of a gather of one type are gone through, asked by number and taken for a vector or a tuple") {
    run([]() -> Coroutine<> {
        const auto squares = co_await gather(squared(1), squared(2), squared(3));
        int sum = 0;
        for (int square : squares) sum += square;
        CHECK(sum == 14);
        CHECK((squares.size() == 3 && squares[1] == 4 && std::get<2>(squares) == 9));
        const std::vector<int> listed = co_await gather(squared(4), squared(5));
        CHECK(listed == std::vector{16, 25});
        const std::tuple<int, int> both = co_await gather(squared(4), squared(5));
        CHECK(both == std::tuple(16, 25));
        auto [four, five] = co_await gather(squared(4), squared(5));
        CHECK((four == 16 && five == 25));
    }());
}

TEST_CASE("the results of a gather of several types are taken apart, or taken for a tuple") {
    run([]() -> Coroutine<> {
        auto [square, text, none] = co_await gather(squared(4), word(), nothing());
        CHECK((square == 16 && text == "w" && std::same_as<decltype(none), None>));
        const std::tuple<int, std::string> both = co_await gather(squared(4), word());
        CHECK(both == std::tuple(16, std::string("w")));
        CHECK(std::apply([](auto... each) { return sizeof...(each); }, co_await gather(squared(4), word())) == 2);
    }());
}

TEST_CASE("print and repr show a gather's results as the list that Python gives") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        print(co_await gather(squared(1), squared(2)));
        print("{}", co_await gather(squared(1), word(), nothing()));
        print(co_await gather(return_exceptions, squared(1), fails()));
        print(co_await gather(return_exceptions, word(), fails(), nothing()));
        print(co_await gather());
        print(co_await gather(gather(squared(1), squared(2)), gather(word(), squared(3))));
        auto future = gather(squared(1), word());
        co_await future;
        print(repr(future));
    });
    CHECK(ran.out == std::vector<std::string>{"[1, 4]", "[1, 'w', None]", "[1, ValueError('no')]", "['w', ValueError('no'), None]", "[]",
                                              "[[1, 4], ['w', 9]]", "<_GatheringFuture finished result=[1, 'w']>"});
}

TEST_CASE("a task shows a result of several items as Python's reprlib cuts it") {
    run([]() -> Coroutine<> {
        CHECK(co_await shown_of_task(co_await gather(squared(1), squared(2))) == "result=[1, 4]>");
        CHECK(co_await shown_of_task(co_await gather(squared(1), word())) == "result=[1, 'w']>");
        CHECK(co_await shown_of_task(std::array{1, 2, 3, 4, 5, 6, 7}) == "result=[1, 2, 3, 4, 5, 6, ...]>");
        CHECK(co_await shown_of_task(std::set{1, 2, 3, 4, 5, 6, 7}) == "result={1, 2, 3, 4, 5, 6, ...}>");
        CHECK(co_await shown_of_task(std::set<int>()) == "result=set()>");
        CHECK(co_await shown_of_task(std::map<int, std::string>{{1, "a"}, {2, "b"}, {3, "c"}, {4, "d"}, {5, "e"}}) ==
              "result={1: 'a', 2: 'b', 3: 'c', 4: 'd', ...}>");
        CHECK(co_await shown_of_task(std::vector<bool>{true, false}) == "result=[True, False]>");
        CHECK(co_await shown_of_task(std::vector<std::vector<int>>{{1}, {}}) == "result=[[1], []]>");
    }());
}
