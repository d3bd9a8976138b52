#include "http_peers.hpp"
#include "tests/trace_rules.hpp"

using namespace asyncio;
using namespace loopback;
using http::ClientResponse;
using http::ClientSession;
using trace::Kind;

/// What a lesson would show: a server and its clients in one program, on the virtual clock.
namespace http_client_recorded_test {

Coroutine<> program() {
    http::Application app;
    app.router().add_get("/wait/{seconds}", [](http::Request& request) -> Coroutine<http::Response> {
        const std::string seconds(request.match_info()["seconds"]);
        co_await sleep(std::stod(seconds));
        co_return http::Response({.text = "waited " + seconds});
    });
    app.router().add_post("/echo", [](http::Request& request) -> Coroutine<http::Response> {
        co_return http::Response({.body = co_await request.read()});
    });
    http::AppRunner runner(app);
    co_await runner.setup();
    http::TCPSite site(runner, "127.0.0.1", 0);
    co_await site.start();
    const std::string url = "http://127.0.0.1:" + std::to_string(site.port());
    co_await async_with(ClientSession(url), [](ClientSession& session) -> Coroutine<> {
        std::vector<Task<std::string>> tasks;
        for (const std::string seconds : {"3", "1", "2"}) tasks.push_back(create_task(text_of(session.get("/wait/" + seconds))));
        for (const auto& task : tasks) print("{}", co_await task);
        print("{}", (co_await text_of(session.post("/echo", {.data = std::string(200, 'x'), .chunked = true}))).size());
        try {
            co_await text_of(session.get("/wait/10", {.timeout = http::ClientTimeout{.total = 4}}));
        } catch (const TimeoutError& e) {
            print("{} at {}", type_name(e), get_running_loop().time());
        }
    });
    co_await runner.cleanup();
}

struct Recorded {
    std::unique_ptr<trace::Log> log = std::make_unique<trace::Log>();
    std::vector<std::string> out;
};

Recorded record() {
    Recorded recorded;
    Program program_(Clock::virtual_time, recorded.log.get());
    program_.set_output([&](std::string_view line) { recorded.out.emplace_back(line); });
    program_.set_error_output([](std::string_view) {});
    program_.run([] { asyncio::run(program()); });
    return recorded;
}

/// What tasks do, and when, as text.
std::vector<std::string> task_story(const trace::Log& log) {
    std::vector<std::string> story;
    std::int64_t now = 0;
    for (std::size_t i = 0; i < log.size(); ++i) {
        const trace::Event& e = log[i];
        if (e.kind == Kind::clock) now = e.value;
        if (e.kind != Kind::task_new && e.kind != Kind::step && e.kind != Kind::suspend && e.kind != Kind::task_done) continue;
        std::string line = std::to_string(now) + " " + trace::word(e.kind) + " " + trace::name(e.subject);
        if (e.kind == Kind::suspend) line += std::string(" ") + trace::word(e.future_kind());
        if (e.kind == Kind::task_new) line += " " + std::string(log.text(e.text));
        story.push_back(line);
    }
    return story;
}

}  // namespace http_client_recorded_test

using namespace http_client_recorded_test;

TEST_CASE("a server and its clients in one program do the same, step by step, each time on the virtual clock") {
    const Recorded first = record();
    CHECK(first.out == std::vector<std::string>{"waited 3", "waited 1", "waited 2", "200", "TimeoutError at 7"});
    const auto story = task_story(*first.log);
    for (int i = 0; i < 5; ++i) CHECK(task_story(*record().log) == story);
}

TEST_CASE("a recorded request shows its sockets as I/O waits and its limit as a timer") {
    const Recorded recorded = record();
    std::map<std::string, int> seen;
    int open = 0;
    for (std::size_t i = 0; i < recorded.log->size(); ++i) {
        const trace::Event& e = (*recorded.log)[i];
        const std::string fn(recorded.log->text(e.text));
        if (e.kind == Kind::io_begin && e.callback() == trace::Callback::user) ++seen[fn], ++open;
        if (e.kind == Kind::io_end) --open;
        if (e.kind == Kind::timer_arm && e.callback() == trace::Callback::user) ++seen[fn];
    }
    CHECK(seen["http.socket"] >= 5);
    CHECK(seen["http.keepalive"] >= 1);
}
