#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace awaitscope {

enum class Language : std::uint8_t { cpp, python };

/// What a stretch of source code is, for its colour.
enum class Ink : std::uint8_t { plain, keyword, function, string, number, comment };

struct Stretch {
    std::size_t begin, end;  ///< bytes of the line
    Ink ink;
};

struct SourceLine {
    std::string text;              ///< without its tag, tabs as spaces
    std::vector<Stretch> stretches;  ///< all of the text, in order
};

/// A source file ready to be shown. Lines count from 1.
struct Source {
    std::string file;              ///< "lessons/gather/gather.cpp"
    std::vector<SourceLine> lines;
    std::map<std::string, int> line_of_tag;
    std::map<int, std::string> tag_of_line;
    std::size_t longest = 0;       ///< the line with the most bytes, counted from 0
};

/// Splits `code` into lines, takes off the tags (`//@tag`, `#@tag` at the end of a line), finds the colours.
Source read_source(std::string file, std::string_view code, Language language);

/// A program in its two languages; `recorded` is the one whose lines the log speaks of.
struct Sources {
    std::array<Source, 2> files;   ///< by Language; without lines if it is not at hand
    Language recorded = Language::cpp;

    const Source& of(Language language) const { return files[static_cast<std::size_t>(language)]; }
    /// The line of `language`'s file where the log's `line` is; 0 if there is none.
    int line_in(Language language, int line) const;
};

/// The colours of one line. `in_string` carries Python's ''' and C++'s /* over the line's end.
std::vector<Stretch> colour(std::string_view line, Language language, bool& in_string);

}  // namespace awaitscope
