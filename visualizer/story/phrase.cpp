#include "phrase.hpp"

namespace awaitscope {
namespace {

bool is_latin(char c) { return c > ' ' && c <= '~' && std::string_view(",.;:!?").find(c) == std::string_view::npos; }
bool begins_ideograph(char c) { return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9; }

/// Chinese and Latin letters are kept apart by a space.
bool needs_space(const Prose& prose, std::string_view text) {
    if (prose.runs.empty()) return false;
    const std::string& before = prose.runs.back().text;
    const bool ideograph = before.size() >= 3 && begins_ideograph(before[before.size() - 3]);
    return (ideograph && is_latin(text.front())) || (is_latin(before.back()) && begins_ideograph(text.front()));
}

void write(Prose& prose, std::string_view text, Run::Style style) {
    if (text.empty()) return;
    if (needs_space(prose, text)) write(prose, " ", Run::Style::plain);
    if (prose.runs.empty() || prose.runs.back().style != style) prose.runs.push_back({"", style});
    prose.runs.back().text += text;
}

Prose in_style(std::string_view text, Run::Style style) {
    Prose prose;
    write(prose, text, style);
    return prose;
}

/// Reads a template from left to right.
class Template {
public:
    Template(std::string_view text, const Parts& parts) : rest_(text), parts_(parts) {}

    Prose fill() {
        Prose prose;
        while (!rest_.empty()) piece(prose);
        return prose;
    }

    bool missed() const { return missed_; }

private:
    void piece(Prose& prose) {
        const std::size_t special = rest_.find_first_of("{`[");
        write(prose, rest_.substr(0, special), style_);
        rest_.remove_prefix(std::min(special, rest_.size()));
        if (rest_.empty()) return;
        switch (rest_.front()) {
            case '{': part(prose, until('}')); break;
            case '[': optional(prose, until(']')); break;
            default:
                rest_.remove_prefix(1);
                style_ = style_ == Run::Style::code ? Run::Style::plain : Run::Style::code;
        }
    }

    /// What stands between the bracket in front and the one that closes it; both are passed over.
    std::string_view until(char closing) {
        const std::size_t end = rest_.find(closing);
        const std::string_view inside = rest_.substr(1, end - 1);
        rest_.remove_prefix(end + 1);
        return inside;
    }

    void part(Prose& prose, std::string_view key) {
        for (const Part& part : parts_) {
            if (part.key != key || part.prose.empty()) continue;
            for (const Run& run : part.prose.runs)
                write(prose, run.text, style_ == Run::Style::code ? style_ : run.style);
            return;
        }
        missed_ = true;
        write(prose, "{" + std::string(key) + "}", style_);
    }

    void optional(Prose& prose, std::string_view inside) {
        Template nested(inside, parts_);
        const Prose filled = nested.fill();
        if (!nested.missed()) append(prose, filled);
    }

    std::string_view rest_;
    const Parts& parts_;
    Run::Style style_ = Run::Style::plain;
    bool missed_ = false;
};

}  // namespace

Prose plain(std::string_view text) { return in_style(text, Run::Style::plain); }
Prose bold(std::string_view text) { return in_style(text, Run::Style::bold); }
Prose code(std::string_view text) { return in_style(text, Run::Style::code); }

void append(Prose& prose, const Prose& more) {
    for (const Run& run : more.runs) write(prose, run.text, run.style);
}

Prose fill(std::string_view text, const Parts& parts) { return Template(text, parts).fill(); }

Prose say(Lang lang, Phrase phrase, const Parts& parts) {
    return fill(catalogue(lang).phrases[static_cast<std::size_t>(phrase)].text, parts);
}

std::string Prose::str() const {
    std::string text;
    for (const Run& run : runs) text += run.text;
    return text;
}

}  // namespace awaitscope
