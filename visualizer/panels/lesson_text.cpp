#include "lesson_text.hpp"

#include "lessons/text.hpp"

namespace awaitscope {
namespace {

/// A line of Markdown that is one paragraph.
std::vector<Run> read_line(const std::string& line) {
    const std::vector<Block> blocks = read_markdown(line);
    return blocks.empty() ? std::vector<Run>{} : blocks.front().runs;
}

Question read_question(const lessons::Question& question) {
    Question read{read_line(question.text), {}, read_line(question.explanation)};
    for (const lessons::Answer& answer : question.answers)
        read.choices.push_back({read_line(answer.text), read_line(answer.feedback), answer.right});
    return read;
}

}  // namespace

LessonText read_lesson_text(std::string_view markdown) {
    std::vector<std::string> problems;   // of interest to the lesson's author: a test shows them
    const lessons::Text text = lessons::parse(markdown, problems);
    LessonText read{text.title, read_markdown("# " + text.title + "\n\n" + text.summary + "\n\n" + text.body), {}, {}};
    for (const lessons::Question& question : text.questions) read.questions.push_back(read_question(question));
    for (const lessons::Label& label : text.what_ifs) read.what_ifs[label.name] = {label.label, label.hint};
    return read;
}

}  // namespace awaitscope
