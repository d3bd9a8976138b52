#include "atlas.hpp"

#include <imgui_freetype.h>

#include <algorithm>
#include <cmath>

namespace awaitscope {
namespace {

constexpr unsigned ellipsis = 0x2026;

/// Chinese faces have the dots of "…" in the middle of the line: where there is another face, that one has it.
std::vector<ImWchar> ranges_of(const std::set<unsigned>& wanted, bool with_ellipsis) {
    std::vector<ImWchar> ranges{0x20, 0xff};
    if (with_ellipsis) ranges.insert(ranges.end(), 2, ellipsis);
    for (unsigned code : wanted)
        if (code <= IM_UNICODE_CODEPOINT_MAX && code != ellipsis) ranges.insert(ranges.end(), 2, static_cast<ImWchar>(code));
    ranges.push_back(0);
    return ranges;
}

float ascent_of(const ImFont& font, float size) {
#if IMGUI_VERSION_NUM < 19200
    (void)size;
    return font.Ascent;
#else
    return const_cast<ImFont&>(font).GetFontBaked(size)->Ascent;
#endif
}

ImFontConfig config_for(const FontFile& file, bool bold, bool merged) {
    ImFontConfig config;
    config.FontNo = file.index;
    config.FontDataOwnedByAtlas = false;
    config.MergeMode = merged;
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
#if IMGUI_VERSION_NUM < 19200
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting | (bold ? ImGuiFreeTypeBuilderFlags_Bold : 0);
#else
    config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting | (bold ? ImGuiFreeTypeLoaderFlags_Bold : 0);
#endif
    return config;
}

ImFont* add_file(const FontFile& file, float size, bool bold, bool merged, const std::vector<ImWchar>& ranges) {
    const ImFontConfig config = config_for(file, bold, merged);
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<char*>(file.bytes.data()), static_cast<int>(file.bytes.size()),
                                                      std::round(size * file.line), &config, ranges.data());
}

}  // namespace

void Atlas::merge(const FontFile& file, float size, bool bold) {
    if (file) add_file(file, size, bold, true, all_);
}

Face Atlas::add(const FontFile& file, float size, bool bold) {
    Face face;
    if (!file) {
        ImFontConfig config;
        config.SizePixels = std::round(size);
        face = {ImGui::GetIO().Fonts->AddFontDefault(&config), config.SizePixels, 0};
    } else {
        face = {add_file(file, size, bold, false, files_.signs ? plain_ : all_), std::round(size * file.line), 0};
    }
    merge(files_.signs, size, false);
    if (&file != &files_.text) merge(files_.text, size, bold);
    return face;
}

void Atlas::build(float scale) {
    wanted_.insert(fonts_.missing.begin(), fonts_.missing.end());
    fonts_.missing.clear();
    plain_ = ranges_of(wanted_, false);
    all_ = ranges_of(wanted_, true);
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
#if IMGUI_VERSION_NUM < 19200
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
#endif
    const FontFile& bold = files_.bold ? files_.bold : files_.text;
    const bool thicken = !files_.bold;
    fonts_.scale = scale;
    fonts_.body = add(files_.text, 15 * scale, false);
    fonts_.bold = add(bold, 15 * scale, thicken);
    fonts_.small = add(files_.text, 13 * scale, false);
    fonts_.mono = add(files_.mono, 14.5f * scale, false);
    fonts_.heading = add(bold, 20 * scale, thicken);
#if IMGUI_VERSION_NUM < 19200
    atlas.Build();
#endif
    for (Face* face : {&fonts_.body, &fonts_.bold, &fonts_.small, &fonts_.mono, &fonts_.heading})
        face->ascent = ascent_of(*face->font, face->size);
}

bool Atlas::lacks() const {
    return !std::ranges::includes(wanted_, fonts_.missing);
}

std::string Atlas::problem() const {
    if (!files_.text && !files_.mono) return "No fonts were found: showing English in a built-in font. Install fonts-wqy-microhei and fonts-noto-mono.";
    if (!files_.chinese) return "No font with Chinese characters was found: showing English only. Install fonts-wqy-microhei.";
    return "";
}

}  // namespace awaitscope
