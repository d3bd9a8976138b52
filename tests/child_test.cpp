#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "children.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace children;
using namespace loopback;
using subprocess::DEVNULL;
using subprocess::PIPE;
using subprocess::Process;
using subprocess::STDOUT;

namespace {

template <class E, class... Args>
E failure(Args... args) {
    std::optional<E> failed;
    run_really([&]() -> Coroutine<> {
        try {
            co_await create_subprocess_exec(args...);
        } catch (const E& error) {
            failed = error;
        }
    });
    REQUIRE(failed);
    return *failed;
}

}  // namespace

TEST_CASE("what cannot be started says why, and names the program") {
    const long before = open_descriptors();
    Folder folder;
    const std::string text = folder / "text";
    close(open(text.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
    using Args = std::vector<std::string>;

    const auto unknown = failure<FileNotFoundError>("no-such-program", SubprocessOptions{.stdin = PIPE, .stdout = PIPE});
    CHECK(unknown.message() == "[Errno 2] No such file or directory: 'no-such-program'");
    CHECK(unknown.filename == "no-such-program");
    CHECK(unknown.operation == "spawn");
    CHECK(failure<PermissionError>(text).message() == "[Errno 13] Permission denied: '" + text + "'");
    CHECK(failure<FileNotFoundError>("true", SubprocessOptions{.cwd = "/no/such/folder"}).message() ==
          "[Errno 2] No such file or directory: '/no/such/folder'");
    CHECK(failure<NotADirectoryError>("true", SubprocessOptions{.cwd = text}).message() == "[Errno 20] Not a directory: '" + text + "'");
    CHECK(failure<OSError>("true", SubprocessOptions{.stdin = 999}).code == EBADF);
    CHECK(failure<OSError>("true", SubprocessOptions{.stdout = STDOUT}).code == EBADF);
    CHECK(failure<ValueError>("true", Args{std::string("a\0b", 3)}).message() == "embedded null byte");
    CHECK(failure<ValueError>("true", SubprocessOptions{.env = {{{"A=B", "c"}}}}).message() == "illegal environment variable name");
    CHECK(open_descriptors() == before);
    CHECK(no_children());
}

TEST_CASE("cwd, env, executable and a session of its own") {
    run_really([]() -> Coroutine<> {
        CHECK(co_await shell("pwd", {.cwd = "/usr"}) == std::pair(std::string("/usr\n"), 0));
        CHECK((co_await shell("echo $A-$HOME", {.env = {{{"A", "b c"}}}})).first == "b c-\n");
        CHECK((co_await shell("echo $0", {.executable = "/bin/bash"})).first == "/bin/sh\n");
        const std::string leads = "kill -0 -$$ 2>/dev/null";   // whether there is a process group of its number
        CHECK((co_await shell(leads)).second != 0);
        CHECK((co_await shell(leads, {.start_new_session = true})).second == 0);
    });
}

TEST_CASE("a child's environment is all of what it is given, however much that is") {
    run_really([]() -> Coroutine<> {
        std::map<std::string, std::string> environment;
        std::string expected;
        for (char name = 'A'; name <= 'Z'; ++name) {
            environment[std::string(1, name)] = std::string(100, name);
            expected += std::string(1, name) + "=" + std::string(100, name) + "\n";
        }
        const SubprocessOptions options{.stdout = PIPE, .env = environment};
        auto process = co_await create_subprocess_exec("/usr/bin/env", options);
        auto [output, errors] = co_await process.communicate();
        CHECK(output == expected);
    });
}

TEST_CASE("standard streams can be a descriptor, nothing, or each other") {
    run_really([]() -> Coroutine<> {
        auto [reading, writing] = make_pipe();
        Process process = co_await create_subprocess_shell("echo out; echo err >&2; cat",
                                                           {.stdin = DEVNULL, .stdout = writing.fileno(), .stderr = STDOUT});
        CHECK(!process.stdin);
        CHECK(!process.stdout);
        CHECK(co_await process.wait() == 0);
        writing.close();
        char buffer[64];
        CHECK(std::string(buffer, static_cast<std::size_t>(try_read(reading.fileno(), buffer, sizeof buffer))) == "out\nerr\n");

        Process both = co_await create_subprocess_shell("echo out; echo err >&2", {.stdout = PIPE, .stderr = STDOUT});
        auto [output, errors] = co_await both.communicate();
        CHECK(output == "out\nerr\n");
        CHECK(errors == "");
        Process quiet = co_await create_subprocess_shell("echo out", {.stdout = DEVNULL});
        CHECK(co_await quiet.wait() == 0);
    });
}

TEST_CASE("a child gets no descriptors but its own") {
    const std::string list = "for fd in 3 4 5 6 7 8 9; do [ -e /proc/self/fd/$fd ] && readlink /proc/self/fd/$fd; done; true";
    const int file = open("/dev/null", O_RDONLY);   // which any child would get
    REQUIRE(file > 2);
    REQUIRE(file < 10);
    run_really([&]() -> Coroutine<> {
        auto [a, b] = socketpair();
        CHECK((co_await shell(list)).first == "");
        CHECK((fcntl(file, F_GETFD) & FD_CLOEXEC) == 0);
        CHECK((co_await shell(list, {.pass_fds = {file}})).first == "/dev/null\n");
        CHECK((co_await shell(list, {.close_fds = false})).first == "/dev/null\n");
    });
    close(file);
}

TEST_CASE("signals do in a child what they do by themselves") {
    sigset_t usr1, before;
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &usr1, &before);
    signal(SIGUSR2, SIG_IGN);
    run_really([]() -> Coroutine<> {
        CHECK((co_await shell("kill -USR1 $$; echo alive")).second == -SIGUSR1);
        CHECK((co_await shell("kill -USR2 $$; echo alive")).second == -SIGUSR2);
    });
    signal(SIGUSR2, SIG_DFL);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}
