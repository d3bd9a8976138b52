#include <csignal>

#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

struct Slow {
    http::Application app;
    std::vector<std::string> story;
    explicit Slow(double seconds) {
        app.router().add_get("/", [this, seconds](http::Request&) -> Coroutine<http::Response> {
            story.push_back("begins");
            try {
                co_await sleep(seconds);
            } catch (const CancelledError&) {
                story.push_back("is cancelled");
                throw;
            }
            story.push_back("is done");
            co_return http::Response({.text = "done"});
        });
        auto note = [this](const char* what) {
            return [this, what](http::Application&) -> Coroutine<> { story.push_back(what); co_return; };
        };
        app.on_startup().push_back(note("startup"));
        app.on_shutdown().push_back(note("shutdown"));
        app.on_cleanup().push_back(note("cleanup"));
    }
};

/// Asks, and has the server cleaned up while the handler is at work. What the client hears of it.
Coroutine<std::string> ask_and_stop(Where place, http::AppRunner& runner) {
    const Client client = co_await Client::connect(place);
    client.send(get("/"));
    co_await sleep(1);
    co_await runner.cleanup();
    co_return co_await client.rest();
}

}  // namespace

TEST_CASE("cleanup contexts stand around all else, and the last one is left first") {
    Slow slow(0);
    const auto context = [&slow](const std::string& name) {
        return [&slow, name](http::Application& app) -> AsyncGenerator<None> {
            slow.story.push_back(name + " enters");
            app[name] = name;
            co_yield None();
            slow.story.push_back(name + " leaves");
        };
    };
    const auto one = context("one"), two = context("two");
    slow.app.cleanup_ctx() = {one, two};
    serving_virtually(slow.app, [&](Where, http::AppRunner& runner) -> Coroutine<> {
        CHECK(std::any_cast<std::string>(slow.app["two"]) == "two");
        co_await runner.cleanup();
    });
    CHECK(slow.story == std::vector<std::string>{"one enters", "two enters", "startup", "shutdown", "two leaves", "one leaves", "cleanup"});
}

TEST_CASE("what goes wrong in cleanup contexts is told, when all of them have been left") {
    const auto failing = [](const char* what, int yields) {
        return [what, yields](http::Application&) -> AsyncGenerator<None> {
            for (int i = 0; i < yields; ++i) co_yield None();
            throw ValueError(what);
        };
    };
    const auto first = failing("first", 1), second = failing("second", 1), twice = failing("never", 2), at_once = failing("at once", 0);
    const auto error_of = [](std::vector<http::Application::CleanupContext> contexts) {
        std::string text;
        run_really([&]() -> Coroutine<> {
            http::Application app;
            app.cleanup_ctx() = contexts;
            try {
                co_await app.startup();
                co_await app.cleanup();
            } catch (const http::CleanupError& e) {
                text = str(e) + ":";
                for (const auto& error : e.exceptions) text += " " + repr(error);
            } catch (const Exception& e) {
                text = repr(e);
            }
        });
        return text;
    };
    CHECK(error_of({first}) == "ValueError('first')");
    CHECK(error_of({first, second}) == "Multiple errors on cleanup stage: ValueError('second') ValueError('first')");
    CHECK(error_of({twice}) == "RuntimeError(\"a cleanup context has more than one 'yield'\")");
    CHECK(error_of({at_once}) == "ValueError('at once')");
}

TEST_CASE("a server that is stopped lets its handlers finish, and closes what is idle at once") {
    Slow slow(30);
    serving_virtually(slow.app, [](Where place, http::AppRunner& runner) -> Coroutine<> {
        const Client idle = co_await Client::connect(place);
        auto asking = create_task(ask_and_stop(place, runner));
        CHECK(co_await idle.rest() == "");
        CHECK(get_running_loop().time() == 1);
        CHECK(co_await asking == "HTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\nContent-Length: 4\nConnection: close\n\ndone");
        CHECK(get_running_loop().time() == 30);
    });
    CHECK(slow.story == std::vector<std::string>{"startup", "begins", "shutdown", "is done", "cleanup"});
}

TEST_CASE("a handler that does not finish in time is cancelled, and its client cut off") {
    Slow slow(300);
    const auto reports = serving_virtually(slow.app, [](Where place, http::AppRunner& runner) -> Coroutine<> {
        CHECK(co_await ask_and_stop(place, runner) == "");
        CHECK(get_running_loop().time() == 21);
    }, {.shutdown_timeout = 20});
    CHECK(slow.story == std::vector<std::string>{"startup", "begins", "shutdown", "is cancelled", "cleanup"});
    CHECK(reports.empty());
}

TEST_CASE("a server that is stopped takes no further connections and no further requests") {
    Slow slow(1);
    serving_virtually(slow.app, [&](Where place, http::AppRunner& runner) -> Coroutine<> {
        const Client client = co_await Client::connect(place);
        client.send(get("/") + get("/"));
        co_await sleep(0.5);
        auto cleaning = create_task(runner.cleanup());
        co_await sleep(0);
        Socket late(AF_UNIX);
        CHECK_THROWS_AS(late.connect(place.path), ConnectionRefusedError);
        const std::string answer = co_await client.rest();
        CHECK(answer.ends_with("\nConnection: close\n\ndone"));
        CHECK(answer.find("HTTP/1.1", 1) == answer.npos);
        co_await cleaning;
        CHECK(runner.server() == nullptr);
        co_await runner.cleanup();   // once more does nothing
    });
    CHECK(slow.story == std::vector<std::string>{"startup", "begins", "shutdown", "is done", "cleanup"});
}

TEST_CASE("a server that is stopped does not wait for clients that were answered and still send") {
    http::Application app;
    app.router().add_post("/", [](http::Request&) -> Coroutine<http::Response> { co_return http::Response(); });
    serving_virtually(app, [](Where place, http::AppRunner& runner) -> Coroutine<> {
        const Client client = co_await Client::connect(place), wrong = co_await Client::connect(place);
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
        wrong.send("nonsense\r\n\r\n");
        CHECK((co_await client.head()).starts_with("HTTP/1.1 200"));
        CHECK((co_await wrong.head()).starts_with("HTTP/1.1 400"));
        co_await runner.cleanup();
        CHECK(get_running_loop().time() == 0);
    });
}

TEST_CASE("a program that ends with its server at work leaves no descriptor open and no task behind") {
    run_really([]() -> Coroutine<> { co_return; });   // libuv keeps two from the first loop on
    const long before = open_descriptors();
    Slow slow(1000);
    run_really([&]() -> Coroutine<> {
        http::AppRunner runner(slow.app);
        co_await runner.setup();
        http::TCPSite site(runner, "127.0.0.1", 0);
        co_await site.start();
        const Client client = co_await Client::connect({site.port()}), idle = co_await Client::connect({site.port()});
        client.send(get("/"));
        co_await until([&] { return slow.story.size() == 2; });
    });
    CHECK(slow.story == std::vector<std::string>{"startup", "begins", "is cancelled"});
    CHECK(open_descriptors() == before);
}

TEST_CASE("run_app serves until Ctrl-C, then cleans up") {
    const auto frameworks = signal(SIGINT, SIG_DFL);
    const long before = open_descriptors();
    Slow slow(0);
    Program program(Clock::real_time);
    std::string url;
    Folder folder;
    const auto running = [&](std::string_view text) {
        url = text;
        get_running_loop().call_later(0, [] { raise(SIGINT); });
    };
    program.run([&] { http::run_app(slow.app, {.path = folder / "s", .print = running}); });
    CHECK(url == "======== Running on http://unix:" + (folder / "s") + ": ========\n(Press CTRL+C to quit)");
    CHECK(slow.story == std::vector<std::string>{"startup", "shutdown", "cleanup"});
    program.run([&] {
        http::run_app(slow.app, {.host = "127.0.0.1", .port = 0, .print = running});
    });
    signal(SIGINT, frameworks);
    CHECK(url.starts_with("======== Running on http://127.0.0.1:"));
    CHECK(open_descriptors() == before);
}

// Not a test, but the program that the next one starts.
TEST_CASE("a server that is a program of its own", "[.]") {
    const char* const path = std::getenv("SOCKET");
    if (!path) return;
    Slow slow(0);
    slow.app.router().add_get("/wait", [&slow](http::Request&) -> Coroutine<http::Response> {
        print("asked");
        auto& loop = get_running_loop();
        auto told = loop.create_future<>();
        slow.app.on_shutdown().push_back([told](http::Application&) -> Coroutine<> { told.set_result(); co_return; });
        co_await told;
        print("told to end");
        if (std::getenv("FOR_EVER")) co_await loop.create_future<>();
        co_return http::Response({.text = "to the end"});
    });
    setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
    Program program(Clock::real_time);
    program.run([&] {
        http::run_app(slow.app, {.path = path});
        for (const std::string& what : slow.story) print("{}", what);
        print("the end");
    });
}

TEST_CASE("SIGTERM ends run_app: the handlers finish, and it cleans up; a second one does not wait for them") {
    run_really([]() -> Coroutine<> {
        Folder folder;
        for (const bool for_ever : {false, true}) {
            std::map<std::string, std::string> environment{{"SOCKET", folder / "s"}};
            if (for_ever) environment["FOR_EVER"] = "1";
            auto server = co_await create_subprocess_exec("/proc/self/exe", {"a server that is a program of its own", "--out", "/dev/null"},
                                                          {.stdout = subprocess::PIPE, .env = environment});
            CHECK(co_await server.stdout.readline() == "======== Running on http://unix:" + (folder / "s") + ": ========\n");
            CHECK(co_await server.stdout.readline() == "(Press CTRL+C to quit)\n");
            const Client client = co_await Client::connect({0, folder / "s"});
            client.send(get("/wait"));
            CHECK(co_await server.stdout.readline() == "asked\n");
            server.terminate();
            CHECK(co_await server.stdout.readline() == "told to end\n");
            if (for_ever) server.terminate();
            const std::string answer = co_await client.rest();
            CHECK(answer.substr(0, answer.find('\n')) == (for_ever ? "" : "HTTP/1.1 200 OK"));
            CHECK(answer.substr(answer.rfind('\n') + 1) == (for_ever ? "" : "to the end"));
            CHECK(co_await server.stdout.read() == (for_ever ? "startup\nshutdown\nthe end\n" : "startup\nshutdown\ncleanup\nthe end\n"));
            CHECK(co_await server.wait() == 0);
        }
    });
}
