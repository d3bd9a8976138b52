#include "theme.hpp"

namespace awaitscope {
namespace {

constexpr ImU32 rgb(std::uint32_t c) { return IM_COL32(c >> 16 & 255, c >> 8 & 255, c & 255, 255); }

constexpr Theme dark_theme{
    .back = rgb(0x15171c), .panel = rgb(0x1c1f26), .border = rgb(0x2b303a),
    .text = rgb(0xd7dae0), .soft = rgb(0xaab1bd), .dim = rgb(0x8b93a1), .faint = rgb(0x757e8e),
    .button = rgb(0x262b35), .button_edge = rgb(0x343b48), .button_hover = rgb(0x303745),
    .accent = rgb(0x2f6fde), .on_accent = rgb(0xffffff),
    .selected = rgb(0x263a5c), .on_selected = rgb(0xffffff), .row = rgb(0x232833),
    .current_line = rgb(0x3a3413), .dashed = rgb(0x3a414e), .cursor = rgb(0xffffff), .grid = rgb(0x343b48),
    .keyword = rgb(0xc792ea), .function = rgb(0x82aaff), .string = rgb(0xc3e88d), .number = rgb(0xf78c6c),
    .comment = rgb(0x848ea0),
    .error = rgb(0xf07171), .warning = rgb(0xe6b450), .good = rgb(0x1fb489),
};

constexpr Theme light_theme{
    .back = rgb(0xe9ecf1), .panel = rgb(0xffffff), .border = rgb(0xd0d6df),
    .text = rgb(0x1b2230), .soft = rgb(0x38414f), .dim = rgb(0x566072), .faint = rgb(0x687284),
    .button = rgb(0xf2f4f8), .button_edge = rgb(0xc8cfda), .button_hover = rgb(0xe4e9f1),
    .accent = rgb(0x1f5fcf), .on_accent = rgb(0xffffff),
    .selected = rgb(0xd6e4fb), .on_selected = rgb(0x0f2b5b), .row = rgb(0xf1f3f7),
    .current_line = rgb(0xfff0bf), .dashed = rgb(0xc3cad6), .cursor = rgb(0x1b2230), .grid = rgb(0xd0d6df),
    .keyword = rgb(0x7c2fb0), .function = rgb(0x1f56b8), .string = rgb(0x3f7a12), .number = rgb(0xb44a12),
    .comment = rgb(0x667082),
    .error = rgb(0xb3261e), .warning = rgb(0x8a5a00), .good = rgb(0x00795a),
};

constexpr Paint paints[] = {
    {rgb(0xf0e442), rgb(0x1b1b1b)},  // ready
    {rgb(0xe69f00), rgb(0x1b1b1b)},  // running
    {rgb(0x56b4e9), rgb(0x10202c)},  // sleeping
    {rgb(0x8a6fc0), rgb(0xffffff)},  // awaiting a task
    {rgb(0xcc79a7), rgb(0x26121d)},  // I/O wait
    {rgb(0xd55e00), rgb(0xffffff)},  // thread
    {rgb(0x009e73), rgb(0x04160f)},  // done
    {rgb(0xe05252), rgb(0x1d0404)},  // failed
    {rgb(0x8b93a1), rgb(0x14171c)},  // cancelled
};

void colour(ImGuiCol place, ImU32 value) {
    ImGui::GetStyle().Colors[place] = ImGui::ColorConvertU32ToFloat4(value);
}

}  // namespace

const Theme& theme(Appearance appearance) { return appearance == Appearance::dark ? dark_theme : light_theme; }

Paint paint(TaskState state) { return paints[static_cast<int>(state)]; }

ImU32 faded(ImU32 colour, float share) {
    const auto alpha = static_cast<ImU32>(static_cast<float>(colour >> IM_COL32_A_SHIFT & 255) * share);
    return (colour & ~IM_COL32_A_MASK) | alpha << IM_COL32_A_SHIFT;
}

void apply(const Theme& theme, float scale) {
    ImGuiStyle style;
    style.WindowPadding = {0, 0};
    style.FramePadding = {8, 4};
    style.ItemSpacing = {0, 0};
    style.WindowRounding = style.ChildRounding = style.PopupRounding = 6;
    style.FrameRounding = 5;
    style.ScrollbarSize = 10;
    style.ScrollbarRounding = 5;
    style.WindowBorderSize = style.PopupBorderSize = style.FrameBorderSize = 1;
    style.ChildBorderSize = 0;
    style.ScaleAllSizes(scale);
    style.WindowMinSize = {1, 1};
    ImGui::GetStyle() = style;
    for (auto clear : {ImGuiCol_ScrollbarBg, ImGuiCol_ChildBg, ImGuiCol_NavHighlight}) colour(clear, 0);
    colour(ImGuiCol_WindowBg, theme.panel);
    colour(ImGuiCol_PopupBg, theme.panel);
    colour(ImGuiCol_Border, theme.border);
    colour(ImGuiCol_Text, theme.text);
    colour(ImGuiCol_TextDisabled, theme.faint);
    colour(ImGuiCol_FrameBg, theme.button);
    colour(ImGuiCol_TextSelectedBg, faded(theme.accent, 0.5f));
    colour(ImGuiCol_ScrollbarGrab, theme.button_edge);
    colour(ImGuiCol_ScrollbarGrabHovered, theme.faint);
    colour(ImGuiCol_ScrollbarGrabActive, theme.dim);
    colour(ImGuiCol_ModalWindowDimBg, IM_COL32(0, 0, 0, 120));
}

}  // namespace awaitscope
