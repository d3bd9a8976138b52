#include <signal.h>

#include <fstream>
#include <map>

#include "children.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace children;
using namespace loopback;
using subprocess::PIPE;
using subprocess::Process;

namespace {

/// What was queued, and how often. How often a task waits for the exit depends on how quick the child is.
std::vector<std::string> handles(const trace::Log& log) {
    std::map<std::string, int> count;
    for (std::size_t i = 0; i < log.size(); ++i) {
        const trace::Event& event = log[i];
        if (event.kind != trace::Kind::push || event.callback() == trace::Callback::task_wakeup) continue;
        const bool other = event.callback() == trace::Callback::other;
        ++count[(other ? std::string(log.text(event.text2)) : trace::word(event.callback())) + " " + std::string(log.text(event.text))];
    }
    std::vector<std::string> lines;
    for (const auto& [what, times] : count) lines.push_back(std::to_string(times) + " times " + what);
    return lines;
}

/// CPython's recorder cannot wait for a child that ends later than its pipes: it takes that for a deadlock. Then it has
/// recorded another program, and is asked again.
std::unique_ptr<trace::Log> recorded_with_child(const std::filesystem::path& program) {
    for (int i = 0; i < 50; ++i) {
        auto log = conformance::record(program);
        if (log->text((*log)[log->size() - 1].text2).find("deadlock") == std::string_view::npos) return log;
    }
    throw std::runtime_error("CPython's recorder saw a deadlock each time");
}

}  // namespace

TEST_CASE("communicate sends the input, reads to the end and waits for the exit") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_exec("cat", {.stdin = PIPE, .stdout = PIPE});
        CHECK(process.pid > 0);
        CHECK(!process.returncode());
        CHECK(!process.stderr);
        auto [output, errors] = co_await process.communicate("hello");
        CHECK(output == "hello");
        CHECK(errors == "");
        CHECK(process.returncode() == 0);
        CHECK(co_await process.wait() == 0);
    });
    CHECK(no_children());
}

TEST_CASE("communicate: big input and big output at once do not block each other") {
    run_really([]() -> Coroutine<> {
        const std::string sent(5'000'000, 'x');
        Process process = co_await create_subprocess_shell("tee /dev/stderr", {.stdin = PIPE, .stdout = PIPE, .stderr = PIPE});
        auto [output, errors] = co_await process.communicate(sent);
        CHECK(output == sent);
        CHECK(errors == sent);
        CHECK(process.returncode() == 0);
    });
}

TEST_CASE("communicate does not mind a process that reads nothing") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_exec("true", {.stdin = PIPE});
        co_await process.communicate(std::string(5'000'000, 'x'));
        CHECK(process.returncode() == 0);
        Process deaf = co_await create_subprocess_exec("true");
        CHECK_THROWS_AS(co_await deaf.communicate("x"), AttributeError);
        co_await deaf.wait();
    });
}

TEST_CASE("the return code is the exit code, or the signal, negative") {
    run_really([]() -> Coroutine<> {
        CHECK(co_await shell("echo out; exit 7") == std::pair(std::string("out\n"), 7));
        Process killed = co_await create_subprocess_exec("sleep", {"1000"});
        killed.kill();
        CHECK(co_await killed.wait() == -SIGKILL);
        Process terminated = co_await create_subprocess_exec("sleep", {"1000"});
        terminated.terminate();
        CHECK(co_await terminated.wait() == -SIGTERM);
        Process signalled = co_await create_subprocess_exec("sleep", {"1000"});
        signalled.send_signal(SIGUSR1);
        CHECK(co_await signalled.wait() == -SIGUSR1);
        CHECK(signalled.returncode() == -SIGUSR1);
    });
    CHECK(no_children());
}

TEST_CASE("a process that has ended cannot be signalled") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_exec("true");
        co_await process.wait();
        CHECK_THROWS_AS(process.kill(), ProcessLookupError);
        CHECK_THROWS_AS(process.send_signal(SIGUSR1), ProcessLookupError);
    });
}

TEST_CASE("lines go back and forth with a process that goes on") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_shell("while read line; do echo \"<$line>\"; done",
                                                           {.stdin = PIPE, .stdout = PIPE});
        for (const char* line : {"one", "two", "three"}) {
            process.stdin.write(std::string(line) + "\n");
            co_await process.stdin.drain();
            CHECK(co_await process.stdout.readline() == "<" + std::string(line) + ">\n");
        }
        process.stdin.close();
        co_await process.stdin.wait_closed();
        CHECK(!co_await process.stdout.next());
        CHECK(co_await process.wait() == 0);
    });
}

TEST_CASE("many tasks may wait for one process") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_exec("cat", {.stdin = PIPE});
        auto waiting = gather(process.wait(), process.wait(), process.wait());
        co_await sleep(0);
        process.stdin.close();
        auto [a, b, c] = co_await waiting;
        CHECK((a == 0 && b == 0 && c == 0));
    });
}

TEST_CASE("cancelling wait() does not kill the process") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_exec("cat", {.stdin = PIPE, .stdout = PIPE});
        auto waiting = create_task(process.wait());
        co_await sleep(0);
        waiting.cancel();
        CHECK_THROWS_AS(co_await waiting, CancelledError);
        CHECK_THROWS_AS(co_await wait_for(process.wait(), 0.001), TimeoutError);
        CHECK(!process.returncode());
        auto [output, errors] = co_await process.communicate("still here");
        CHECK(output == "still here");
        CHECK(process.returncode() == 0);
    });
}

TEST_CASE("communicate may be cancelled, and the process killed") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_exec("cat", {.stdin = PIPE, .stdout = PIPE, .stderr = PIPE});
        CHECK_THROWS_AS(co_await wait_for(process.communicate(), 0.001), TimeoutError);
        process.kill();
        CHECK(co_await process.wait() == -SIGKILL);
    });
    CHECK(open_descriptors() == before);
    CHECK(no_children());
}

TEST_CASE("the output may end before the process") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_shell("echo early; exec >&-; read line; exit 5", {.stdin = PIPE, .stdout = PIPE});
        CHECK(co_await process.stdout.read() == "early\n");
        CHECK(!process.returncode());
        process.stdin.write("go\n");
        CHECK(co_await process.wait() == 5);
    });
}

TEST_CASE("the process may end before its output, which a child of its own still writes") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_shell("exec 3<&0; read line; { read line <&3; echo late; } & exit 5",
                                                           {.stdin = PIPE, .stdout = PIPE});
        auto waiting = create_task(process.wait());
        co_await sleep(0);  // until it waits: once the exit code is known, wait() returns it at once
        process.stdin.write("go\n");
        while (!process.returncode()) co_await sleep(0.001);
        CHECK(!waiting.done());
        process.stdin.write("go\n");
        CHECK(co_await process.stdout.read() == "late\n");
        CHECK(co_await waiting == 5);
    });
}

TEST_CASE("output can be read when the process has long ended") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_exec("echo", {"kept"}, {.stdout = PIPE});
        CHECK(co_await process.wait() == 0);
        StreamReader reader = process.stdout;
        process = {};
        CHECK(co_await reader.read() == "kept\n");
    });
}

TEST_CASE("a stream that is no pipe is none: whatever is asked of it is an AttributeError, as of Python's None") {
    run_really([]() -> Coroutine<> {
        const auto refused = [](auto ask) {
            try {
                ask();
            } catch (const AttributeError& e) {
                return std::string(e.what());
            }
            return std::string();
        };
        Process process = co_await create_subprocess_exec("true");
        CHECK(refused([&] { static_cast<void>(process.stdout.readline()); }) == "'NoneType' object has no attribute 'readline'");
        CHECK(refused([&] { process.stderr.at_eof(); }) == "'NoneType' object has no attribute 'at_eof'");
        CHECK(refused([&] { process.stdin.write("x"); }) == "'NoneType' object has no attribute 'write'");
        CHECK(refused([&] { static_cast<void>(process.stdin.drain()); }) == "'NoneType' object has no attribute 'drain'");
        CHECK(refused([] { StreamReader().feed_data("x"); }) == "'NoneType' object has no attribute 'feed_data'");
        co_await process.wait();
    });
}

TEST_CASE("a line above the limit is refused") {
    run_really([]() -> Coroutine<> {
        Process process = co_await create_subprocess_exec("echo", {std::string(100, 'x')}, {.stdout = PIPE, .limit = 10});
        CHECK_THROWS_AS(co_await process.stdout.readline(), ValueError);
        co_await process.wait();
    });
}

TEST_CASE("start cancelled: the child is killed, and nothing of it is left") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        auto starting = create_task(create_subprocess_exec("sleep", {"1000"}, {.stdin = PIPE, .stdout = PIPE, .stderr = PIPE}));
        co_await sleep(0);
        CHECK(!no_children());
        starting.cancel();
        CHECK_THROWS_AS(co_await starting, CancelledError);
        CHECK(no_children());
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("a child that still runs when the loop is closed is killed") {
    const long before = open_descriptors();
    Process process;
    run_really([&]() -> Coroutine<> {
        process = co_await create_subprocess_exec("sleep", {"1000"}, {.stdin = PIPE, .stdout = PIPE});
    });
    CHECK(no_children());
    CHECK_THROWS_AS(process.kill(), ProcessLookupError);
    process = {};
    CHECK(open_descriptors() == before);
}

TEST_CASE("many children at once leave no descriptor and no zombie") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        std::vector<Coroutine<std::pair<std::string, int>>> all;
        for (int i = 0; i < 12; ++i) all.push_back(shell("echo " + std::to_string(i) + "; exit " + std::to_string(i)));
        const auto results = co_await gather(std::move(all));
        for (int i = 0; i < 12; ++i) CHECK(results[i] == std::pair(std::to_string(i) + "\n", i));
    });
    CHECK(open_descriptors() == before);
    CHECK(no_children());
}

TEST_CASE("a protocol of one's own hears everything, in order") {
    struct Listener : SubprocessProtocol {
        std::vector<std::string> heard;
        void connection_made(SubprocessTransport& t) override { heard.push_back(t.get_pipe_transport(1) ? "made" : "no pipe"); }
        void pipe_data_received(int fd, std::string_view data) override { heard.push_back(std::to_string(fd) + ":" + std::string(data)); }
        void pipe_connection_lost(int fd, std::exception_ptr e) override { heard.push_back(std::to_string(fd) + (e ? " broke" : " ended")); }
        void process_exited() override { heard.push_back("exited"); }
        void connection_lost(std::exception_ptr) override { heard.push_back("lost"); }
    };
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [transport, protocol] = co_await loop.subprocess_shell([] { return new Listener; }, "echo hi; exec >&-; read x; exit 4",
                                                                    {.stderr = None()});
        CHECK(transport->get_pid() > 0);
        CHECK(transport->get_pipe_transport(2) == nullptr);
        while (protocol->heard.size() < 3) co_await sleep(0.001);
        transport->get_pipe_transport(0)->write("x\n");
        CHECK(co_await SubprocessTransport::wait(transport) == 4);
        const bool stdin_first = protocol->heard[3] == "0 ended";
        CHECK(protocol->heard == (stdin_first ? std::vector<std::string>{"made", "1:hi\n", "1 ended", "0 ended", "exited", "lost"}
                                              : std::vector<std::string>{"made", "1:hi\n", "1 ended", "exited", "0 ended", "lost"}));
        transport->close();

        CHECK(transport->get_pipe_transport(2) == nullptr);   // it is this process's own

        auto [killed, other] = co_await loop.subprocess_exec([] { return new Listener; }, "sleep", {"1000"});
        for (int fd : {0, 1, 2}) CHECK(killed->get_pipe_transport(fd));
        killed->close();
        CHECK(co_await SubprocessTransport::wait(killed) == -SIGKILL);
    });
    CHECK(no_children());
}

TEST_CASE("a child takes no virtual time, and a timer waits for it as long as it says") {
    Program program(Clock::virtual_time);
    program.run([&] {
        run([&]() -> Coroutine<> {
            Loop& loop = get_running_loop();
            auto slept = create_task(sleep(1000.0, std::string("slept")));
            CHECK((co_await shell("head -c 5000000 /dev/zero | wc -c")).first == "5000000\n");
            CHECK(loop.time() == 0.0);
            CHECK(co_await slept == "slept");
            CHECK(loop.time() == 1000.0);

            Process waiting = co_await create_subprocess_exec("cat", {.stdin = PIPE});
            CHECK_THROWS_AS(co_await wait_for(waiting.wait(), 0.02), TimeoutError);
            CHECK(loop.time() == 1000.02);
            waiting.stdin.close();
            CHECK(co_await waiting.wait() == 0);
            CHECK(loop.time() == 1000.02);
        }());
    });
    CHECK(no_children());
}

TEST_CASE("the trace of a child has the handles that CPython's has") {
    trace::Log log;
    Program program(Clock::virtual_time, &log);
    program.run([] {
        run([]() -> Coroutine<> {
            Process process = co_await create_subprocess_exec("cat", {.stdin = PIPE, .stdout = PIPE});
            co_await process.communicate("hello");
        }());
    });
    if (conformance::cpython().empty()) {
        WARN(conformance::no_cpython);
        return;
    }
    Folder folder;
    std::ofstream(folder / "child.py") << "import asyncio\n"
                                          "async def main():\n"
                                          "    PIPE = asyncio.subprocess.PIPE\n"
                                          "    process = await asyncio.create_subprocess_exec('cat', stdin=PIPE, stdout=PIPE)\n"
                                          "    await process.communicate(b'hello')\n"
                                          "asyncio.run(main())\n";
    CHECK(handles(log) == handles(*recorded_with_child(folder / "child.py")));
}
