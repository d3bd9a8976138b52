#include "prose.hpp"

#include <algorithm>
#include <cmath>

#include "utf8.hpp"

namespace awaitscope::ui {
namespace {

/// What no line break may divide: part of a word, or an ideograph.
struct Piece {
    const Run* run;
    std::string_view text;
    bool breaks;   // a line may begin here
    bool space;    // a space stands before it
    float width;
};

struct Splitter {
    const Setting& setting;
    const Face& mono;
    std::vector<Piece> pieces;
    bool space = false, open = true;  // open: the next piece may begin a line

    const Face& face(const Run& run) const {
        if (run.style == Run::Style::code) return mono;
        return run.style == Run::Style::bold ? *setting.bold : *setting.face;
    }
    void add(const Run& run, std::string_view text, bool breaks) {
        pieces.push_back({&run, text, breaks || space, space, width(face(run), text)});
        space = false;
    }
    void split(const Run& run) {
        std::string_view rest = run.text;
        while (!rest.empty()) {
            if (rest[0] == ' ' || rest[0] == '\n') {
                space = open = true;
                rest.remove_prefix(1);
                continue;
            }
            const std::size_t length = piece_length(rest);
            const unsigned code = first_character(rest).code;
            add(run, rest.substr(0, length), (open || is_ideograph(code)) && !never_begins_a_line(code));
            open = is_ideograph(code) && !never_ends_a_line(code);
            rest.remove_prefix(length);
        }
    }
    static std::size_t piece_length(std::string_view rest) {
        auto [code, length] = first_character(rest);
        if (is_ideograph(code) || never_ends_a_line(code)) return length;
        while (length < rest.size() && rest[length] != ' ' && rest[length] != '\n') {
            const Character next = first_character(rest.substr(length));
            if (is_ideograph(next.code)) break;
            length += next.bytes;
        }
        return length;
    }
};

/// Puts pieces side by side; what stands together in one style is drawn as one text.
class Setter {
public:
    Setter(const Frame& f, ImVec2 at, float room, const Splitter& splitter, bool draws)
        : f_(f), origin_(at), room_(room), splitter_(splitter), draws_(draws) {}

    float set() {
        const auto& pieces = splitter_.pieces;
        for (std::size_t i = 0; i < pieces.size();) {
            std::size_t end = i + 1;
            while (end < pieces.size() && !pieces[end].breaks) ++end;
            cluster({pieces.begin() + static_cast<std::ptrdiff_t>(i), pieces.begin() + static_cast<std::ptrdiff_t>(end)});
            i = end;
        }
        flush();
        return (static_cast<float>(line_) + 1) * line_height();
    }

private:
    float line_height() const { return std::round(f_.px(splitter_.setting.line)); }

    void cluster(std::span<const Piece> pieces) {
        float needed = pieces.front().space ? space(pieces.front()) : 0;
        for (const Piece& piece : pieces) needed += piece.width;
        if (x_ > 0 && x_ + needed > room_) break_line();
        for (const Piece& piece : pieces) put(piece);
    }
    void put(const Piece& piece) {
        const float gap = piece.space && x_ > 0 ? space(piece) : 0;
        if (piece.width > room_) return put_in_parts(piece);
        if (piece.run != run_) flush();
        if (run_ == nullptr) run_ = piece.run, start_ = x_ + gap;
        else if (gap > 0) pending_ += ' ';
        pending_ += piece.text;
        x_ += gap + piece.width;
    }
    void put_in_parts(Piece piece) {  // a word longer than the line
        std::string_view rest = piece.text;
        while (!rest.empty()) {
            const std::size_t bytes = first_character(rest).bytes;
            const Piece part{piece.run, rest.substr(0, bytes), false, false, width(splitter_.face(*piece.run), rest.substr(0, bytes))};
            if (x_ + part.width > room_ && x_ > 0) break_line();
            if (part.width <= room_) put(part);
            rest.remove_prefix(bytes);
        }
    }
    void break_line() {
        flush();
        ++line_;
        x_ = 0;
    }
    void flush() {
        if (run_ && draws_) {
            const Setting& setting = splitter_.setting;
            const Face& face = splitter_.face(*run_);
            const float y = origin_.y + static_cast<float>(line_) * line_height() + (line_height() - setting.face->size) / 2;
            text(f_, {origin_.x + start_, y + setting.face->ascent - face.ascent}, face,
                 run_->style == Run::Style::plain ? setting.colour : setting.strong, pending_);
        }
        run_ = nullptr;
        pending_.clear();
    }
    float space(const Piece& piece) const { return width(splitter_.face(*piece.run), " "); }

    const Frame& f_;
    ImVec2 origin_;
    float room_, x_ = 0, start_ = 0;
    const Splitter& splitter_;
    bool draws_;
    int line_ = 0;
    const Run* run_ = nullptr;
    std::string pending_;
};

float set(const Frame& f, ImVec2 at, float width, std::span<const Run> runs, const Setting& setting, bool draws) {
    Splitter splitter{setting, setting.face == &f.fonts.small ? f.fonts.small : f.fonts.mono, {}};
    for (const Run& run : runs) splitter.split(run);
    return splitter.pieces.empty() ? 0 : Setter(f, at, width, splitter, draws).set();
}

}  // namespace

Setting body_setting(const Frame& f) {
    return {&f.fonts.body, &f.fonts.bold, f.theme.text, f.theme.text};
}
Setting small_setting(const Frame& f) {
    return {&f.fonts.small, &f.fonts.small, f.theme.soft, f.theme.text, 19};
}

float prose(const Frame& f, ImVec2 at, float width, std::span<const Run> runs, const Setting& setting) {
    return set(f, at, width, runs, setting, true);
}
float prose_height(const Frame& f, float width, std::span<const Run> runs, const Setting& setting) {
    return set(f, {}, width, runs, setting, false);
}

}  // namespace awaitscope::ui
