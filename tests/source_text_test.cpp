#include "catch.hpp"
#include "visualizer/panels/source_text.hpp"

using namespace awaitscope;

namespace {

/// "kw|return| |nu|42|": the stretches with their inks.
std::string painted(std::string_view line, Language language, bool in_string = false) {
    const char* inks[] = {"", "kw:", "fn:", "str:", "num:", "rem:"};
    std::string text;
    for (const Stretch& s : colour(line, language, in_string))
        text += (text.empty() ? "" : "|") + std::string(inks[static_cast<int>(s.ink)]) + std::string(line.substr(s.begin, s.end - s.begin));
    return text;
}

}  // namespace

TEST_CASE("keywords, functions, strings, numbers and comments of C++ are told apart") {
    CHECK(painted("Coroutine<int> fetch(string name) {", Language::cpp) == "kw:Coroutine|<|kw:int|> |fn:fetch|(string name) {");
    CHECK(painted(R"(    print("a \"b\" {}", 'c', 2.5s);  // why)", Language::cpp) ==
          R"(    |fn:print|(|str:"a \"b\" {}"|, |str:'c'|, |num:2.5s|);  |rem:// why)");
    CHECK(painted("#include <x>", Language::cpp) == "kw:#include| <x>");
    CHECK(painted("co_await sleep(1);  /* no */ x", Language::cpp) == "kw:co_await| |fn:sleep|(|num:1|);  |rem:/* no */| x");
}

TEST_CASE("keywords, functions, strings, numbers and comments of Python are told apart") {
    CHECK(painted("async def f(x): return 1_000  # why", Language::python) ==
          "kw:async| |kw:def| |fn:f|(x): |kw:return| |num:1_000|  |rem:# why");
    CHECK(painted("end of it\"\"\" + x", Language::python, true) == "str:end of it\"\"\"| + x");
}

TEST_CASE("a string that spans lines is a string on each of them") {
    const Source source = read_source("a.py", "\"\"\"one\ntwo\"\"\"\nx = 1\n", Language::python);
    REQUIRE(source.lines.size() == 3);
    CHECK(source.lines[0].stretches.front().ink == Ink::string);
    CHECK(source.lines[1].stretches.front().ink == Ink::string);
    CHECK(source.lines[2].stretches.front().ink == Ink::plain);
}

TEST_CASE("tags are not shown, and join the lines of the two languages") {
    Sources sources;
    sources.files[0] = read_source("a.cpp", "void f() {\n    co_await sleep(1);  //@sleep\n}\n", Language::cpp);
    sources.files[1] = read_source("a.py", "await sleep(1)  #@sleep\n", Language::python);
    CHECK(sources.of(Language::cpp).lines[1].text == "    co_await sleep(1);");
    CHECK(sources.line_in(Language::cpp, 2) == 2);
    CHECK(sources.line_in(Language::python, 2) == 1);
    CHECK(sources.line_in(Language::python, 1) == 0);
    CHECK(sources.line_in(Language::python, 0) == 0);
    sources.recorded = Language::python;
    CHECK(sources.line_in(Language::cpp, 1) == 2);
}
