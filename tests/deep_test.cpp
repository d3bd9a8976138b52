#include "catch.hpp"
#include "descend.hpp"
#include "ran.hpp"

using namespace asyncio;

// Rows that are deeper than any stack: of coroutines, tasks and futures that await or hold each other.
namespace {

constexpr int many = 100'000;

/// Tells `gone` when it goes.
struct Leaves {
    Leaves(std::vector<int>& gone, int who) : gone(gone), who(who) {}
    ~Leaves() { gone.push_back(who); }
    Leaves(const Leaves&) = delete;
    std::vector<int>& gone;
    int who;
};

/// The same, with something in each that knows how far from the bottom it is.
template <class F>
Coroutine<int> descend(int depth, F& bottom, std::vector<int>& gone) {
    Leaves self(gone, depth);
    if (depth == 0) co_return co_await bottom();
    co_return co_await descend(depth - 1, bottom, gone);
}

Coroutine<int> rests() { co_await sleep(0); co_return 0; }
Coroutine<int> fails() { co_await sleep(0); throw ValueError("from the bottom"); co_return 0; }
Coroutine<int> waits() { co_await get_running_loop().create_future<>(); co_return 0; }
Coroutine<> rest() { co_await sleep(0); }
Coroutine<> after(Task<> before) { co_await before; }
Coroutine<> around(Coroutine<> inner) { co_await inner; }

Task<> last_of_row(Coroutine<> first) {
    Task<> task = create_task(std::move(first));
    for (int i = 1; i < many; ++i) task = create_task(after(task));
    return task;
}

/// Runs what is ready now.
void run_one_turn(Loop& loop) {
    loop.call_soon([&] { loop.stop(); });
    loop.run_forever();
}

/// Who was asked to cancel, and what was cancelled at once, in order.
std::vector<trace::Ref> cancelled(const trace::Log& log) {
    std::vector<trace::Ref> whom;
    for (std::size_t i = 0; i < log.size(); ++i) {
        const bool at_once = log[i].kind == trace::Kind::future_done && log[i].state() == trace::State::cancelled;
        if (log[i].kind == trace::Kind::cancel || at_once) whom.push_back(log[i].subject);
    }
    return whom;
}

std::string never_awaited(const char* name) {
    return "RuntimeWarning: coroutine '" + std::string(name) + "' was never awaited\n";
}

}  // namespace

TEST_CASE("100,000 coroutines that await each other return a result, and an exception, without a deep stack") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        auto rest = rests;
        CHECK(co_await descend(many, rest) == many);
        auto fail = fails;
        std::string caught;
        try {
            co_await descend(many, fail);
        } catch (const ValueError& e) {
            caught = e.what();
        }
        CHECK(caught == "from the bottom");
    });
    CHECK(ran.raised == "");
}

TEST_CASE("a cancellation goes up through 100,000 coroutines that await each other") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        auto wait = waits;
        auto task = create_task(descend(many, wait));
        co_await sleep(0);
        task.cancel("enough");
        try {
            co_await task;
        } catch (const CancelledError& e) {
            CHECK(std::string(e.what()) == "enough");
        }
        CHECK(task.cancelled());
    });
    CHECK(ran.raised == "");
}

TEST_CASE("a loop that is closed takes 100,000 coroutines along that await each other: the innermost first") {
    std::vector<int> gone;
    const Ran ran = ::ran(Clock::virtual_time, [&] {
        auto loop = new_event_loop();
        auto wait = waits;
        auto task = loop->create_task(descend(many, wait, gone));
        run_one_turn(*loop);
        CHECK(gone.empty());
        loop->close();
        CHECK(gone.size() == many + 1);
        CHECK(std::is_sorted(gone.begin(), gone.end()));
    });
    CHECK(ran.raised == "");
}

TEST_CASE("a generator in a row that is destroyed goes with its owner, after what it awaits") {
    std::vector<int> gone;
    const Ran ran = ::ran(Clock::virtual_time, [&] {
        auto loop = new_event_loop();
        auto generate = [](std::vector<int>& gone) -> AsyncGenerator<int> {
            auto wait = waits;
            Leaves self(gone, 2);
            co_yield co_await descend(1, wait, gone);
        };
        auto use = [generate](std::vector<int>& gone) -> Coroutine<> {
            Leaves before(gone, 4);
            auto generator = generate(gone);
            Leaves after(gone, 3);
            co_await generator.next();
        };
        auto task = loop->create_task(use(gone));
        run_one_turn(*loop);
        loop->close();
        CHECK(gone == std::vector{0, 1, 3, 2, 4});
    });
    CHECK(ran.raised == "");
}

TEST_CASE("100,000 coroutines that were never begun, each a parameter of the next, tell so from outside to inside, and go") {
    const Ran ran = ::ran(Clock::virtual_time, [&] {
        Coroutine<> coroutine = around(rest());
        for (int i = 2; i < many; ++i) coroutine = around(std::move(coroutine)).as(i + 1 < many ? "around" : "outermost");
    });
    CHECK(ran.raised == "");
    CHECK(ran.err.starts_with(never_awaited("outermost") + never_awaited("around")));
    CHECK(ran.err.ends_with(never_awaited("around") + never_awaited("rest")));
    CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == many);
}

TEST_CASE("100,000 tasks that were never begun, each a parameter of the next, go with the last") {
    std::vector<std::string> told;
    const Ran ran = ::ran(Clock::virtual_time, [&] {
        auto loop = new_event_loop();
        loop->set_exception_handler([&](Loop&, const ErrorContext& error) { told.push_back(error.task().get_name()); });
        Task<> last = loop->create_task(rest());
        for (int i = 1; i < many; ++i) last = loop->create_task(after(last));
        loop->close();
        CHECK(told.empty());
        last = {};
        CHECK(told.size() == many);
    });
    CHECK(ran.raised == "");
    CHECK(told.front() == "Task-100000");
    CHECK(told.back() == "Task-1");
    CHECK(ran.err.starts_with(never_awaited("after")));
    CHECK(ran.err.ends_with(never_awaited("rest")));
    CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == many);
}

TEST_CASE("100,000 futures, each held by the callback of the one before, go with the first") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        auto held = std::make_shared<int>(7);
        const std::weak_ptr<int> innermost = held;
        Future<> future = get_running_loop().create_future<>();
        future.add_done_callback([held = std::move(held)](Future<>) {});
        for (int i = 1; i < many; ++i) {
            Future<> before = get_running_loop().create_future<>();
            before.add_done_callback([future](Future<>) { future.set_result(); });
            future = before;
        }
        CHECK_FALSE(innermost.expired());
        future = {};
        CHECK(innermost.expired());
        co_return;
    });
    CHECK(ran.raised == "");
}

TEST_CASE("100,000 tasks that await each other in a row all end when the first returns or fails") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        auto fails = []() -> Coroutine<> { co_await sleep(0); throw KeyError("first"); };
        co_await last_of_row(rest());
        CHECK_THROWS_AS(co_await last_of_row(fails()), KeyError);
        CHECK(all_tasks().size() == 1);
    });
    CHECK(ran.raised == "");
}

TEST_CASE("a cancellation goes down a row of 100,000 tasks that await each other, each asked in turn, and up again") {
    std::vector<trace::Ref> expected;
    for (std::uint32_t i = many; i > 0; --i) expected.push_back(trace::Ref::task(i + 1));   // Task-1 is main
    expected.push_back(trace::Ref::future(1));
    const Ran ran = ran_main([]() -> Coroutine<> {
        Future<> bottom = get_running_loop().create_future<>();
        Task<> last = last_of_row([](Future<> bottom) -> Coroutine<> { co_await bottom; }(bottom));
        co_await sleep(0);
        CHECK(last.cancel("enough"));
        CHECK(bottom.cancelled());
        try {
            co_await last;
        } catch (const CancelledError& e) {
            CHECK(std::string(e.what()) == "enough");
        }
        CHECK(all_tasks().size() == 1);
    });
    CHECK(ran.raised == "");
    CHECK((cancelled(*ran.log) == expected));
}

TEST_CASE("a cancellation that comes to a task whose awaited task has just ended stays with it") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Future<> bottom = get_running_loop().create_future<>();
        Task<> first = create_task([](Future<> bottom) -> Coroutine<> { co_await bottom; }(bottom));
        Task<> second = create_task(after(first)), third = create_task(after(second));
        co_await sleep(0);
        bottom.set_result();
        co_await sleep(0);          // the first has ended, the second is ready
        CHECK(first.done());
        CHECK(third.cancel());
        CHECK_THROWS_AS(co_await third, CancelledError);
        CHECK(second.cancelled());
        CHECK_FALSE(first.cancelled());
        CHECK(first.cancelling() == 0);
    });
    CHECK(ran.raised == "");
}

namespace {

Coroutine<> after_gather(Task<> before) { co_await gather(before); }
Coroutine<> after_gather_of_two(Task<> before, Task<> beside) { co_await gather(before, beside); }
Coroutine<> after_shield(Task<> before) { co_await shield(before); }
Coroutine<> after_wait_for(Task<> before) { co_await wait_for(before, 3600); }
Coroutine<> after_wait(Task<> before) { co_await wait({before}); }
Coroutine<> on(Future<> bottom) { co_await bottom; }

/// A row of tasks, the first of which waits for `bottom`, and each other for the one before, by way of `next`.
template <class F>
Task<> row_of(int length, Future<> bottom, F next) {
    Task<> task = create_task(on(bottom));
    for (int i = 1; i < length; ++i) task = create_task(next(task));
    return task;
}

}  // namespace

TEST_CASE("a cancellation goes down a row of 100,000 tasks that wait for each other through gather, each asked in turn") {
    std::vector<trace::Ref> expected;
    for (std::uint32_t i = many; i > 0; --i) expected.push_back(trace::Ref::task(i + 1));   // Task-1 is main
    const Ran ran = ran_main([]() -> Coroutine<> {
        Future<> bottom = get_running_loop().create_future<>();
        Task<> last = row_of(many, bottom, after_gather);
        co_await sleep(0);
        CHECK(last.cancel("enough"));
        CHECK(bottom.cancelled());
        CHECK_THROWS_AS(co_await last, CancelledError);
        CHECK(all_tasks().size() == 1);
    });
    CHECK(ran.raised == "");
    std::vector<trace::Ref> asked = cancelled(*ran.log);
    REQUIRE(asked.size() > many);
    CHECK((asked[many].type() == trace::Ref::Type::future));   // bottom itself
    asked.resize(many);
    CHECK((asked == expected));
}

TEST_CASE("a cancellation goes down a ladder of gathers: first the task, then all below it, then the one beside it") {
    constexpr int rungs = many / 20;
    const Ran ran = ran_main([]() -> Coroutine<> {
        Future<> bottom = get_running_loop().create_future<>();
        Task<> last = create_task(on(bottom));
        for (int i = 1; i < rungs; ++i) {
            Task<> beside = create_task(on(bottom));
            last = create_task(after_gather_of_two(last, beside));
        }
        co_await sleep(0);
        CHECK(last.cancel());
        CHECK_THROWS_AS(co_await last, CancelledError);
        CHECK(all_tasks().size() == 1);
    });
    CHECK(ran.raised == "");
    std::vector<trace::Ref> expected;
    for (std::uint32_t i = 2 * rungs - 1; i > 1; i -= 2) expected.push_back(trace::Ref::task(i + 1));
    expected.push_back(trace::Ref::task(2));
    for (std::uint32_t i = 2; i < 2 * rungs; i += 2) expected.push_back(trace::Ref::task(i + 1));
    std::vector<trace::Ref> asked;
    for (std::size_t i = 0; i < ran.log->size(); ++i)
        if ((*ran.log)[i].kind == trace::Kind::cancel) asked.push_back((*ran.log)[i].subject);
    CHECK((asked == expected));
}

TEST_CASE("a cancellation ends rows of 10,000 tasks that wait for each other through shield, wait_for and wait") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        Future<> bottom = get_running_loop().create_future<>();
        for (auto next : {after_shield, after_wait_for, after_wait}) {
            Task<> last = row_of(many / 10, bottom, next);
            for (int turn = 0; turn < 3; ++turn) co_await sleep(0);
            CHECK(last.cancel());
            CHECK_THROWS_AS(co_await last, CancelledError);
        }
        CHECK(all_tasks().size() > 1);   // shield and wait let go only of the last
    });
    CHECK(ran.raised == "");
}

TEST_CASE("a loop that is closed takes 10,000 tasks along that wait for each other through gather, shield, wait_for and wait") {
    const Ran ran = ::ran(Clock::virtual_time, [] {
        for (auto next : {after_gather, after_shield, after_wait_for, after_wait}) {
            auto loop = new_event_loop();
            std::weak_ptr<int> innermost;
            auto build = [&]() -> Coroutine<> {
                auto held = std::make_shared<int>(7);
                innermost = held;
                Future<> bottom = loop->create_future();
                bottom.add_done_callback([held](Future<>) {});
                row_of(many / 10, bottom, next);
                for (int turn = 0; turn < 3; ++turn) co_await sleep(0);
            };
            loop->run_until_complete(build());
            CHECK(!innermost.expired());
            loop->close();
            CHECK(innermost.expired());
        }
    });
    CHECK(ran.raised == "");
}

TEST_CASE("a gather that is cancelled asks those that are done, too: nobody is told of their errors any more") {
    std::vector<std::string> told;
    Program program(Clock::virtual_time);
    program.set_error_output([](std::string_view) {});
    program.run([&] {
        auto loop = new_event_loop();
        loop->set_exception_handler([&](Loop&, const ErrorContext& context) { told.push_back(context.message); });
        Coroutine<> main = []() -> Coroutine<> {
            const auto stays = []() -> Coroutine<int> {
                try {
                    co_await sleep(60);
                } catch (const CancelledError&) {}
                co_return co_await waits();
            };
            auto all = gather(return_exceptions, create_task(fails()), create_task(stays()));
            co_await sleep(0.001);
            CHECK(all.cancel());
        }();
        loop->run_until_complete(main);
        loop->close();
        CHECK(told.empty());
    });
}

TEST_CASE("a task that waits for itself through a gather is a RecursionError for whoever cancels it") {
    const Ran ran = ran_main([]() -> Coroutine<> {
        std::vector<Task<>> both(2);
        auto other = [&](std::size_t i) -> Coroutine<> { co_await gather(both[i]); };
        both[0] = create_task(other(1));
        both[1] = create_task(other(0));
        co_await sleep(0);
        for (int times = 0; times < 2; ++times) CHECK_THROWS_AS(both[0].cancel(), RecursionError);
    });
    CHECK(ran.raised == "RecursionError('maximum recursion depth exceeded')");   // run() cancels them; so in CPython
}
