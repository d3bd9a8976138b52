#include "text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace lessons {
namespace {

constexpr std::string_view dash = " — ";   // between a thing and what is said of it
constexpr std::array what_if_titles{std::string_view("What if"), std::string_view("改一改")};
constexpr std::array question_titles{std::string_view("Questions"), std::string_view("想一想")};

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Puts a line to a paragraph (or, with "\n", to a block).
void add(std::string& text, std::string_view line, std::string_view between = " ") {
    if (!text.empty()) text += between;
    text += line;
}

bool drop_prefix(std::string_view& line, std::string_view prefix) {
    if (!line.starts_with(prefix)) return false;
    line = trim(line.substr(prefix.size()));
    return true;
}

/// The part before the dash, and the part after it ("" if there is no dash).
std::pair<std::string, std::string> split_at_dash(std::string_view line) {
    const std::size_t at = line.find(dash);
    if (at == std::string_view::npos) return {std::string(line), ""};
    return {std::string(trim(line.substr(0, at))), std::string(trim(line.substr(at + dash.size())))};
}

/// Reads a page line by line; each part of the page has a function that takes one of its lines.
class Reader {
public:
    explicit Reader(std::vector<std::string>& problems) : problems_(problems) {}

    void read(std::string_view markdown) {
        while (!markdown.empty()) {
            const std::size_t end = std::min(markdown.find('\n'), markdown.size());
            std::string_view line = markdown.substr(0, end);
            if (line.ends_with('\r')) line.remove_suffix(1);
            markdown.remove_prefix(std::min(end + 1, markdown.size()));
            ++line_;
            if (line.starts_with("```")) fenced_ = !fenced_;
            (this->*take_)(line);
        }
    }

    Text finish() {
        while (text_.body.ends_with('\n')) text_.body.pop_back();
        check_question();
        require(!text_.title.empty(), "there is no title: begin with `# Title`");
        require(!text_.summary.empty(), "there is no summary: put a paragraph below the title");
        require(!text_.body.empty(), "there is no explanation: put `## Section`s below the summary");
        require(!text_.what_ifs.empty(), "nothing can be changed: add `## What if` with `- name: label — hint` lines");
        require(!text_.questions.empty(), "there are no questions: add `## Questions` with `### question` and answers");
        return std::move(text_);
    }

private:
    void require(bool holds, std::string_view otherwise) {
        if (!holds) problems_.push_back("line " + std::to_string(std::max(line_, 1)) + ": " + std::string(otherwise));
    }

    void title(std::string_view line) {
        if (trim(line).empty()) return;
        const bool is_title = drop_prefix(line, "# ");
        require(is_title, "the first line must be `# Title`");
        text_.title = trim(line);
        take_ = &Reader::summary;
    }

    void summary(std::string_view line) {
        if (line.starts_with("## ")) return body(line);
        if (!trim(line).empty()) add(text_.summary, trim(line));
        else if (!text_.summary.empty()) take_ = &Reader::body;
    }

    void body(std::string_view line) {
        if (begins_section(line)) return;
        if (!text_.body.empty() || !trim(line).empty()) text_.body.append(line).push_back('\n');
    }

    /// Goes over to one of the two sections that are not prose.
    bool begins_section(std::string_view line) {
        take_ = take_ == &Reader::summary ? &Reader::body : take_;
        if (fenced_ || !drop_prefix(line, "## ")) return false;
        if (std::ranges::count(what_if_titles, line)) take_ = &Reader::what_if;
        else if (std::ranges::count(question_titles, line)) take_ = &Reader::question;
        else if (take_ == &Reader::body) return false;
        else require(false, "a section of the explanation must stand before `## What if` and `## Questions`");
        return true;
    }

    void what_if(std::string_view line) {
        if (begins_section(line) || trim(line).empty()) return;
        const bool is_item = drop_prefix(line, "- ");
        const std::size_t colon = line.find(": ");
        if (!is_item || colon == std::string_view::npos) return require(false, "expected `- name: label — hint`");
        const std::string name(trim(line.substr(0, colon)));
        if (std::ranges::count(text_.what_ifs, name, &Label::name)) return require(false, "a what-if of this name is there already");
        auto [label, hint] = split_at_dash(line.substr(colon + 2));
        text_.what_ifs.push_back({name, std::move(label), std::move(hint)});
    }

    void question(std::string_view line) {
        if (begins_section(line) || trim(line).empty()) return;
        if (drop_prefix(line, "### ")) {
            check_question();
            text_.questions.push_back({std::string(line), {}, {}});
            question_line_ = line_;
            return;
        }
        if (text_.questions.empty()) return require(false, "expected `### question`");
        Question& question = text_.questions.back();
        if (const bool right = line.starts_with("- [x] "); right || line.starts_with("- [ ] ")) {
            require(question.explanation.empty(), "an answer must stand before the explanation");
            auto [text, feedback] = split_at_dash(trim(line.substr(6)));
            question.answers.push_back({std::move(text), std::move(feedback), right});
        } else if (line.starts_with("- [")) {
            require(false, "expected `- [ ] answer` or `- [x] right answer`");
        } else {
            add(question.explanation, trim(line));
        }
    }

    void check_question() {
        if (text_.questions.empty()) return;
        const Question& question = text_.questions.back();
        const int last = std::exchange(line_, question_line_);
        require(question.answers.size() >= 2, "a question needs at least two answers: `- [ ] answer`");
        require(std::ranges::count(question.answers, true, &Answer::right) == 1,
                "a question needs exactly one right answer: `- [x] right answer`");
        require(!question.explanation.empty(), "a question needs an explanation below its answers");
        line_ = last;
    }

    std::vector<std::string>& problems_;
    Text text_;
    void (Reader::*take_)(std::string_view) = &Reader::title;
    int line_ = 0, question_line_ = 0;
    bool fenced_ = false;   // inside ``` a line that looks like a title is none
};

}  // namespace

std::string_view Text::label(std::string_view name) const {
    const auto found = std::ranges::find(what_ifs, name, &Label::name);
    return found == what_ifs.end() ? name : found->label;
}

Text parse(std::string_view markdown, std::vector<std::string>& problems) {
    Reader reader(problems);
    reader.read(markdown);
    return reader.finish();
}

}  // namespace lessons
