#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <utility>

#include "cli_call.hpp"
#include "visualizer/session/session.hpp"

using namespace cli;
using spawned::content;

// --- list -------------------------------------------------------------------------------------------------

TEST_CASE("list names the lessons, a line each, in the language that is asked for") {
    CHECK(call("list").out.starts_with("two_sleepers\tTwo sleepers\nworkers\t"));
    CHECK(call("list --lang zh").out.starts_with("two_sleepers\t两个睡觉的人\n"));
    CHECK(call("--lang zh list").out.starts_with("two_sleepers\t两个睡觉的人\n"));
    CHECK(call("list --lang=en", {.environment = {"LANG=zh_CN.UTF-8"}}).out.starts_with("two_sleepers\tTwo sleepers\n"));
    CHECK(call("list").exit_code == 0);
    CHECK(call("list").err.empty());
}

TEST_CASE("the language is the system's, as its variables say it") {
    const auto title = [](Words environment) { return call("list", {.environment = std::move(environment)}).out.substr(13, 12); };
    CHECK(title({"LANG=zh_CN.UTF-8"}) == std::string("两个睡觉"));
    CHECK(title({"LANG=en_US.UTF-8"}) == "Two sleepers");
    CHECK(title({"LANG=zh_CN.UTF-8", "LC_ALL=C.UTF-8"}) == "Two sleepers");
    CHECK(title({"LANG=C", "LC_MESSAGES=zh_TW"}) == std::string("两个睡觉"));
    CHECK(title({"LANG=de_DE", "LC_ALL="}) == "Two sleepers");
}

// --- the program itself -----------------------------------------------------------------------------------

TEST_CASE("every lesson of the program is listed, and runs as it was recorded") {
    const Folder folder;
    const auto awaitscope = [&](Words words) {
        Result result = spawned::run({.program = AWAITSCOPE, .words = std::move(words), .folder = folder.path()});
        CHECK(result.exit_code == 0);
        return result;
    };
    std::string english = awaitscope({"list"}).out, chinese = awaitscope({"list", "--lang", "zh"}).out, names;
    for (const lessons::Lesson& lesson : lessons::all()) {
        names += std::string(lesson.name) + "\n";
        awaitscope::Log log;
        REQUIRE(awaitscope::record(lesson, {}, false, log, false));
        std::string printed;
        for (std::size_t i = 0; i < log.size(); ++i)
            if (log[i].kind == awaitscope::Kind::out) printed += std::string(log.text(log[i].text)) + "\n";
        CHECK(awaitscope({"run", lesson.name}).out == printed);
    }
    for (std::string* list : {&english, &chinese}) {
        std::istringstream lines(std::exchange(*list, ""));
        for (std::string name, title; std::getline(lines, name, '\t') && std::getline(lines, title);) {
            CHECK_FALSE(title.empty());
            *list += name + "\n";
        }
        CHECK(*list == names);
    }
    CHECK(folder.files().empty());
}

#ifdef TIMED
TEST_CASE("the program answers within 50 ms") {
    const Folder folder;
    auto least = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 20; ++i) {   // the best of some: other programs run, too
        const auto before = std::chrono::steady_clock::now();
        spawned::run({.program = AWAITSCOPE, .words = {"list"}, .folder = folder.path()});
        least = std::min(least, std::chrono::steady_clock::now() - before);
    }
    CHECK(least < std::chrono::milliseconds(50));
}
#endif

// --- run --------------------------------------------------------------------------------------------------

TEST_CASE("run prints what the lesson prints and nothing else") {
    const Result result = call("run two_sleepers");
    CHECK(result.exit_code == 0);
    CHECK(result.out == two_sleepers_say);
    CHECK(result.err.empty());
    CHECK(call("run workers").out == "the job of 1 s is done\nthe job of 2 s is done\n3\n");
}

TEST_CASE("run takes what is set, the last word for each name") {
    CHECK(call("run two_sleepers --set delay=0.5").out == "A sleeps\nB sleeps\nA wakes up\nB wakes up\n");
    CHECK(call("run --set delay=3 --set loud=yes --set delay=0.5 two_sleepers").out == "A sleeps\nB sleeps\nA wakes up!\nB wakes up!\n");
    CHECK(call("run two_sleepers --set loud=true --set loud=0").out == two_sleepers_say);
}

TEST_CASE("run under the real clock takes its time and prints the same") {
    const auto before = std::chrono::steady_clock::now();
    CHECK(call("run two_sleepers --clock real --set delay=1.25").out == two_sleepers_say);
    CHECK(std::chrono::steady_clock::now() - before >= std::chrono::milliseconds(1250));
    CHECK(call("run two_sleepers --clock virtual").out == two_sleepers_say);
}

TEST_CASE("run --story tells the story instead") {
    const Result result = call("run two_sleepers --story");
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    CHECK(result.out.starts_with("Task-1 starts: main\n"));
    CHECK_THAT(result.out, ContainsSubstring("A sleeps"));
    CHECK_THAT(call("run two_sleepers --story --lang zh").out, ContainsSubstring("Task-2") && !ContainsSubstring("starts"));
    CHECK_THAT(call("run two_sleepers --story --clock real --set delay=0").out, ContainsSubstring("Task-1 starts: main\n"));
}

TEST_CASE("run --trace writes the recording that export writes") {
    const Folder folder;
    const Result result = call(folder, "run two_sleepers --trace a.jsonl --set delay=0.5");
    CHECK(result.exit_code == 0);
    CHECK(result.out == "A sleeps\nB sleeps\nA wakes up\nB wakes up\n");
    CHECK(call(folder, "run two_sleepers --story --trace b.jsonl --set delay=0.5").exit_code == 0);
    CHECK(call(folder, "export two_sleepers --format jsonl -o c.jsonl --set delay=0.5").exit_code == 0);
    CHECK(folder.files() == Words{"a.jsonl", "b.jsonl", "c.jsonl"});
    CHECK(events_in(folder / "a.jsonl") > 30);
    CHECK(content(folder / "a.jsonl") == content(folder / "c.jsonl"));
    CHECK(content(folder / "b.jsonl") == content(folder / "c.jsonl"));
}

TEST_CASE("a lesson that fails is told of; what it printed and recorded is there") {
    const Folder folder;
    const Result result = call(folder, "run failing --trace failing.jsonl");
    CHECK(result.exit_code == 1);
    CHECK(result.err == "awaitscope: failing ended with ValueError: no such page\n");
    CHECK_THAT(content(folder / "failing.jsonl"), ContainsSubstring(R"({"ev":"end","exc":"ValueError","msg":"no such page"})"));
    CHECK(folder.files() == Words{"failing.jsonl"});
    CHECK(call("run failing --story").exit_code == 1);
    CHECK_THAT(call("run failing --story").out, ContainsSubstring("ValueError"));
}

TEST_CASE("what Python would warn of goes to standard error when a lesson is run, and nowhere else") {
    const Result run = call("run careless"), exported = call("export careless --format jsonl -o -");
    CHECK((run.exit_code == 0 && run.out.empty()));
    CHECK(run.err == "RuntimeWarning: coroutine 'forgotten' was never awaited\n");
    CHECK(exported.err.empty());
    CHECK_THAT(exported.out, ContainsSubstring("never awaited"));
}

TEST_CASE("a lesson without an end prints as it goes, and a signal ends it with its trace kept") {
    for (const int signal : {SIGINT, SIGTERM}) {
        const Folder folder;
        const Result result = call(folder, "run chatty --trace chatty.jsonl", {.stop_after = "line 20\n", .signal = signal});
        CHECK(result.exit_code == 128 + signal);
        CHECK(result.out.starts_with("line 0\nline 1\nline 2\n"));
        CHECK(result.err.empty());
        CHECK(folder.files() == Words{"chatty.jsonl"});
        CHECK(events_in(folder / "chatty.jsonl") > 100);
    }
    CHECK(call("run chatty", {.stop_after = "line 20\n", .signal = SIGINT}).exit_code == 128 + SIGINT);
}

TEST_CASE("the story of a lesson without an end is that of its first million events") {
    const Result result = call("run endless --story", {.out = "/dev/null"});
    CHECK(result.exit_code == 0);
    CHECK(result.err == "awaitscope: endless has not ended after 1000000 events, where this ends\n");
}

TEST_CASE("the trace of a lesson that crashes is there up to the crash") {
    const Folder folder;
    CHECK(call(folder, "run crashing --trace crashing.jsonl").exit_code == 99);
    CHECK(folder.files() == Words{"crashing.jsonl.part"});
    CHECK(events_in(folder / "crashing.jsonl.part") > 10);
    CHECK_THAT(content(folder / "crashing.jsonl.part"), ContainsSubstring("so far so good") && !ContainsSubstring("\"end\""));
}

// --- export -----------------------------------------------------------------------------------------------

TEST_CASE("export writes every format to a file or to standard output, the same bytes each time") {
    const std::string beginnings[][2] = {{"jsonl", "{\"ev\":\"task_new\""}, {"chrome", "{"}, {"svg", "<"}, {"html", "<!"}};
    for (const auto& [format, beginning] : beginnings) {
        const Folder folder;
        const std::string words = "export two_sleepers --format " + format;
        const Result to_out = call(folder, words + " -o -");
        CHECK(to_out.exit_code == 0);
        CHECK(to_out.err.empty());
        CHECK(to_out.out.size() > 1000);
        CHECK(to_out.out.substr(0, beginning.size()) == beginning);
        const Result to_file = call(folder, words + " --output file");
        CHECK((to_file.exit_code == 0 && to_file.out.empty() && to_file.err.empty()));
        CHECK(folder.files() == Words{"file"});
        CHECK(content(folder / "file") == to_out.out);
    }
}

TEST_CASE("export takes language, colours and settings") {
    const auto svg = [](const std::string& words) { return call("export two_sleepers --format svg -o - " + words).out; };
    CHECK(svg("--theme light") != svg("--theme dark"));
    CHECK(svg("--lang zh") != svg("--lang en"));
    CHECK(svg("--set delay=4") != svg("--set delay=1"));
    CHECK(svg("") == svg("--theme dark --lang en --set delay=2"));
}

TEST_CASE("export of a recording gives the recording") {
    CHECK(call("export " + golden + " --format jsonl -o -").out == content(golden));
}

TEST_CASE("of a damaged recording the usable part is exported, and the rest told of") {
    const Folder folder;
    std::ofstream(folder / "half.jsonl") << content(golden).substr(0, 700);
    const Result result = call(folder, "export half.jsonl --format jsonl -o -");
    CHECK(result.exit_code == 0);
    CHECK(content(golden).starts_with(result.out));
    CHECK(result.out.size() > 500);
    CHECK(result.err.starts_with("awaitscope: half.jsonl"));
    CHECK(std::ranges::count(result.err, '\n') == 1);
}

TEST_CASE("what is missing from the export of a lesson is told of") {
    const auto said = [](const std::string& lesson) {
        const Result result = call("export " + lesson + " --format jsonl -o -");
        CHECK(result.exit_code == 0);
        CHECK(result.out.starts_with("{\"ev\":"));
        return result.err;
    };
    CHECK(said("failing") == "awaitscope: failing ended with ValueError: no such page\n");
    CHECK(said("endless") == "awaitscope: endless has not ended after 1000000 events, where this ends\n");
    CHECK(said("spinning").starts_with("awaitscope: spinning blocks its loop: nothing came after event "));
}

// --- the window -------------------------------------------------------------------------------------------

TEST_CASE("without a command the source is opened in a window") {
    const auto shown = [](const std::string& words) {
        const Result result = call(words, {.environment = {"DISPLAY=:0"}});
        CHECK(result.exit_code == 7);
        CHECK(result.err.empty());
        return result.out;
    };
    CHECK(shown("two_sleepers") == "two_sleepers en dark  at 0 of 0\n");
    CHECK(shown("--theme light two_sleepers --lang zh --set delay=3") == "two_sleepers zh light 3 at 0 of 0\n");
    CHECK(shown(golden) == fmt::format("gather-01-result-order.jsonl en dark  at 0 of {} from {}\n", events_in(golden), golden));
}

TEST_CASE("without a display the story is told and a page is written") {
    const Folder folder;
    const Result result = call(folder, "two_sleepers --set delay=0.5");
    CHECK(result.exit_code == 0);
    CHECK(result.out == call("run two_sleepers --story --set delay=0.5").out);
    CHECK(result.err == "awaitscope: no window (there is no display), so this is the story; "
                        "open two_sleepers.html in a browser to step through it\n");
    CHECK(folder.files() == Words{"two_sleepers.html"});
    CHECK(content(folder / "two_sleepers.html") == call("export two_sleepers --format html -o - --set delay=0.5").out);

    const Result chinese = call(folder, golden + " --lang zh");
    CHECK(chinese.err == "awaitscope: 无法打开窗口（there is no display），因此用文字讲述；用浏览器打开 gather-01-result-order.html 可以逐步查看\n");
    CHECK(folder.files() == Words{"gather-01-result-order.html", "two_sleepers.html"});
}

TEST_CASE("a page that cannot be written costs nothing of the story") {
    const Folder folder;
    std::filesystem::create_directory(folder / "two_sleepers.html");
    const Result result = call(folder, "two_sleepers");
    CHECK(result.exit_code == 1);
    CHECK(result.out.starts_with("Task-1 starts: main\n"));
    CHECK(result.err == "awaitscope: cannot write two_sleepers.html: Is a directory\n");
}

// --- help -------------------------------------------------------------------------------------------------

TEST_CASE("help names every option and gives examples, in both languages") {
    const std::pair<std::string, Words> pages[] = {
        {"", {"SOURCE", "list", "run", "export", "--set", "--lang", "--theme", "--help", "--version"}},
        {"list ", {"--lang", "--help"}},
        {"run ", {"LESSON", "--clock virtual|real", "--set NAME=VALUE", "--trace FILE", "--story", "--lang", "--help"}},
        {"export ", {"SOURCE", "--format", "jsonl", "chrome", "svg", "html", "--output", "--set", "--lang", "--theme", "--help"}},
    };
    for (const auto& [command, options] : pages) {
        const Result english = call(command + "--help"), chinese = call(command + "--lang zh -h");
        CHECK((english.exit_code == 0 && english.err.empty()));
        CHECK_THAT(english.out, ContainsSubstring("Usage: awaitscope " + command) && ContainsSubstring("Examples:\n"));
        CHECK_THAT(chinese.out, ContainsSubstring("用法：awaitscope " + command) && ContainsSubstring("示例：\n"));
        for (const std::string& option : options) {
            CHECK_THAT(english.out, ContainsSubstring(option));
            CHECK_THAT(chinese.out, ContainsSubstring(option));
        }
    }
    CHECK(call("--version").out == "awaitscope " AWAITSCOPE_VERSION "\n");
}
