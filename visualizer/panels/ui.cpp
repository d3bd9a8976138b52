#include "ui.hpp"

#include <algorithm>
#include <cmath>

#include "prose.hpp"
#include "utf8.hpp"

namespace awaitscope::ui {
namespace {

ImDrawList& list() { return *ImGui::GetWindowDrawList(); }

/// FindGlyphNoFallback has gone from newer versions, which make glyphs on demand.
bool has_glyph(const ImFont& font, unsigned code) {
#if IMGUI_VERSION_NUM < 19200
    return font.FindGlyphNoFallback(static_cast<ImWchar>(code)) != nullptr;
#else
    return const_cast<ImFont&>(font).IsGlyphInFont(static_cast<ImWchar>(code));
#endif
}

void note_missing(const Frame& f, const Face& face, std::string_view text) {
    while (!text.empty()) {
        const Character c = first_character(text);
        if (c.code >= 0x80 && !has_glyph(*face.font, c.code)) f.fonts.missing.insert(c.code);
        text.remove_prefix(c.bytes);
    }
}

void note(const Frame& f, ImVec2 at, ImVec2 end, std::string_view text, std::string_view whole) {
    if (!f.probe) return;
    f.probe->texts.push_back({f.probe->panel, std::string(text), std::string(whole), at, end,
                              list().GetClipRectMin(), list().GetClipRectMax(), ImGui::GetScrollMaxX() > 0, ImGui::GetScrollMaxY() > 0});
}

float draw(const Frame& f, ImVec2 at, const Face& face, ImU32 colour, std::string_view text, std::string_view whole) {
    if (text.empty()) return 0;
    at = {std::round(at.x), std::round(at.y)};
    note_missing(f, face, text);
    const float w = width(face, text);
    note(f, at, {at.x + w, at.y + face.size}, text, whole);
    list().AddText(face.font, face.size, at, colour, text.data(), text.data() + text.size());
    return w;
}

/// The longest beginning of `text` that leaves room for "…" within `room`.
std::string shortened(const Face& face, float room, std::string_view text) {
    const std::string_view dots = has_glyph(*face.font, 0x2026) ? "…" : "...";
    const char* rest = text.data();
    face.font->CalcTextSizeA(face.size, std::max(0.0f, room - width(face, dots)), 0, text.data(), text.data() + text.size(), &rest);
    std::string_view kept = text.substr(0, static_cast<std::size_t>(rest - text.data()));
    while (kept.ends_with(' ')) kept.remove_suffix(1);
    return std::string(kept) + std::string(dots);
}

}  // namespace

float width(const Face& face, std::string_view text) {
    if (text.empty()) return 0;
    return face.font->CalcTextSizeA(face.size, 1e9f, 0, text.data(), text.data() + text.size()).x;
}

float text(const Frame& f, ImVec2 at, const Face& face, ImU32 colour, std::string_view text) {
    return draw(f, at, face, colour, text, {});
}

float fit(const Frame& f, ImVec2 at, float room, const Face& face, ImU32 colour, std::string_view text) {
    if (width(face, text) <= room + 0.5f) return draw(f, at, face, colour, text, {});
    if (room < face.size) return 0;
    const float w = draw(f, at, face, colour, shortened(face, room, text), text);
    tip(f, ImGui::IsMouseHoveringRect(at, {at.x + w, at.y + face.size}) && ImGui::IsWindowHovered(), text);
    return w;
}

float middle(const Rect& rect, const Face& face) { return (rect.min.y + rect.max.y - face.size) / 2; }

Rect row(const Frame& f, float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, std::round(f.px(height))};
    ImGui::Dummy(size);
    return {at, {at.x + size.x, at.y + size.y}};
}

void fill(const Rect& rect, ImU32 colour, float rounding) { list().AddRectFilled(rect.min, rect.max, colour, rounding); }
void edge(const Rect& rect, ImU32 colour, float rounding) { list().AddRect(rect.min, rect.max, colour, rounding); }

void dashed(const Frame& f, const Rect& rect, ImU32 colour) {
    const float step = f.px(6), dash = f.px(3.5f);
    for (float x = rect.min.x + f.px(3); x < rect.max.x - f.px(3); x += step)
        for (float y : {rect.min.y, rect.max.y - 1})
            list().AddLine({x, y}, {std::min(x + dash, rect.max.x), y}, colour);
    for (float y = rect.min.y + f.px(3); y < rect.max.y - f.px(3); y += step)
        for (float x : {rect.min.x, rect.max.x - 1})
            list().AddLine({x, y}, {x, std::min(y + dash, rect.max.y)}, colour);
}

void hatch(const Rect& rect, ImU32 colour, float gap) {
    list().PushClipRect(rect.min, rect.max, true);
    for (float x = rect.min.x - rect.height(); x < rect.max.x; x += gap)
        list().AddLine({x, rect.max.y}, {x + rect.height(), rect.min.y}, colour);
    list().PopClipRect();
}

Touch touch(const char* id, const Rect& rect) {
    const ImVec2 before = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(rect.min);
    const bool clicked = ImGui::InvisibleButton(id, {std::max(1.0f, rect.width()), std::max(1.0f, rect.height())});
    const Touch result{clicked, ImGui::IsItemHovered(), ImGui::IsItemActive()};
    ImGui::SetCursorScreenPos(before);
    return result;
}

void tip(const Frame& f, bool show, std::string_view text) {
    if (!show || text.empty()) return;
    const Run run{std::string(text)};
    const Setting setting = small_setting(f);
    const float most = f.px(420);
    const float w = std::min(most, width(*setting.face, text) + 1);
    ImGui::BeginTooltip();
    const ImVec2 at = ImGui::GetCursorScreenPos(), pad{f.px(9), f.px(6)};
    const float h = prose(f, {at.x + pad.x, at.y + pad.y}, w, {&run, 1}, setting);
    ImGui::Dummy({w + 2 * pad.x, h + 2 * pad.y});
    ImGui::EndTooltip();
}

float chip_width(const Frame& f, std::string_view text) { return width(f.fonts.small, text) + f.px(14); }

float chip(const Frame& f, ImVec2 at, float height, Paint paint, std::string_view text, float room) {
    const float w = std::min(chip_width(f, text), room);
    if (w < f.px(24)) return 0;
    const Rect rect{at, {at.x + w, at.y + height}};
    fill(rect, paint.fill, f.px(4));
    fit(f, {at.x + f.px(7), middle(rect, f.fonts.small)}, w - f.px(14), f.fonts.small, paint.ink, text);
    return w;
}

void header(const Frame& f, std::string_view title, std::string_view note) {
    const Rect r = row(f, 30).inset(f.px(12), 0);
    const float y = r.min.y + f.px(9);
    const float x = r.min.x + fit(f, {r.min.x, y}, r.width(), f.fonts.small, f.theme.dim, title) + f.px(8);
    if (!note.empty()) fit(f, {x, y}, r.max.x - x, f.fonts.small, f.theme.faint, note);
}

void empty(const Frame& f, std::string_view text) {
    const Rect r = row(f, 39).inset(f.px(12), f.px(4));
    dashed(f, r, f.theme.dashed);
    fit(f, {r.min.x + f.px(10), middle(r, f.fonts.body)}, r.width() - f.px(20), f.fonts.body, f.theme.faint, text);
}

void section(const Frame& f, std::string_view title, std::string_view note, std::string_view if_empty, bool is_empty) {
    if (!is_empty) return header(f, title, note);
    if (!f.dense) return header(f, title, note), empty(f, if_empty);
    header(f, title, "·  " + std::string(if_empty));
}

void note_typed(const Frame& f, std::string_view text) { note_missing(f, f.fonts.body, text); }

void focus_ring(const Frame& f, Pane pane) {
    if (f.view.focus != pane) return;
    const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    list().PushClipRectFullScreen();
    edge({{at.x + 1, at.y + 1}, {at.x + size.x - 1, at.y + size.y - 1}}, f.theme.accent, f.px(6));
    list().PopClipRect();
}

}  // namespace awaitscope::ui
