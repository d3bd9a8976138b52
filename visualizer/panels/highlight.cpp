#include <algorithm>
#include <cctype>

#include "source_text.hpp"

namespace awaitscope {
namespace {

constexpr std::string_view cpp_words[] = {
    "alignas", "auto", "bool", "break", "case", "catch", "char", "class", "co_await", "co_return", "co_yield", "const",
    "constexpr", "continue", "default", "delete", "do", "double", "else", "enum", "explicit", "false", "float", "for",
    "if", "inline", "int", "long", "namespace", "new", "noexcept", "nullptr", "operator", "private", "public", "return",
    "short", "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try", "typename", "unsigned",
    "using", "virtual", "void", "while", "Coroutine", "Task", "Future"};
constexpr std::string_view python_words[] = {
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80); }

bool is_keyword(std::string_view word, Language language) {
    if (language == Language::cpp) return std::ranges::find(cpp_words, word) != std::end(cpp_words);
    return std::ranges::find(python_words, word) != std::end(python_words);
}

/// Walks over one line and cuts it into stretches.
struct Painter {
    std::string_view line;
    Language language;
    std::vector<Stretch> stretches = {};
    std::size_t at = 0;

    bool sees(std::string_view text) const { return line.substr(at).starts_with(text); }

    void take(std::size_t end, Ink ink) {
        end = std::min(end, line.size());
        if (end == at) return;
        if (!stretches.empty() && stretches.back().ink == ink) stretches.back().end = end;
        else stretches.push_back({at, end, ink});
        at = end;
    }
    std::size_t after(std::string_view text, std::size_t from) const {
        const std::size_t found = line.find(text, from);
        return found == std::string_view::npos ? line.size() : found + text.size();
    }
    std::size_t word_end(std::size_t from) const {
        while (from < line.size() && is_word(line[from])) ++from;
        return from;
    }
    std::size_t string_end() const {
        std::size_t end = at + 1;
        while (end < line.size() && line[end] != line[at]) end += line[end] == '\\' ? 2 : 1;
        return end + 1;
    }
    std::size_t number_end() const {
        std::size_t end = at;
        while (end < line.size() && (is_word(line[end]) || line[end] == '.' || line[end] == '\'')) ++end;
        return end;
    }
    std::string_view block() const { return language == Language::cpp ? "/*" : "\"\"\""; }
    std::string_view block_end() const { return language == Language::cpp ? "*/" : "\"\"\""; }
    Ink block_ink() const { return language == Language::cpp ? Ink::comment : Ink::string; }

    void take_word() {
        const std::size_t end = word_end(at);
        const std::string_view word = line.substr(at, end - at);
        std::size_t next = line.find_first_not_of(' ', end);
        if (is_keyword(word, language)) take(end, Ink::keyword);
        else take(end, next != std::string_view::npos && line[next] == '(' ? Ink::function : Ink::plain);
    }
    void take_block(bool& open) {
        const std::size_t close = line.find(block_end(), open ? at : at + block().size());
        open = close == std::string_view::npos;
        take(open ? line.size() : close + block_end().size(), block_ink());
    }
    void take_next(bool& open) {
        const char c = line[at];
        if (open || sees(block())) return take_block(open);
        if (sees(language == Language::cpp ? "//" : "#")) return take(line.size(), Ink::comment);
        if (language == Language::cpp && at == line.find_first_not_of(' ') && c == '#') return take(word_end(at + 1), Ink::keyword);
        if (c == '"' || c == '\'') return take(string_end(), Ink::string);
        if (std::isdigit(static_cast<unsigned char>(c))) return take(number_end(), Ink::number);
        if (is_word(c)) return take_word();
        take(at + 1, Ink::plain);
    }
};

}  // namespace

std::vector<Stretch> colour(std::string_view line, Language language, bool& in_string) {
    Painter painter{line, language};
    while (painter.at < line.size()) painter.take_next(in_string);
    return std::move(painter.stretches);
}

}  // namespace awaitscope
