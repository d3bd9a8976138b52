#pragma once
#include <imgui.h>

#include <set>

namespace awaitscope {

/// One size and weight of letters.
struct Face {
    ImFont* font = nullptr;
    float size = 0;     ///< pixels
    float ascent = 0;   ///< from the top of a line to its base line
};

/// The letters of the window. The atlas holds the glyphs that were needed so far: a text that needs
/// another one notes it in `missing`, and whoever owns the atlas builds it anew before the frame is shown.
struct Fonts {
    Face body, bold, small, mono, heading;
    float scale = 1;                       ///< pixels for each pixel of the design
    bool chinese = true;                   ///< there is a face with Chinese glyphs
    mutable std::set<unsigned> missing;
};

}  // namespace awaitscope
