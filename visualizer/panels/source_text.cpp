#include "source_text.hpp"

namespace awaitscope {
namespace {

/// The tag at the end of `line` ("", if there is none); the line loses it.
std::string take_tag(std::string_view& line, Language language) {
    const std::string_view mark = language == Language::cpp ? "//@" : "#@";
    const std::size_t at = line.rfind(mark);
    if (at == std::string_view::npos) return {};
    const std::string tag(line.substr(at + mark.size()));
    line = line.substr(0, at);
    while (line.ends_with(' ')) line.remove_suffix(1);
    return tag.substr(0, tag.find_first_of(" \r"));
}

std::string spaced(std::string_view line) {
    std::string text;
    for (char c : line)
        if (c == '\t') text.append(4 - text.size() % 4, ' ');
        else if (c != '\r') text += c;
    return text;
}

}  // namespace

Source read_source(std::string file, std::string_view code, Language language) {
    Source source{std::move(file), {}, {}, {}, 0};
    bool in_string = false;
    while (!code.empty()) {
        const std::size_t end = code.find('\n');
        std::string_view line = code.substr(0, end);
        code.remove_prefix(end == std::string_view::npos ? code.size() : end + 1);
        const int number = static_cast<int>(source.lines.size()) + 1;
        if (std::string tag = take_tag(line, language); !tag.empty()) {
            source.line_of_tag.emplace(tag, number);
            source.tag_of_line.emplace(number, std::move(tag));
        }
        std::string text = spaced(line);
        std::vector<Stretch> stretches = colour(text, language, in_string);
        source.lines.push_back({std::move(text), std::move(stretches)});
        if (source.lines.back().text.size() > source.lines[source.longest].text.size()) source.longest = source.lines.size() - 1;
    }
    return source;
}

int Sources::line_in(Language language, int line) const {
    if (language == recorded || line <= 0) return line;
    const auto tag = of(recorded).tag_of_line.find(line);
    if (tag == of(recorded).tag_of_line.end()) return 0;
    const auto twin = of(language).line_of_tag.find(tag->second);
    return twin == of(language).line_of_tag.end() ? 0 : twin->second;
}

}  // namespace awaitscope
