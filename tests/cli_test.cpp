#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "catch.hpp"
#include "runtime/trace/reader.hpp"
#include "session_lessons.hpp"
#include "spawned.hpp"
#include "visualizer/session/session.hpp"

using spawned::content;
using spawned::Folder;
using spawned::Result;
using Words = std::vector<std::string>;

namespace {

/// Starts the command line over the lessons of cli_program.cpp, in `folder`.
Result call(const Folder& folder, const std::string& words, spawned::Start start = {}) {
    std::istringstream stream(words);
    start.program = CLI_PROGRAM;
    start.folder = folder.path();
    for (std::string word; stream >> word;) start.words.push_back(word);
    return spawned::run(start);
}

Result call(const std::string& words, spawned::Start start = {}) {
    const Folder folder;
    Result result = call(folder, words, std::move(start));
    CHECK(folder.files().empty());
    return result;
}

/// The one line with which the program refuses.
std::string refusal(const std::string& words) {
    const Result result = call(words);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(std::ranges::count(result.err, '\n') == 1);
    CHECK(result.err.starts_with("awaitscope: "));
    return result.err.substr(std::min<std::size_t>(12, result.err.size()));
}

std::size_t events_in(const std::string& file) {
    awaitscope::Log log;
    const auto read = asyncio::trace::read_file(file, log);
    CHECK(read.problem.empty());
    return read.events;
}

const std::string golden = CONFORMANCE "/golden/gather-01-result-order.jsonl";
const char* const two_sleepers_say = "A sleeps\nB sleeps\nB wakes up\nA wakes up\n";

}  // namespace

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

// --- bad use ----------------------------------------------------------------------------------------------

TEST_CASE("an unknown lesson is refused with the nearest one") {
    CHECK(refusal("run two_sleeper") == "there is no lesson 'two_sleeper'; did you mean 'two_sleepers'?\n");
    CHECK(refusal("two-sleepers") == "there is no lesson or file 'two-sleepers'; did you mean 'two_sleepers'?\n");
    CHECK(refusal("export wrokers --format svg -o -") == "there is no lesson or file 'wrokers'; did you mean 'workers'?\n");
    CHECK(refusal("run qqqqqqqqqq") == "there is no lesson 'qqqqqqqqqq'; 'awaitscope list' shows the lessons\n");
    CHECK(refusal("lst") == "there is no lesson or file 'lst'; did you mean 'list'?\n");
    CHECK(refusal("exprot two_sleepers --format svg -o x.svg") == "there is no lesson or file 'exprot'; did you mean 'export'?\n");
    CHECK(refusal("run " + golden) == fmt::format("'{0}' is no lesson, and only a lesson can be run; 'awaitscope {0}' shows a recording\n", golden));
}

TEST_CASE("a setting that does not fit is refused with what does") {
    CHECK(refusal("run two_sleepers --set speed=1") == "--set speed: two_sleepers has no such setting; it has delay, loud\n");
    CHECK(refusal("run two_sleepers --set delay=6") == "--set delay=6: delay takes a number from 0 to 5\n");
    CHECK(refusal("two_sleepers --set delay=nan") == "--set delay=nan: delay takes a number from 0 to 5\n");
    CHECK(refusal("two_sleepers --set delay=1s") == "--set delay=1s: delay takes a number from 0 to 5\n");
    CHECK(refusal("two_sleepers --set delay=") == "--set delay=: delay takes a number from 0 to 5\n");
    CHECK(refusal("two_sleepers --set loud=2") == "--set loud=2: loud takes true or false\n");
    CHECK(refusal("two_sleepers --set loud") == "--set loud: write it as NAME=VALUE\n");
    CHECK(refusal("export two_sleepers --set delay=-1 --format svg -o x.svg") == "--set delay=-1: delay takes a number from 0 to 5\n");
    CHECK(refusal("run workers --set a=1") == "--set a: workers has nothing to set\n");
    CHECK(refusal(golden + " --set delay=1") == "--set is for lessons: '" + golden + "' is a recording\n");
}

TEST_CASE("words that make no sense are refused with where to read on") {
    CHECK(refusal("--frobnicate") == "--frobnicate was not expected; see awaitscope --help\n");
    CHECK(refusal("two_sleepers workers") == "workers was not expected; see awaitscope --help\n");
    CHECK(refusal("two_sleepers list") == "'two_sleepers' was not expected before 'list'; see awaitscope --help\n");
    CHECK(refusal("list two_sleepers") == "two_sleepers was not expected; see awaitscope list --help\n");
    CHECK(refusal("run") == "LESSON is required; see awaitscope run --help\n");
    CHECK(refusal("run two_sleepers --clock fast") == "--clock: 'fast' is not one of virtual, real; see awaitscope run --help\n");
    CHECK(refusal("run two_sleepers --trace") == "--trace needs a value; see awaitscope run --help\n");
    CHECK(refusal("run two_sleepers --trace -") == "--trace: a trace needs a file; standard output is the lesson's; see awaitscope run --help\n");
    CHECK(refusal("list --lang fr") == "--lang: 'fr' is not one of en, zh; see awaitscope list --help\n");
    CHECK(refusal("--theme pink") == "--theme: 'pink' is not one of dark, light; see awaitscope --help\n");
    CHECK(refusal("export two_sleepers -o x") == "--format is required; see awaitscope export --help\n");
    CHECK(refusal("export two_sleepers --format svg") == "--output is required; see awaitscope export --help\n");
    CHECK(refusal("export two_sleepers --format gif -o x") == "--format: 'gif' is not one of jsonl, chrome, svg, html; see awaitscope export --help\n");
}

TEST_CASE("a file that is no recording is refused with the reason") {
    const Folder folder;
    std::ofstream(folder / "notes.txt") << "buy milk\n";
    std::ofstream(folder / "empty.jsonl") << "";
    CHECK(refusal("no/such/file") == "no/such/file: No such file or directory\n");
    CHECK(refusal("missing.jsonl") == "missing.jsonl: No such file or directory\n");
    for (const char* name : {"notes.txt", "empty.jsonl", "."})
        for (const std::string words : {"{}", "export {} --format svg -o -"}) {
            const Result result = call(folder, fmt::format(fmt::runtime(words), folder / name));
            CHECK(result.exit_code == 2);
            CHECK(result.out.empty());
            CHECK_THAT(result.err, ContainsSubstring(folder / name));
            CHECK(std::ranges::count(result.err, '\n') == 1);
        }
}

TEST_CASE("a line about a strange name is one line all the same") {
    const Folder folder;
    const Result result = spawned::run({.program = CLI_PROGRAM, .words = {"a\nb\x1b[2J"}, .folder = folder.path()});
    CHECK(result.exit_code == 2);
    CHECK(result.err == "awaitscope: there is no lesson or file 'a b [2J'; 'awaitscope list' shows the lessons\n");
}

// --- output that fails ------------------------------------------------------------------------------------

TEST_CASE("a path that cannot be written is refused before anything runs") {
    CHECK(refusal("export two_sleepers --format svg -o no/such/x.svg") == "cannot open no/such/x.svg.part: No such file or directory\n");
    CHECK(refusal("export two_sleepers --format svg -o /") == "cannot write /: Is a directory\n");
    CHECK(refusal("run two_sleepers --trace no/such/x.jsonl") == "cannot open no/such/x.jsonl.part: No such file or directory\n");
}

TEST_CASE("a full disk is told of, and no half-written file stays") {
    const auto failure = [](const std::string& words, std::string out) {
        const Result result = call(words, {.out = std::move(out)});
        CHECK(result.exit_code == 1);
        return result.err;
    };
    const std::string standard_output = "awaitscope: cannot write standard output: No space left on device\n";
    CHECK(failure("list", "/dev/full") == standard_output);
    CHECK(failure("--help", "/dev/full") == standard_output);
    CHECK(failure("run two_sleepers", "/dev/full") == standard_output);
    CHECK(failure("run chatty", "/dev/full") == standard_output);
    CHECK(failure("run two_sleepers --story", "/dev/full") == standard_output);
    CHECK(failure("export two_sleepers --format html -o -", "/dev/full") == standard_output);
    CHECK(failure("export two_sleepers --format html -o /dev/full", "") == "awaitscope: cannot write /dev/full: No space left on device\n");
    CHECK(failure("run two_sleepers --trace /dev/full", "") == "awaitscope: cannot write /dev/full: No space left on device\n");
    CHECK(call("run two_sleepers --trace /dev/full").out == two_sleepers_say);
}

TEST_CASE("when nobody reads any more the program ends in silence, and a trace is kept") {
    const Folder folder;
    for (const char* words : {"list", "run two_sleepers", "run two_sleepers --story", "export two_sleepers --format svg -o -",
                              "run chatty --trace chatty.jsonl"}) {
        const Result result = call(folder, words, {.deaf = true});
        CHECK(result.exit_code == 128 + SIGPIPE);
        CHECK(result.err.empty());
    }
    CHECK(folder.files() == Words{"chatty.jsonl"});
    CHECK(events_in(folder / "chatty.jsonl") > 5);
}

TEST_CASE("without a standard output nothing else is written to in its place") {
    const Folder folder;
    const Result result = call(folder, "run two_sleepers --trace trace.jsonl", {.out_closed = true});
    CHECK(result.exit_code == 1);
    CHECK(result.err == "awaitscope: cannot write standard output: Bad file descriptor\n");
    CHECK(events_in(folder / "trace.jsonl") > 5);
}
