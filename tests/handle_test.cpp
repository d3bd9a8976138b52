#include <cerrno>
#include <functional>
#include <map>
#include <sstream>
#include <thread>

#include "catch.hpp"
#include "ran.hpp"
#include "runtime/trace/jsonl.hpp"

using namespace asyncio;

namespace {

ContextVar<int> depth("depth", 0);

}  // namespace

TEST_CASE("a handle tells what its callback is called in: a copy of the present context, or the one that it was given") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        depth.set(1);
        Context given = copy_context();
        given.run([] { depth.set(5); });
        const auto deeper = [] { depth.set(depth.get() + 1); };
        const Handle in_copy = loop.call_soon(deeper), in_given = loop.call_soon(given, deeper);
        const TimerHandle later = loop.call_later(1, given, deeper);
        depth.set(2);
        CHECK(in_copy.get_context()[depth] == 1);
        CHECK(in_given.get_context()[depth] == 5);
        CHECK(in_given.get_context() == given);   // the same, not a copy
        CHECK(later.get_context() == given);
        co_await sleep(0);
        CHECK(in_copy.get_context()[depth] == 2);
        CHECK(given[depth] == 6);
        CHECK(depth.get() == 2);
        in_copy.cancel();
        CHECK(in_copy.get_context()[depth] == 2);
    });
    CHECK(ran.raised == "");
}

namespace {

struct Clockwork {
    int ticks = 0;
    void tick(int n) { ticks += n; }
    void told(const Future<int>& future) { ticks += future.result(); }
    int count() const { return ticks; }
    Coroutine<> run() { co_return; }
};

}  // namespace

TEST_CASE("a method is called on its object: with call_soon and the like, or bound to it") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Clockwork clock;
        loop.call_soon(&Clockwork::tick, &clock, 1);
        loop.call_soon(bound(&clock, &Clockwork::tick), 10);
        loop.call_later(1, bound(&clock, &Clockwork::tick), 100);
        auto future = loop.create_future<int>();
        future.add_done_callback(bound(&clock, &Clockwork::told));
        future.set_result(1000);
        co_await sleep(2);
        CHECK(clock.ticks == 1111);
        CHECK(co_await to_thread(bound(&clock, &Clockwork::count)) == 1111);
        Event event;
        loop.call_soon(bound(event, &Event::set));
        co_await event.wait();
        auto shared = std::make_shared<Clockwork>();
        loop.call_soon(bound(shared, &Clockwork::tick), 5);
        co_await sleep(0);
        CHECK(shared->ticks == 5);
        loop.set_debug(true);
        CHECK_THROWS_AS(loop.call_soon(bound(&clock, &Clockwork::run)), TypeError);
    });
    CHECK(ran.raised == "");
    std::vector<std::string> names;
    for (std::size_t i = 0; i < ran.log->size(); ++i)
        if (const auto event = (*ran.log)[i]; event.kind == trace::Kind::push && event.text) names.emplace_back(ran.log->text(event.text));
    CHECK(names == std::vector<std::string>{"tick", "tick", "told", "tick", "set", "tick"});
}

TEST_CASE("repr shows a method with its class, and what it is called with") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Clockwork clock;
        CHECK(repr(loop.call_soon(&Clockwork::tick, &clock, 1)) == "<Handle Clockwork.tick(1)>");
        CHECK(repr(loop.call_soon(bound(&clock, &Clockwork::tick), 10)) == "<Handle Clockwork.tick(10)>");
        CHECK(repr(loop.call_later(1, bound(&clock, &Clockwork::tick), 100)) == "<TimerHandle when=1.0 Clockwork.tick(100)>");
        auto future = loop.create_future<int>();
        CHECK(repr(loop.call_soon([](Future<int>, std::string) {}, future, std::string("text"))) == "<Handle <lambda>(<Future pending>, 'text')>");
        CHECK(repr(loop.call_soon([](Future<int>) {}, Future<int>())) == "<Handle <lambda>(None)>");
        future.add_done_callback(bound(&clock, &Clockwork::told));
        CHECK(repr(future) == "<Future pending cb=[Clockwork.told()]>");
        loop.set_exception_handler([](Loop&, const ErrorContext& context) { print("{}", context.message); });
        loop.call_soon([](int, const char*) { throw ValueError("no"); }, 1, "a");
        auto fails = loop.create_future();
        fails.add_done_callback([](Future<>) { throw ValueError("no"); });
        fails.set_result();
        co_await sleep(0);
    });
    CHECK(ran.out == std::vector<std::string>{"Exception in callback <lambda>(1, 'a')", "Exception in callback <lambda>(<Future finished result=None>)"});
    CHECK(ran.raised == "");
}

TEST_CASE("bound methods are equal if method and object are: so they can be removed") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Clockwork one, other;
        auto future = get_running_loop().create_future<int>();
        for (Clockwork* clock : {&one, &other, &one}) future.add_done_callback(bound(clock, &Clockwork::told));
        CHECK(future.remove_done_callback(bound(&one, &Clockwork::count)) == 0);
        CHECK(future.remove_done_callback(bound(&one, &Clockwork::told)) == 2);
        future.set_result(1);
        co_await sleep(0);
        CHECK(one.ticks == 0);
        CHECK(other.ticks == 1);
    });
    CHECK(ran.raised == "");
}

TEST_CASE("an object that can be called goes by its class and is itself, if it is given as std::ref; print is print") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        struct Counter {
            void operator()(Future<int>) { ++calls; }
            int calls = 0;
        } one, other;
        Loop& loop = get_running_loop();
        auto future = loop.create_future<int>();
        for (Counter* counter : {&one, &other, &one}) future.add_done_callback(std::ref(*counter));
        CHECK(repr(future) == "<Future pending cb=[Counter(), <1 more>, Counter()]>");
        CHECK(future.remove_done_callback(std::ref(one)) == 2);
        future.set_result(1);
        CHECK(repr(loop.call_soon(print, "now")) == "<Handle print('now')>");
        co_await sleep(0);
        CHECK(one.calls == 0);
        CHECK(other.calls == 1);
    });
    CHECK(ran.raised == "");
    CHECK(ran.out == std::vector<std::string>{"now"});
    std::ostringstream trace;
    trace::write_jsonl(*ran.log, trace);
    CHECK(trace.str().find(R"("fn":"Counter")") != std::string::npos);
    CHECK(trace.str().find(R"("fn":"print")") != std::string::npos);
}

TEST_CASE("a handle is equal to itself, and timers are in the order of their deadlines") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const auto nothing = [] {};
        const Handle soon = loop.call_soon(nothing), same = soon;
        CHECK(soon == same);
        CHECK(soon != loop.call_soon(nothing));
        const TimerHandle first = loop.call_later(1, nothing), second = loop.call_later(2, nothing);
        const TimerHandle with_first = loop.call_later(1, nothing);
        CHECK(first == first);
        CHECK(first != with_first);
        CHECK((first < second && second > first && first <= second && second >= first && first <= first));
        CHECK_FALSE((first < with_first || first > with_first || first <= with_first || first >= with_first));
        co_await sleep(0);
    });
    CHECK(ran.raised == "");
}

TEST_CASE("repr shows results as reprlib does: items up to six, and what has a repr of its own") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const auto shown = [&](auto value) {
            auto future = loop.create_future<decltype(value)>();
            future.set_result(std::move(value));
            return repr(future);
        };
        CHECK(shown(std::tuple(1, std::string("a"))) == "<Future finished result=(1, 'a')>");
        CHECK(shown(std::pair(1.5, true)) == "<Future finished result=(1.5, True)>");
        CHECK(shown(std::tuple(None())) == "<Future finished result=(None,)>");
        CHECK(shown(std::vector{std::pair(1, 2)}) == "<Future finished result=[(1, 2)]>");
        CHECK(shown(std::vector<int>(7)) == "<Future finished result=[0, 0, 0, 0, 0, 0, ...]>");
        CHECK(shown(Address("127.0.0.1", 80)) == "<Future finished result=('127.0.0.1', 80)>");
        CHECK(shown(std::make_exception_ptr(ValueError("x"))) == "<Future finished result=ValueError('x')>");
        CHECK(shown(std::map<std::string, std::thread::id>{{"a", {}}}) == "<Future finished result={'a': ...}>");
        const auto fails = []() -> Coroutine<> { throw ValueError("x"); co_return; };
        auto both = gather(sleep(0, 1), fails(), return_exceptions);
        co_await both;
        CHECK(repr(both) == "<_GatheringFuture finished result=[1, ValueError('x')]>");
    });
    CHECK(ran.raised == "");
}

TEST_CASE("a future that refers to nothing says so whatever is asked of it") {
    const Ran program = ran_main([]() -> Coroutine<> {
        const Future<int> none;
        CHECK_FALSE(none);
        CHECK_THROWS_AS(none.done(), RuntimeError);
        CHECK_THROWS_AS(none.result(), RuntimeError);
        CHECK_THROWS_AS(none.set_result(1), RuntimeError);
        CHECK_THROWS_AS(none.add_done_callback([](Future<int>) {}), RuntimeError);
        CHECK_THROWS_AS(Task<>().cancel(), RuntimeError);
        try {
            co_await none;
        } catch (const RuntimeError& e) {
            print(e);
        }
        const Future<int> some(get_running_loop());
        get_running_loop().call_soon(&Future<int>::set_result, some, 3);
        print(co_await some);
        print(some);
        print(std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8});   // all of it, where repr() of a task would cut it
    });
    CHECK(program.out == std::vector<std::string>{"this future refers to nothing: loop.create_future() and create_task() make one", "3",
                                                  "<Future finished result=3>", "[1, 2, 3, 4, 5, 6, 7, 8]"});
}

TEST_CASE("futures of another loop are refused by those who would wait for them") {
    const Ran program = ran(Clock::virtual_time, [] {
        const auto other = new_event_loop(), loop = new_event_loop();
        const auto theirs = other->create_future();
        const auto told = [](const char* who, const auto& e) { print("{}: {}", who, repr(e)); };
        loop->run_until_complete([&]() -> Coroutine<> {
            try {
                co_await gather(loop->create_future(), theirs);
            } catch (const ValueError& e) {
                told("gather", e);
            }
            try {
                co_await wait_for(theirs, 1);
            } catch (const ValueError& e) {
                told("wait_for", e);
            }
            try {
                for (auto& next : as_completed({theirs})) static_cast<void>(next);
            } catch (const ValueError& e) {
                told("as_completed", e);
            }
        }());
        try {
            loop->run_until_complete(theirs);
        } catch (const ValueError& e) {
            told("run_until_complete", e);
        }
        other->close();
        loop->close();
    });
    const std::string refusal = ": ValueError('The future belongs to a different loop than the one specified as the loop argument')";
    CHECK(program.out == std::vector<std::string>{"gather" + refusal, "wait_for" + refusal, "as_completed" + refusal,
                                                  "run_until_complete" + refusal});
}

TEST_CASE("a context cannot be entered twice, nor a token be used twice or elsewhere; a copy has the same values") {
    const Ran program = ran(Clock::virtual_time, [] {
        ContextVar<int> one("one", 0), other("other", 0);
        Context context = copy_context();
        context.run([&] {
            one.set(1);
            CHECK_THROWS_AS(context.run([] {}), RuntimeError);
            Context inner = copy_context();
            inner.run([&] { CHECK_THROWS_AS(context.run([] {}), RuntimeError); });
            inner.run([&] { one.set(2); });
        });
        context.run([] {});
        CHECK(context.get(one) == 1);
        CHECK(context.get(other, 7) == 7);
        CHECK_FALSE(context.get(other));
        CHECK(context.size() == 1);
        Context copy = context.copy();
        copy.run([&] { other.set(5); });
        CHECK(copy.size() == 2);
        CHECK(context.size() == 1);

        const auto token = one.set(3);
        CHECK_THROWS_AS(other.reset(token), ValueError);
        context.run([&] { CHECK_THROWS_AS(one.reset(token), ValueError); });
        one.reset(token);
        CHECK(one.get() == 0);
        CHECK_THROWS_AS(one.reset(token), RuntimeError);
    });
    CHECK(program.raised == "");
}

TEST_CASE("print shows what Python's print shows: of an exception its text, of a lock or a queue its repr") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        const auto fails = []() -> Coroutine<std::string> {
            co_await sleep(0);
            throw ValueError("no");
        };
        const auto works = []() -> Coroutine<std::string> { co_return "yes"; };
        auto results = co_await gather(fails(), works(), return_exceptions);
        print(std::get<0>(results));
        print("{}", std::get<1>(results));
        print("{} {}", std::make_exception_ptr(KeyError("k")), std::exception_ptr());
        const GroupPtr none, group = make_exception_group("several", {std::make_exception_ptr(ValueError("v"))});
        print("{}; {}; {}", none, group, *group);
        print(create_task(works(), "w").get_coro().name());
        auto [nap, word] = co_await gather(sleep(0), works());
        print("{} {}", nap, word);
        const Queue<int> queue;
        std::string shown = fmt::format("{}", queue);
        CHECK(shown == repr(queue));
        CHECK(fmt::format("{}", Lock()).find("[unlocked]") != std::string::npos);
        print(timeout(1));
        print("{}", get_running_loop());
        print("{}, {}", Address("127.0.0.1", 80), Address("/run/socket"));
        co_await sleep(0);
    });
    CHECK(ran.raised == "");
    CHECK(ran.out == std::vector<std::string>{"no", "yes", "'k' None", "None; several (1 sub-exception); several (1 sub-exception)",
                                              "operator()", "None yes", "<Timeout [created]>",
                                              "<_UnixSelectorEventLoop running=True closed=False debug=False>",
                                              "('127.0.0.1', 80), /run/socket"});
}

TEST_CASE("what is raised from an exception that nobody threw has it as its cause, as what it is") {
    const auto cause_of = [](auto raise) {
        try {
            raise();
        } catch (const BaseException& error) {
            return repr(error.cause());
        }
        return std::string("nothing was raised");
    };
    CHECK(cause_of([] { raise_from(ValueError("v"), KeyError("k")); }) == "KeyError('k')");
    CHECK(cause_of([] { raise_from(ValueError("v"), OSError(ENOENT, "gone")); }) == "FileNotFoundError(2, 'gone')");
    CHECK(cause_of([] {
        try {
            throw IndexError("i");
        } catch (const Exception& error) {
            raise_from(ValueError("v"), error);
        }
    }) == "IndexError('i')");
}

TEST_CASE("what is raised from another exception, or from None, suppresses its context") {
    const auto suppresses = [](auto raise) {
        try {
            try {
                throw IndexError("i");
            } catch (const IndexError&) {
                raise();
            }
        } catch (const BaseException& error) {
            CHECK(repr(error.context()) == "IndexError('i')");
            return error.suppress_context();
        }
        return false;
    };
    CHECK(suppresses([] { raise_from(ValueError("v"), nullptr); }));
    CHECK(suppresses([] { raise_from(ValueError("v"), KeyError("k")); }));
    CHECK(suppresses([] { raise_from(ExceptionGroup("eg", ValueError("v")), nullptr); }));
    CHECK_FALSE(suppresses([] { throw ValueError("v"); }));
    const Ran ran = ran_main([]() -> Coroutine<> {
        try {
            co_await async_with(TaskGroup(), []() -> Coroutine<> { throw ValueError("body"); co_return; });
        } catch (const ExceptionGroup& group) {
            print("{} {}", repr(group.context()), repr(group.suppress_context()));
        }
        try {
            co_await wait_for(sleep(1), 0.5);
        } catch (const TimeoutError& error) {
            print("{} {}", repr(error.context()), repr(error.suppress_context()));
        }
    });
    CHECK(ran.out == std::vector<std::string>{"ValueError('body') True", "CancelledError() True"});
}

TEST_CASE("a loop makes tasks of sleep() and of what is asked of a generator, too; ensure_future gives the task") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const auto counts = []() -> AsyncGenerator<int> { co_yield 1; };
        auto generator = counts();
        auto nap = loop.create_task(sleep(1, "slept"), "nap");
        auto first = loop.create_task(generator.next());
        print("{} {}", co_await nap, repr(co_await first));
        const auto works = []() -> Coroutine<int> { co_return 3; };
        Task<int> task = ensure_future(works());
        task.set_name("ensured");
        print("{} {}", task.get_name(), co_await ensure_future(task));
        co_await loop.create_task(generator.aclose());
    });
    CHECK(ran.raised == "");
    CHECK(ran.out == std::vector<std::string>{"slept 1", "ensured 3"});
}
