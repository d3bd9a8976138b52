#include "json_mistake.hpp"

#include <algorithm>
#include <string>

namespace asyncio::http {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Goes through a text as CPython's scanner does (Modules/_json.c), and stops where that would. Python's texts have
/// characters where this has bytes; what it looks for is ASCII.
class JsonScanner {
public:
    explicit JsonScanner(std::string_view text) : text_(text) {}

    /// Throws a JsonMistake.
    void scan() {
        skip_blanks();
        scan_values();
        skip_blanks();
        if (at_ < text_.size()) throw JsonMistake{"Extra data", at_};
    }

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\n\r", at_), text_.size()); }

    /// A value with all that is in it: `open_` has the arrays and objects that have not ended.
    void scan_values() {
        do {
            if (begin_value()) continue;             // one that has members: now at its first
            while (!open_.empty() && end_member()) open_.pop_back();
        } while (!open_.empty());
    }

    /// True: behind the bracket, or the name, there is another value.
    bool begin_value() {
        const char c = here();
        if (c == '[' || c == '{') return begin_members(c);
        if (c == '"') scan_string();
        else if (!take_word() && !take_number()) throw JsonMistake{"Expecting value", at_};
        return false;
    }

    bool begin_members(char bracket) {
        ++at_;
        skip_blanks();
        const char end = bracket == '[' ? ']' : '}';
        if (here() == end) {
            ++at_;
            return false;
        }
        open_ += end;
        if (end == '}') scan_name();
        return true;
    }

    /// Behind a member. True: it was the last; false: now at the next.
    bool end_member() {
        skip_blanks();
        const char c = here();
        if (c != ',' && c != open_.back()) throw JsonMistake{"Expecting ',' delimiter", at_};
        ++at_;
        if (c != ',') return true;
        skip_blanks();
        if (open_.back() == '}') scan_name();
        return false;
    }

    void scan_name() {
        if (here() != '"') throw JsonMistake{"Expecting property name enclosed in double quotes", at_};
        scan_string();
        skip_blanks();
        if (here() != ':') throw JsonMistake{"Expecting ':' delimiter", at_};
        ++at_;
        skip_blanks();
    }

    void scan_string() {
        const std::size_t begin = at_++;
        for (;; ++at_) {
            if (at_ == text_.size()) throw JsonMistake{"Unterminated string starting at", begin};
            const char c = text_[at_];
            if (static_cast<unsigned char>(c) < ' ') throw JsonMistake{"Invalid control character at", at_};
            if (c == '"') break;
            if (c == '\\') scan_escape(begin);
        }
        ++at_;
    }

    void scan_escape(std::size_t begin) {
        const std::size_t backslash = at_++;
        if (at_ == text_.size()) throw JsonMistake{"Unterminated string starting at", begin};
        if (here() != 'u') {
            if (std::string_view("\"\\/bfnrt").find(here()) == std::string_view::npos) throw JsonMistake{"Invalid \\escape", backslash};
            return;
        }
        if (at_ + 5 >= text_.size()) throw JsonMistake{"Invalid \\uXXXX escape", at_};
        for (int i = 0; i < 4; ++i)
            if (!is_hex(text_[++at_])) throw JsonMistake{"Invalid \\uXXXX escape", backslash + 1};
    }

    bool take_word() {
        for (const std::string_view word : {"null", "true", "false", "NaN", "Infinity", "-Infinity"})
            if (text_.substr(at_).starts_with(word)) return at_ += word.size(), true;
        return false;
    }

    bool take_number() {
        const auto digits = [this](std::size_t from) {
            while (from < text_.size() && is_digit(text_[from])) ++from;
            return from;
        };
        const std::size_t whole = at_ + (here() == '-');
        std::size_t end = digits(whole);
        if (end == whole) return false;
        if (text_[whole] == '0') end = whole + 1;
        if (end < text_.size() && text_[end] == '.' && digits(end + 1) > end + 1) end = digits(end + 1);
        if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
            const std::size_t sign = end + 1 < text_.size() && (text_[end + 1] == '+' || text_[end + 1] == '-');
            if (const std::size_t exponent = end + 1 + sign; digits(exponent) > exponent) end = digits(exponent);
        }
        at_ = end;
        return true;
    }

    const std::string_view text_;
    std::size_t at_ = 0;
    std::string open_;
};

}  // namespace

std::optional<JsonMistake> find_json_mistake(std::string_view text) {
    try {
        JsonScanner(text).scan();
        return {};
    } catch (const JsonMistake& mistake) {
        return mistake;
    }
}

}  // namespace asyncio::http
