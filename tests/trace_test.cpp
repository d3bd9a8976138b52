#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/resource.h>
#include <sys/stat.h>

#include "runtime/trace/jsonl.hpp"
#include "runtime/trace/reader.hpp"
#include "runtime/trace/schema.hpp"
#include "runtime/trace/trace_file.hpp"
#include "tests/catch.hpp"

namespace fs = std::filesystem;
using namespace asyncio::trace;

namespace {

std::string contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string written(const Log& log) {
    std::ostringstream out;
    write_jsonl(log, out);
    return out.str();
}

/// What the reader makes of a text: the problem it tells of, or "read N".
std::string reading(const std::string& text) {
    Log log;
    std::istringstream in(text);
    try {
        const ReadResult result = read_jsonl(in, log);
        CHECK(result.events == log.size());
        return result.problem.empty() ? "read " + std::to_string(result.events) : result.problem;
    } catch (const ReadError& error) {
        CHECK(log.empty());
        return error.what();
    }
}

std::string reading_after_one_good_line(const std::string& line) {
    return reading("{\"ev\":\"run\",\"h\":\"H1\"}\n" + line + "\n");
}

std::string rewritten(const std::string& line) {
    Log log;
    std::istringstream in(line + "\n");
    read_jsonl(in, log);
    return to_json(log, log[0]);
}

/// A directory of its own for a test, removed at its end.
struct Directory {
    fs::path path;
    Directory() {
        std::string name = (fs::temp_directory_path() / "trace-test-XXXXXX").string();
        path = mkdtemp(name.data());
    }
    ~Directory() { fs::remove_all(path); }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(path)) names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }
};

std::string file_problem(const fs::path& path) {
    Log log;
    try {
        return read_file(path, log).problem;
    } catch (const ReadError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("Every golden trace of CPython comes back byte for byte") {
    int traces = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(CONFORMANCE) / "golden")) {
        if (entry.path().extension() != ".jsonl") continue;
        INFO(entry.path());
        Log log;
        CHECK(read_file(entry.path(), log).problem == "");
        CHECK(written(log) == contents(entry.path()));
        ++traces;
    }
    CHECK(traces >= 110);
}

TEST_CASE("Every kind of event, with all of its fields and with the required ones alone, comes back as it was") {
    const auto example = [](const Field& field, Event& event, Log& log) {
        switch (field.form) {
        case Form::ref:
            for (int type = 1; type < 16; ++type)
                if (field.allows(Ref::Type(type)))
                    return set(event, field.slot, Ref(Ref::Type(type), type < 6 ? 7 : 0).bits());
            return;
        case Form::text: return set(event, field.slot, log.add_text(field.key));
        case Form::micros: return set(event, field.slot, -longest_time);
        case Form::timeout: return set(event, field.slot, forever);
        case Form::count: return set(event, field.slot, largest_count);
        default: return set(event, field.slot, 1);
        }
    };
    Log log;
    for (int k = 0; k < kind_count; ++k)
        for (bool all : {true, false}) {
            Event event{.kind = Kind(k)};
            for (const Field& field : schema(event.kind).fields())
                if (all || !field.optional) example(field, event, log);
            log.append(event);
        }
    std::istringstream in(written(log));
    Log copy;
    CHECK(read_jsonl(in, copy).problem == "");
    REQUIRE(copy.size() == log.size());
    for (std::size_t i = 0; i < log.size(); ++i) CHECK(to_json(copy, copy[i]) == to_json(log, log[i]));
    CHECK(written(copy) == written(log));
}

TEST_CASE("A log gives back what it was given, whichever of its members an event of whichever kind uses") {
    Log log;
    std::vector<Event> given;
    for (int kind = 0; kind < kind_count; ++kind)
        for (unsigned used = 0; used < 64; ++used)
            for (const std::int64_t value : {std::int64_t{7}, forever, std::int64_t{1} << 32, longest_time}) {
                Event event{.kind = static_cast<Kind>(kind), .code = static_cast<std::uint8_t>(used), .code2 = 255};
                if (used & 1) event.subject = Ref::task(1);
                if (used & 2) event.object = Ref::future(largest_count);
                if (used & 4) event.by = Ref::Type::outside;
                if (used & 8) event.value = value;
                if (used & 16) event.text = 3;
                if (used & 32) event.text2 = ~TextId{0};
                log.append(given.emplace_back(event));
            }
    REQUIRE(log.size() == given.size());
    for (std::size_t i = 0; i < given.size(); ++i)
        if (!(log[i] == given[i])) FAIL(word(given[i].kind) << " is not what it was, code " << int{given[i].code});
}

TEST_CASE("Facts that are for the eye only are not written") {
    Log log;
    const TextId call = log.add_text("fetch(\"A\")");
    log.append({.kind = Kind::task_new, .subject = Ref::task(1), .by = Ref(Ref::Type::outside), .value = 17,
                .text = log.add_text("fetch"), .text2 = call});
    log.append({.kind = Kind::step, .code = std::uint8_t(How::start), .subject = Ref::task(1), .value = 18});
    log.append({.kind = Kind::out, .by = Ref::task(1), .value = 19, .text = log.add_text("hello")});
    log.append({.kind = Kind::suspend, .code2 = std::uint8_t(FutureKind::gather), .subject = Ref::task(1),
                .object = Ref::future(1), .value = 20, .text2 = call});
    CHECK(written(log) == R"({"ev":"task_new","task":"Task-1","coro":"fetch","by":"outside"}
{"ev":"step","task":"Task-1","how":"start"}
{"ev":"out","text":"hello","by":"Task-1"}
{"ev":"suspend","task":"Task-1","on":"Future-1","kind":"gather","_line":20}
)");
}

TEST_CASE("Text is written as Python's json writes it") {
    const auto json = [](std::string_view text) {
        std::string out;
        append_quoted(out, text);
        return out;
    };
    CHECK(json("") == R"("")");
    CHECK(json("a \"b\" \\ / \b\f\n\r\t \x01\x1f\x7f") == "\"a \\\"b\\\" \\\\ / \\b\\f\\n\\r\\t \\u0001\\u001f\x7f\"");
    CHECK(json("协程 é 🙂") == "\"协程 é 🙂\"");
    CHECK(json(std::string_view("a\0b", 3)) == R"("a\u0000b")");
    CHECK(json("cut \xe5\x8d") == "\"cut \xef\xbf\xbd\xef\xbf\xbd\"");
    CHECK(json("\xc0\xaf \xed\xa0\x80") == "\"\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

TEST_CASE("Names and words are read back as they are written") {
    for (const char* text :
         {"Task-1", "Future-268435455", "H2", "IO-3", "Job-4", "loop", "outside", "yield", "error", "cancel_all"})
        CHECK(name(parse_ref(text).value_or(Ref())) == text);
    for (const char* text : {"", "Task", "Task-", "Task-0", "Task-01", "Task-+1", "Task-1 ", "Task-268435456", "H",
                             "H-1", "loops", "task-1"})
        CHECK(!parse_ref(text));
    CHECK(name(Ref()) == "");
    for (int k = 0; k < kind_count; ++k) CHECK(parse<Kind>(word(Kind(k))) == Kind(k));
    for (int c = 1; c < int(Callback::other); ++c) CHECK(parse<Callback>(word(Callback(c))) == Callback(c));
    CHECK(!parse<Callback>(""));
    CHECK(std::string(word(Callback::other)) == "");
    CHECK(parse<FutureKind>("wait_for.cancelling") == FutureKind::wait_for_cancelling);
    CHECK(parse<How>("throw") == How::throw_);
    CHECK(is_bookkeeping(Callback::executor_check_cancel));
    CHECK(!is_bookkeeping(Callback::task_wakeup));
}

TEST_CASE("A line is understood whatever the order of its fields and whatever else it says") {
    CHECK(
        rewritten(R"( { "by" : "loop", "text" : "\u4f60\u597d", "new": [1,{"ev":"x"}], "_note":null, "ev":"out" } )") ==
        R"({"ev":"out","text":"你好","by":"loop"})");
    CHECK(rewritten(R"({"ev":"push","h":"IO-1","cb":"asyncio._new_in_3_20","task":"Task-1"})") ==
          R"({"ev":"push","h":"IO-1","cb":"asyncio._new_in_3_20","task":"Task-1"})");
    CHECK(rewritten(R"({"ev":"poll","timeout":"inf"})") == R"({"ev":"poll","timeout":"inf"})");
    CHECK(reading("\xef\xbb\xbf{\"ev\":\"end\"}\r\n\r\n  \n{\"ev\":\"deadlock\"}") == "read 2");
}

TEST_CASE("A task that began while nothing was recorded has no number, and may print; nothing else is said of it") {
    const std::string printed = R"({"ev":"out","text":"cleaned up","by":"Task-0"})";
    CHECK(rewritten(printed) == printed);
    CHECK(reading(R"({"ev":"step","task":"Task-0","how":"start"})").starts_with("line 1: \"task\" cannot be \"Task-0\""));
    CHECK(reading(printed + "\n" + R"({"ev":"out","text":"","by":0})").starts_with("line 2: \"by\" is not a string"));
    CHECK(reading(R"({"ev":"out","text":"","by":"Future-0"})").starts_with("line 1: \"by\" cannot be \"Future-0\""));
}

TEST_CASE("A broken line ends the reading and is named; what came before is kept") {
    const auto said = reading_after_one_good_line;
    const std::string kept = "; kept: the event before it";
    CHECK(said(R"({"ev":"rum","h":"H1"})") == "line 2: unknown event \"rum\"" + kept);
    CHECK(said(R"({"h":"H1"})") == "line 2: not an event: it has no \"ev\"" + kept);
    CHECK(said(R"({"ev":7})") == "line 2: not an event: it has no \"ev\"" + kept);
    CHECK(said(R"({"ev":"step","task":"Task-1"})") == "line 2: step has no \"how\"" + kept);
    CHECK(said(R"({"ev":"run","h":1})") == "line 2: \"h\" is not a string" + kept);
    CHECK(said(R"({"ev":"run","h":"Task-1"})") == "line 2: \"h\" cannot be \"Task-1\"" + kept);
    CHECK(said(R"({"ev":"step","task":"Task-1","how":"jump"})") == "line 2: \"how\" cannot be \"jump\"" + kept);
    CHECK(said(R"({"ev":"run","h":"H1","h":"H2"})") == "line 2: \"h\" stands there twice" + kept);
    CHECK(said("{\"ev\":\"out\",\"text\":\"\xff\",\"by\":\"loop\"}") == "line 2: invalid UTF-8 at byte 21" + kept);
    CHECK(said(R"({"ev":"run","h":"H1"}})") == "line 2: not valid JSON at byte 22" + kept);
    CHECK(said(R"([1])") == "line 2: not a JSON object" + kept);
    CHECK(said(R"(null)") == "line 2: not a JSON object" + kept);
    CHECK(said(std::string(1'000'000, '[')) == "line 2: not a JSON object" + kept);
    CHECK(said("{\"a\":" + std::string(1'000'000, '[')) == "line 2: not valid JSON at byte 1000006" + kept);
    CHECK(reading("{\"ev\":\"end\"}\n{\"ev\":\"end\"}\n{\"ev\":\"e") ==
          "line 3: cut off in the middle, as when a program is stopped; kept: the 2 events before it");
}

TEST_CASE("Absurd numbers are refused") {
    const std::string kept = "; kept: the event before it";
    for (const char* t : {"1e300", "0.5", "99999999999999999999", "9223372036854775807", "-4611686018427387905", "null",
                          "true", "\"1\"", "{}"})
        CHECK(reading_after_one_good_line(std::string(R"({"ev":"clock","t":)") + t + "}") ==
              "line 2: \"t\" is not a whole number from -4611686018427387904 to 4611686018427387904" + kept);
    CHECK(reading_after_one_good_line(R"({"ev":"poll","timeout":-1})") ==
          "line 2: \"timeout\" is not a whole number from 0 to 4611686018427387904" + kept);
    CHECK(reading_after_one_good_line(R"({"ev":"iter_end","i":4294967297})") ==
          "line 2: \"i\" is not a whole number from 0 to 268435455" + kept);
    CHECK(reading_after_one_good_line(R"({"ev":"run","h":"H99999999999"})") ==
          "line 2: \"h\" cannot be \"H99999999999\"" + kept);
}

TEST_CASE("A very long line is read; an endless one is not") {
    const std::string text(10 << 20, 'x');
    CHECK(rewritten(R"({"ev":"out","text":")" + text + R"(","by":"loop"})").size() == text.size() + 34);

    struct Endless : std::streambuf {  // two events, and spaces without end behind the second
        std::string chunk = "{\"ev\":\"end\"}\n{\"ev\":\"end\"}" + std::string(1 << 16, ' ');
        int_type underflow() override {
            if (eback()) chunk.assign(chunk.size(), ' ');
            setg(chunk.data(), chunk.data(), chunk.data() + chunk.size());
            return traits_type::to_int_type(*gptr());
        }
    } endless;
    std::istream in(&endless);
    Log log;
    CHECK(read_jsonl(in, log).problem == "line 2: longer than 64 MB; kept: the event before it");
}

TEST_CASE("A file that is no recording is refused with its format and what to do") {
    const std::string say = "; open it in ui.perfetto.dev, or export the recording as jsonl and open that";
    CHECK(reading("") == "empty; nothing was recorded");
    CHECK(reading("\n \n") == "empty; nothing was recorded");
    CHECK(reading("{\"traceEvents\":[]}\n") == "a Chrome trace" + say);
    CHECK(reading("[\n{\"name\":\"x\",\"ph\":\"X\",\"ts\":0},\n") ==
          "a JSON list; a recording has one JSON object a line");
    CHECK(reading("[{\"name\":\"x\",\"ph\":\"X\",\"ts\":0},\n") == "a Chrome trace" + say);
    CHECK(reading("{\n  \"ev\": \"run\"\n}\n") ==
          "JSON, but no recording; that has lines like {\"ev\":\"run\",\"h\":\"H1\"}");
    CHECK(reading(std::string("\x1f\x8b\x08\0abc", 7)) == "compressed; unpack it first (gunzip)");
    CHECK(reading(std::string("ab\0\1\n", 5)) == "a binary file; a recording is text, one JSON object a line");
    CHECK(reading("import asyncio\n") == "not a recording; that has lines like {\"ev\":\"run\",\"h\":\"H1\"}");
    CHECK(reading("<!doctype html>\n") ==
          "a page or a picture (HTML, SVG); export the recording as jsonl and open that");
    CHECK(reading("{\"ev\":\"rum\"}\n") == "line 1: unknown event \"rum\"; kept: no event before it");
}

TEST_CASE("A file that cannot be read is refused with its path and the reason") {
    Directory dir;
    CHECK(file_problem(dir.path / "none.jsonl") == (dir.path / "none.jsonl").string() + ": No such file or directory");
    CHECK(file_problem(dir.path) == dir.path.string() + ": a directory; a recording is a file");
    CHECK(file_problem("/dev/zero") == "/dev/zero: a device; a recording is a file");
    std::ofstream(dir.path / "x.jsonl") << "{\"ev\":\"end\"}\n{";
    CHECK(file_problem(dir.path / "x.jsonl") == (dir.path / "x.jsonl").string() +
          ": line 2: cut off in the middle, as when a program is stopped; kept: the event before it");
    if (geteuid() != 0) {  // root may read everything
        chmod((dir.path / "x.jsonl").c_str(), 0);
        CHECK(file_problem(dir.path / "x.jsonl") == (dir.path / "x.jsonl").string() + ": Permission denied");
    }
}

TEST_CASE("A file appears under its name when it is whole, and otherwise not at all") {
    Directory dir;
    const fs::path path = dir.path / "a.html";
    {
        FileSink sink(path);
        sink.stream() << "half of ";
        sink.stream().flush();
        CHECK(dir.files() == std::vector<std::string>{"a.html.part"});
        sink.stream() << "it";
        sink.commit();
        CHECK(dir.files() == std::vector<std::string>{"a.html"});
        CHECK(contents(path) == "half of it");
    }
    {
        FileSink abandoned(path);
        abandoned.stream() << "something else";
    }
    CHECK(dir.files() == std::vector<std::string>{"a.html"});
    CHECK(contents(path) == "half of it");
}

TEST_CASE("What the system refuses is told with operation, path and reason") {
    Directory dir;
    const auto refusal = [](const fs::path& path, std::string_view text) -> std::string {
        try {
            FileSink sink(path);
            sink.stream() << text;
            sink.commit();
            return "written";
        } catch (const FileError& error) {
            return error.what();
        }
    };
    const std::string d = dir.path.string();
    CHECK(refusal(dir.path / "no" / "a", "") == "cannot open " + d + "/no/a: No such file or directory");
    CHECK(refusal(dir.path, "") == "cannot write " + d + ": Is a directory");
    CHECK(refusal("/dev/full", "x") == "cannot write /dev/full: No space left on device");
    CHECK(refusal("/dev/null", "x") == "written");
    CHECK(fs::is_character_file("/dev/null"));

    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1 << 17, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);  // a disk that fills up
    CHECK(refusal(dir.path / "a", std::string(1 << 18, 'x')) == "cannot write " + d + "/a: File too large");
    setrlimit(RLIMIT_FSIZE, &before);
    CHECK(dir.files().empty());
}

TEST_CASE("A running program's events are in the file at once, and under its name at the end") {
    Directory dir;
    const fs::path path = dir.path / "run.jsonl";
    TraceFile file(path);
    Log log;
    log.set_observer(&file);
    log.append({.kind = Kind::iter_begin, .subject = Ref::from_bits(1)});
    CHECK(contents(path.string() + ".part") == "{\"ev\":\"iter_begin\",\"i\":1,\"t\":0}\n");
    log.append({.kind = Kind::end});
    CHECK(contents(path.string() + ".part") == "{\"ev\":\"iter_begin\",\"i\":1,\"t\":0}\n{\"ev\":\"end\"}\n");
    file.finish();
    CHECK(dir.files() == std::vector<std::string>{"run.jsonl"});
    CHECK(contents(path) == written(log));
}

TEST_CASE("A program goes on when its trace cannot be written, and is told at the end") {
    TraceFile file("/dev/full");
    Log log;
    log.set_observer(&file);
    log.append({.kind = Kind::deadlock});
    log.append({.kind = Kind::end});
    CHECK(log.size() == 2);
    CHECK_THROWS_WITH(file.finish(), "cannot write /dev/full: No space left on device");
}
