#include <map>
#include <regex>
#include <set>

#include "lessons/lesson.hpp"
#include "lessons/text.hpp"
#include "tests/catch.hpp"

// Each test case goes through all lessons: a new one is held to the same without a test of its own.
using lessons::Lesson;
using lessons::Text;
using lessons::WhatIf;
using Lines = std::vector<std::string>;

namespace {

Lines lines(std::string_view text) {
    Lines lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

/// The tags at the ends of lines, in order; `mark` is "//@" or "#@".
Lines tags(std::string_view code, const std::string& mark) {
    Lines tags;
    for (const std::string& line : lines(code))
        if (const std::size_t at = line.rfind(mark); at != std::string::npos) tags.push_back(line.substr(at + mark.size()));
    return tags;
}

/// The lines that match `pattern` and have no tag.
Lines untagged(std::string_view code, const std::string& mark, const std::string& pattern) {
    Lines found;
    for (const std::string& line : lines(code))
        if (std::regex_search(line, std::regex(pattern)) && line.find(mark) == std::string::npos) found.push_back(line);
    return found;
}

/// What must be the same in every language: names and right answers.
Lines structure(const Text& text) {
    Lines parts;
    for (const lessons::Label& label : text.what_ifs) parts.push_back("what if " + label.name);
    for (const lessons::Question& question : text.questions) {
        parts.push_back("question");
        for (const lessons::Answer& answer : question.answers)
            parts.push_back(std::string(answer.right ? "[x]" : "[ ]") + (answer.feedback.empty() ? "" : " feedback"));
    }
    return parts;
}

/// Parses a page that must be without fault.
Text page(std::string_view markdown) {
    Lines problems;
    Text text = lessons::parse(markdown, problems);
    CHECK(problems == Lines{});
    return text;
}

}  // namespace

TEST_CASE("every lesson's page is complete, and the same in English and Chinese") {
    for (const Lesson& lesson : lessons::all()) {
        INFO(lesson.name);
        const Text en = page(lessons::sources(lesson).en), zh = page(lessons::sources(lesson).zh);
        CHECK(structure(en) == structure(zh));
        CHECK(en.questions.size() >= 2);
        Lines names, labels;
        for (const WhatIf* what_if : lesson.what_ifs) names.emplace_back(what_if->name);
        for (const lessons::Label& label : en.what_ifs) labels.push_back(label.name);
        CHECK(names == labels);
    }
}

TEST_CASE("the lines of a lesson's two programs that belong together have the same tags, in the same order") {
    for (const Lesson& lesson : lessons::all()) {
        INFO(lesson.name);
        const auto [cpp, python, en, zh] = lessons::sources(lesson);
        CHECK(tags(cpp, "//@") == tags(python, "#@"));
        const Lines all = tags(cpp, "//@");
        CHECK(std::set<std::string>(all.begin(), all.end()).size() == all.size());
    }
}

TEST_CASE("wherever a lesson can stand, its line has a tag") {
    for (const Lesson& lesson : lessons::all()) {
        INFO(lesson.name);
        const auto [cpp, python, en, zh] = lessons::sources(lesson);
        CHECK(untagged(cpp, "//@", R"(\bco_await\b|\bprint\(|\bcreate_task\(|^Coroutine<)") == Lines{});
        CHECK(untagged(python, "#@", R"(\bawait\b|\bprint\(|\bcreate_task\(|^async def)") == Lines{});
    }
}

TEST_CASE("a lesson's programs fit on a screen, with one global variable of Python for each what-if") {
    for (const Lesson& lesson : lessons::all()) {
        INFO(lesson.name);
        const auto [cpp, python, en, zh] = lessons::sources(lesson);
        CHECK(lines(cpp).size() <= 50);
        CHECK(lines(python).size() <= 50);
        for (const WhatIf* what_if : lesson.what_ifs) {
            const std::regex global("\n" + std::string(what_if->name) + " = (\\S+)\n");
            std::match_results<std::string_view::const_iterator> found;
            REQUIRE(std::regex_search(python.begin(), python.end(), found, global));
            const std::string value = found[1];
            if (what_if->type == WhatIf::Type::flag) CHECK(value == (what_if->value != 0 ? "True" : "False"));
            else CHECK(std::stod(value) == what_if->value);
        }
    }
}

TEST_CASE("a page is taken apart into title, summary, explanation, what-ifs and questions") {
    const Text text = page(R"(# sleep

A task gives way
for a while.

## What it does

Some **text**.

```python
## no title
```

## What if
- delay: the delay — Make it longer.
- count: how many

## Questions

### Who runs next?

- [ ] Task-1 — No: it sleeps.
- [x] Task-2

Because the queue
is first in, first out.
)");
    CHECK(text == Text{"sleep", "A task gives way for a while.",
                       "## What it does\n\nSome **text**.\n\n```python\n## no title\n```",
                       {{"delay", "the delay", "Make it longer."}, {"count", "how many", ""}},
                       {{"Who runs next?", {{"Task-1", "No: it sleeps.", false}, {"Task-2", "", true}},
                         "Because the queue is first in, first out."}}});
    CHECK(text.label("delay") == "the delay");
    CHECK(text.label("unknown") == "unknown");
}

TEST_CASE("what is wrong with a page is said line by line, and the rest of it is kept") {
    Lines problems;
    const Text text = lessons::parse(R"(sleep
Summary.

## What if
- delay the delay
## Section
## Questions
too early
### Who?
- [ ] me
- [o] you
### Why?
- [x] so
- [x] thus
Because.
- [ ] late
)", problems);
    CHECK(problems == Lines{
        "line 1: the first line must be `# Title`",
        "line 5: expected `- name: label — hint`",
        "line 6: a section of the explanation must stand before `## What if` and `## Questions`",
        "line 8: expected `### question`",
        "line 11: expected `- [ ] answer` or `- [x] right answer`",
        "line 9: a question needs at least two answers: `- [ ] answer`",
        "line 9: a question needs exactly one right answer: `- [x] right answer`",
        "line 9: a question needs an explanation below its answers",
        "line 16: an answer must stand before the explanation",
        "line 12: a question needs exactly one right answer: `- [x] right answer`",
        "line 16: there is no explanation: put `## Section`s below the summary",
        "line 16: nothing can be changed: add `## What if` with `- name: label — hint` lines",
    });
    CHECK(text.title == "sleep");
    CHECK(text.summary == "Summary.");
    CHECK(text.questions.size() == 2);

    problems.clear();
    CHECK(lessons::parse("", problems) == Text{});
    CHECK(problems.size() == 5);
}

TEST_CASE("all that an empty page lacks is missed in its first line") {
    Lines problems;
    lessons::parse("", problems);
    CHECK(problems == Lines{
        "line 1: there is no title: begin with `# Title`",
        "line 1: there is no summary: put a paragraph below the title",
        "line 1: there is no explanation: put `## Section`s below the summary",
        "line 1: nothing can be changed: add `## What if` with `- name: label — hint` lines",
        "line 1: there are no questions: add `## Questions` with `### question` and answers",
    });
}

TEST_CASE("of two what-ifs of one name the second is refused, and the first stays") {
    Lines problems;
    const Text text = lessons::parse("# T\n\nS.\n\n## What if\n\n- a: first — look\n- a: second\n- b: other\n", problems);
    CHECK(problems.front() == "line 8: a what-if of this name is there already");
    CHECK(text.what_ifs.size() == 2);
    CHECK(text.label("a") == "first");
    CHECK(text.label("b") == "other");
}
