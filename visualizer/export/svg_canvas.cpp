#include "svg_canvas.hpp"

#include "runtime/trace/utf8.hpp"

namespace awaitscope::exports {
namespace {

using asyncio::trace::utf8_length;

/// What is drawn over a state's colour, in a tile of 8 × 8: so that colour is never the only sign.
constexpr const char* patterns[state_count] = {
    "M2 2h1v1h-1zM6 6h1v1h-1z",              // ready: dots
    "",                                      // running: plain
    "M0 7.5h8",                              // sleeping: level lines
    "M-2 2l4-4M0 8l8-8M6 10l4-4",            // awaiting a task: rising lines
    "M2 0v8",                                // I/O wait: upright lines
    "M0 4h8M4 0v8",                          // thread: a grid
    "",                                      // done: plain, with ✓
    "M0 0l8 8M8 0l-8 8",                     // failed: crosses
    "M-2 6l4 4M0 0l8 8M6-2l4 4",             // cancelled: falling lines, hatched
};

std::string pattern(int state) {
    const bool hatched = state == static_cast<int>(TaskState::cancelled);
    return fmt::format(
        "<pattern id=\"s{0}\" patternUnits=\"userSpaceOnUse\" width=\"8\" height=\"8\">"
        "<rect width=\"8\" height=\"8\" fill=\"{1}\"/>"
        "<path d=\"{2}\" fill=\"none\" stroke=\"{3}\" stroke-width=\"{4}\" stroke-opacity=\"{5}\"/></pattern>\n",
        state, paints[state].fill, patterns[state], paints[state].ink, hatched ? 2 : 1, hatched ? 0.6 : 0.28);
}

bool allowed_in_xml(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (first < 0x20) return first == '\t' || first == '\n' || first == '\r';
    return character != "\xef\xbf\xbe" && character != "\xef\xbf\xbf";
}

std::string_view next_character(std::string_view text) {
    return text.substr(0, std::max<std::size_t>(1, utf8_length(text)));
}

double character_width(std::string_view character) {
    constexpr std::string_view narrow = "iljtfr.,:;'|!()[]I ", wide = "mwMW@%";
    if (character.size() >= 3) return 1.0;
    if (narrow.find(character) != narrow.npos) return 0.34;
    return wide.find(character) != wide.npos ? 0.9 : 0.6;
}

const char* word_of(Anchor anchor) {
    return anchor == Anchor::start ? "start" : anchor == Anchor::middle ? "middle" : "end";
}

}  // namespace

std::string xml(std::string_view text) {
    std::string out;
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view character = next_character(rest);
        rest.remove_prefix(character.size());
        if (character == "&") out += "&amp;";
        else if (character == "<") out += "&lt;";
        else if (character == ">") out += "&gt;";
        else if (character == "\"") out += "&quot;";
        else if (utf8_length(character) == 0 || !allowed_in_xml(character)) out += "\xef\xbf\xbd";
        else out += character;
    }
    return out;
}

double text_width(std::string_view text, double size) {
    double width = 0;
    while (!text.empty()) {
        const std::string_view character = next_character(text);
        width += character_width(character) * size;
        text.remove_prefix(character.size());
    }
    return width;
}

std::string fitted(std::string_view text, double size, double width) {
    if (text_width(text, size) <= width) return std::string(text);
    std::string kept;
    for (double used = size; !text.empty();) {
        const std::string_view character = next_character(text);
        used += character_width(character) * size;
        if (used > width) break;
        kept += character;
        text.remove_prefix(character.size());
    }
    return kept + "…";
}

void SvgCanvas::rect(double x, double y, double width, double height, const char* fill, double radius) {
    add("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{}\" fill=\"{}\"/>\n", x, y, width,
        height, radius, fill);
}

void SvgCanvas::line(double x1, double y1, double x2, double y2, const char* stroke, double width) {
    add("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\" stroke=\"{}\" stroke-width=\"{}\"/>\n", x1, y1, x2, y2, stroke,
        width);
}

void SvgCanvas::text(double x, double y, double size, const char* fill, std::string_view text, Anchor anchor,
                     bool bold) {
    add("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\" fill=\"{}\" text-anchor=\"{}\"{}>{}</text>\n", x, y, size,
        fill, word_of(anchor), bold ? " font-weight=\"bold\"" : "", xml(text));
}

void SvgCanvas::bar(double x, double y, double width, double height, TaskState state, std::string_view tip) {
    add("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
        "fill=\"url(#s{})\"><title>{}</title></rect>\n",
        x, y, width, height, static_cast<int>(state), xml(tip));
}

void SvgCanvas::sign(double x, double y, TaskState state) {
    const char* path = state == TaskState::done     ? "M-6 0l4 5l8-10"
                       : state == TaskState::failed ? "M-5-5l10 10M5-5l-10 10"
                                                    : "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0M-3.5 3.5l7-7";
    add("<path transform=\"translate({:.1f} {:.1f})\" d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.5\"/>\n", x,
        y, path, paints[static_cast<int>(state)].fill);
}

std::string SvgCanvas::finish(double width, double height, std::string_view title, std::string_view description) const {
    std::string file = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "font-family=\"'Noto Sans', 'DejaVu Sans', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', 'Microsoft YaHei', "
        "'PingFang SC', sans-serif\">\n"
        "<title>{2}</title>\n<desc>{3}</desc>\n<defs>\n",
        width, height, xml(title), xml(description));
    for (int state = 0; state < state_count; ++state) file += pattern(state);
    fmt::format_to(std::back_inserter(file), "</defs>\n<rect width=\"{}\" height=\"{}\" fill=\"{}\"/>\n", width, height,
                   shades.back);
    return file + body_ + "</svg>\n";
}

}  // namespace awaitscope::exports
