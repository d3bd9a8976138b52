#pragma once
#include <string>

#include "font_files.hpp"
#include "visualizer/panels/fonts.hpp"

namespace awaitscope {

/// The letters of the window as one picture, which ImGui wants complete before a frame begins. It holds
/// what was needed so far; it is made anew when a text needs more, and when the size changes.
class Atlas {
public:
    Atlas() : files_(find_fonts()) { fonts_.chinese = files_.chinese; }

    /// Builds the fonts of the current ImGui context for `scale`, with all glyphs that were ever needed.
    void build(float scale);

    /// True if a text of the last frame needs a glyph that could be there and is not: build() again.
    bool lacks() const;

    const Fonts& fonts() const { return fonts_; }

    /// "" or one line: what is missing, what to install.
    std::string problem() const;

private:
    Face add(const FontFile& file, float size, bool bold);
    void merge(const FontFile& file, float size, bool bold);

    FontFiles files_;
    Fonts fonts_;
    std::set<unsigned> wanted_;        // beyond Latin; whether a face has them or not
    std::vector<ImWchar> plain_, all_; // the glyphs as ImGui wants them, without and with "…"
};

}  // namespace awaitscope
