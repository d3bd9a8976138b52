// The parser of lesson texts meets anything: it never crashes, each problem names a line that is there, and what it
// gives without a problem is a whole lesson. Run: lesson_text_fuzz CORPUS_DIR lessons
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "lessons/text.hpp"

namespace {

bool names_a_line(const std::string& problem, std::string_view markdown) {
    const long line = problem.starts_with("line ") ? std::strtol(problem.c_str() + 5, nullptr, 10) : 0;
    return line >= 1 && line <= std::count(markdown.begin(), markdown.end(), '\n') + 1;
}

bool whole(const lessons::Text& text) {
    return !text.title.empty() && std::all_of(text.questions.begin(), text.questions.end(), [](const lessons::Question& q) {
        return q.answers.size() >= 2 && std::count_if(q.answers.begin(), q.answers.end(), [](const auto& a) { return a.right; }) == 1;
    });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view markdown(reinterpret_cast<const char*>(data), size);
    std::vector<std::string> problems;
    const lessons::Text text = lessons::parse(markdown, problems);
    for (const std::string& problem : problems)
        if (!names_a_line(problem, markdown)) std::abort();
    if (problems.empty() && !whole(text)) std::abort();
    for (const lessons::Label& label : text.what_ifs)
        if (text.label(label.name).empty() && !label.label.empty()) std::abort();
    return 0;
}
