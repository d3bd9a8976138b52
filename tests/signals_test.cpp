#include <signal.h>
#include <unistd.h>

#include <thread>

#include "loopback.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace {

bool is_default(int sig) {
    struct sigaction now{};
    sigaction(sig, nullptr, &now);
    return now.sa_handler == SIG_DFL;
}

}  // namespace

TEST_CASE("a signal's handler runs in a turn of the loop, with its arguments, each time") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        std::vector<std::string> calls;
        Future<> twice = loop.create_future<>();
        loop.add_signal_handler(SIGUSR1, [&](const std::string& text, int n) {
            calls.push_back(text + std::to_string(n));
            if (calls.size() == 2) twice.set_result();
        }, std::string("call "), 7);
        raise(SIGUSR1);
        CHECK(calls.empty());
        while (calls.empty()) co_await sleep(0);
        raise(SIGUSR1);
        co_await twice;
        CHECK(calls == std::vector<std::string>{"call 7", "call 7"});
        CHECK(loop.remove_signal_handler(SIGUSR1));
        CHECK(!loop.remove_signal_handler(SIGUSR1));
        CHECK(is_default(SIGUSR1));
    });
}

TEST_CASE("a handler takes the place of the one before, and both see the context that they were made in") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        static ContextVar<int> number("number", 0);
        std::vector<int> seen;
        Future<> done = loop.create_future<>();
        loop.add_signal_handler(SIGUSR1, [&] { seen.push_back(-1); });
        number.set(5);
        loop.add_signal_handler(SIGUSR1, [&] {
            seen.push_back(number.get());
            done.set_result();
        });
        number.set(6);
        raise(SIGUSR1);
        co_await done;
        CHECK(seen == std::vector{5});
    });
    CHECK(is_default(SIGUSR1));   // the loop is closed
}

TEST_CASE("a signal wakes a loop that waits, from another process") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Future<> came = loop.create_future<>();
        loop.add_signal_handler(SIGHUP, [&] { came.set_result(); });
        auto process = co_await create_subprocess_shell("kill -HUP $PPID; exec cat", {.stdin = subprocess::PIPE});
        co_await came;
        process.kill();
        CHECK(co_await process.wait() == -SIGKILL);
    });
}

TEST_CASE("a handler of SIGCHLD and child processes do not disturb each other") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        int ended = 0;
        loop.add_signal_handler(SIGCHLD, [&] { ++ended; });
        auto process = co_await create_subprocess_exec("true");
        CHECK(co_await process.wait() == 0);
        while (ended == 0) co_await sleep(0.001);
        loop.remove_signal_handler(SIGCHLD);
        auto other = co_await create_subprocess_exec("true");
        CHECK(co_await other.wait() == 0);
    });
}

TEST_CASE("what a handler throws is reported, and the loop goes on") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Future<std::string> reported = loop.create_future<std::string>();
        loop.set_exception_handler([&](Loop&, const ErrorContext& context) { reported.set_result(str(context.exception)); });
        loop.add_signal_handler(SIGUSR1, [] { throw ValueError("from the handler"); });
        raise(SIGUSR1);
        CHECK(co_await reported == "from the handler");
    });
}

TEST_CASE("what is no signal, cannot be caught or is no function is refused as in Python") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const auto nothing = [] {};
        const auto text = [&](auto refused) -> std::string {
            try {
                refused();
                return "";
            } catch (const Exception& e) {
                return type_name(e) + ": " + e.message();
            }
        };
        CHECK(text([&] { loop.add_signal_handler(SIGKILL, nothing); }) == "RuntimeError: sig 9 cannot be caught");
        CHECK(text([&] { loop.add_signal_handler(SIGSTOP, nothing); }) == "RuntimeError: sig 19 cannot be caught");
        CHECK(!loop.remove_signal_handler(SIGKILL));
        for (const int sig : {0, -1, 32, 1000}) {
            CHECK(text([&] { loop.add_signal_handler(sig, nothing); }) == "ValueError: invalid signal number " + std::to_string(sig));
            CHECK(text([&] { loop.remove_signal_handler(sig); }) == "ValueError: invalid signal number " + std::to_string(sig));
        }
        CHECK(text([&] { loop.add_signal_handler(SIGUSR1, []() -> Coroutine<> { co_return; }); }) ==
              "TypeError: coroutines cannot be used with add_signal_handler()");
        CHECK(is_default(SIGUSR1));
        co_return;
    });
    std::string refused;
    std::thread([&] {
        auto loop = new_event_loop();
        try {
            loop->add_signal_handler(SIGUSR1, [] {});
        } catch (const RuntimeError& e) {
            refused = e.message();
        }
        loop->close();
    }).join();
    CHECK(refused == "set_wakeup_fd only works in main thread of the main interpreter");
    auto closed = new_event_loop();
    closed->close();
    CHECK_THROWS_AS(closed->add_signal_handler(SIGUSR1, [] {}), RuntimeError);
}

TEST_CASE("a handler of SIGINT stands in for Ctrl-C, and the next run has Ctrl-C again") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Future<> came = loop.create_future<>();
        loop.add_signal_handler(SIGINT, [&] { came.set_result(); });
        raise(SIGINT);
        co_await came;   // nobody was cancelled
        loop.remove_signal_handler(SIGINT);
        CHECK(is_default(SIGINT));
    });
    CHECK(is_default(SIGINT));
    CHECK_THROWS_AS(run_really([]() -> Coroutine<> {
        raise(SIGINT);
        co_await sleep(1000);
    }), KeyboardInterrupt);
    CHECK(is_default(SIGINT));
}

TEST_CASE("a loop that is closed lets go of its handlers of signals, and of what they hold: itself") {
    const long before = open_descriptors();
    auto held = std::make_shared<int>(7);
    const std::weak_ptr<int> seen = held;
    {
        auto loop = new_event_loop();
        loop->add_signal_handler(SIGUSR1, [loop, held = std::move(held)] {});
        loop->close();
        CHECK(is_default(SIGUSR1));
        CHECK(seen.expired());
    }
    CHECK(open_descriptors() == before);
}

TEST_CASE("signals reach a loop in virtual time") {
    Program program(Clock::virtual_time);
    program.run([] {
        run([]() -> Coroutine<> {
            Loop& loop = get_running_loop();
            Future<> came = loop.create_future<>();
            loop.add_signal_handler(SIGUSR1, [&] { came.set_result(); });
            raise(SIGUSR1);
            co_await came;
            CHECK(loop.time() == 0.0);
        }());
    });
}
