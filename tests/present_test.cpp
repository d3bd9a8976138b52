#include "catch.hpp"
#include "ran.hpp"

using namespace asyncio;

namespace {

using Lines = std::vector<std::string>;
ContextVar<int> level("level", 0);

std::string present() {
    return "level " + std::to_string(level.get()) + ", " + (current_task() ? current_task().get_name() : "no task");
}

/// Tells, when it goes, what is the present task and context then.
class Witness {
public:
    explicit Witness(Lines& seen) : seen_(&seen) {}
    Witness(Witness&& other) noexcept : seen_(std::exchange(other.seen_, nullptr)) {}
    Witness& operator=(Witness other) noexcept { std::swap(seen_, other.seen_); return *this; }
    ~Witness() { if (seen_) seen_->push_back(present()); }

private:
    Lines* seen_;
};

/// Runs main(), recorded and not: the loop takes ways of its own where nothing is recorded.
template <class F>
void check(F main) {
    trace::Log log;
    for (trace::Log* recorded : {&log, static_cast<trace::Log*>(nullptr)}) {
        CAPTURE(recorded != nullptr);
        Program program(Clock::virtual_time, recorded);
        program.set_error_output([](std::string_view) {});
        program.run([&] { run(main()); });
    }
}

}  // namespace

TEST_CASE("between the steps of tasks there is no current task, and the context is the loop's") {
    check([]() -> Coroutine<> {
        Lines seen;
        auto gives = [](Lines& seen) -> Coroutine<Witness> {
            level.set(7);
            co_await sleep(0);
            seen.push_back(present());
            co_return Witness(seen);
        };
        create_task(gives(seen), "giver");   // nobody keeps it: it goes with its result, after its last step
        level.set(1);
        co_await sleep(0);
        co_await sleep(0);
        CHECK(seen == Lines{"level 7, giver", "level 0, no task"});
        seen.push_back(present());
        CHECK(seen.back() == "level 1, Task-1");
    });
}

TEST_CASE("plain callbacks between steps see no task, and their own context") {
    check([]() -> Coroutine<> {
        Lines seen;
        const auto look = [&seen] { seen.push_back(present()); };
        auto other = []() -> Coroutine<> { co_await sleep(0); };
        const Task<> first = create_task(other());
        level.set(1);
        get_running_loop().call_soon(look);
        const Task<> second = create_task(other());
        level.set(2);
        get_running_loop().call_soon([look] { look(); throw ValueError("in between"); });
        level.set(3);
        get_running_loop().call_soon(look);
        co_await sleep(0);
        CHECK(seen == Lines{"level 1, no task", "level 2, no task", "level 3, no task"});
        CHECK(present() == "level 3, Task-1");
    });
}

TEST_CASE("the exception handler is told between steps of what nobody retrieved, and of what a callback threw") {
    check([]() -> Coroutine<> {
        Lines seen;
        get_running_loop().set_exception_handler([&seen](Loop&, const ErrorContext& told) {
            seen.push_back(told.message + ": " + (current_task() ? "a task" : "no task"));
        });
        auto fails = []() -> Coroutine<> {
            level.set(7);
            co_await sleep(0);
            throw ValueError("for nobody");
        };
        create_task(fails());
        get_running_loop().call_soon([] { throw ValueError("in between"); });
        co_await sleep(0);
        co_await sleep(0);
        REQUIRE(seen.size() == 2);
        CHECK(seen[0].starts_with("Exception in callback"));
        CHECK(seen[1] == "Task exception was never retrieved: no task");
    });
}

TEST_CASE("a task that begins at once leaves its creator's task and context as they were") {
    check([]() -> Coroutine<> {
        level.set(1);
        Lines seen;
        auto eager = [](Lines& seen) -> Coroutine<> {
            level.set(7);
            seen.push_back(present());
            co_await sleep(0);
        };
        const auto task = create_task(eager(seen), {.name = "eager", .eager_start = true});
        seen.push_back(present());
        co_await task;
        CHECK(seen == Lines{"level 7, eager", "level 1, Task-1"});
    });
}
