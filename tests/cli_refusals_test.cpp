#include <fmt/format.h>

#include <csignal>
#include <fstream>

#include "cli_call.hpp"

using namespace cli;

namespace {

/// The one line with which the program refuses.
std::string refusal(const std::string& words) {
    const Result result = call(words);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(std::ranges::count(result.err, '\n') == 1);
    CHECK(result.err.starts_with("awaitscope: "));
    return result.err.substr(std::min<std::size_t>(12, result.err.size()));
}

}  // namespace

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
    CHECK(refusal("export two_sleepers --format svg -o no/such/x.svg") == "cannot open no/such/x.svg: No such file or directory\n");
    CHECK(refusal("export two_sleepers --format svg -o /") == "cannot write /: Is a directory\n");
    CHECK(refusal("run two_sleepers --trace no/such/x.jsonl") == "cannot open no/such/x.jsonl: No such file or directory\n");
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
