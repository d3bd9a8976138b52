#pragma once
#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace awaitscope {

/// A text as it was drawn.
struct Drawn {
    std::string_view panel;   ///< name in the list of panels
    std::string text;         ///< what is seen
    std::string whole;        ///< what was meant, if it had to be shortened
    ImVec2 min, max;          ///< where
    ImVec2 clip_min, clip_max;
    bool scrolls_x = false, scrolls_y = false;  ///< where its place scrolls, being cut by the edge is no loss
};

/// Notes every text that is drawn: the eyes of the tests.
struct Probe {
    std::vector<Drawn> texts;
    std::string_view panel;   ///< whose turn it is to draw
};

}  // namespace awaitscope
