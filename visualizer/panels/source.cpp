#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cards.hpp"
#include "chips.hpp"
#include "panels.hpp"
#include "prose.hpp"

namespace awaitscope {
namespace {

constexpr float line_height = 25, gutter = 58;

/// Who stands on which line of the shown file.
struct Places {
    int running = 0;                                ///< the line that is running; 0: none that is known
    std::map<int, std::vector<const Task*>> tasks;  ///< alive, by line
};

Places places(const Frame& f, Language language) {
    Places places;
    for (const Task& task : f.state.tasks) {
        if (task.over() || task.line <= 0) continue;
        const int line = f.sources.line_in(language, task.line);
        if (line <= 0) continue;
        places.tasks[line].push_back(&task);
        if (task.ref == f.state.running) places.running = line;
    }
    return places;
}

/// The lines to keep in sight: the first is the most important.
std::vector<int> lines_to_follow(const Frame& f, Language language, const Places& places) {
    std::vector<int> lines;
    if (places.running > 0) lines.push_back(places.running);
    else if (f.state.events > 0)   // the task that has just given way or ended
        if (const Task* task = f.state.find_task(f.log[f.state.events - 1].subject)) lines.push_back(f.sources.line_in(language, task->line));
    if (const Task* selected = f.state.find_task(f.view.selected)) lines.push_back(f.sources.line_in(language, selected->line));
    for (const auto& [line, tasks] : places.tasks) lines.push_back(line);
    std::erase_if(lines, [](int line) { return line <= 0; });
    return lines;
}

ImU32 ink(const Frame& f, Ink ink) {
    const Theme& t = f.theme;
    const ImU32 inks[] = {t.text, t.keyword, t.function, t.string, t.number, t.comment};
    return inks[static_cast<int>(ink)];
}

float draw_code(const Frame& f, ImVec2 at, const SourceLine& line) {
    float x = at.x;
    for (const Stretch& stretch : line.stretches) {
        const std::string_view part = std::string_view(line.text).substr(stretch.begin, stretch.end - stretch.begin);
        if (part.find_first_not_of(' ') == std::string_view::npos) x += ui::width(f.fonts.mono, part);
        else x += ui::text(f, {x, at.y}, f.fonts.mono, ink(f, stretch.ink), part);
    }
    return x;
}

void draw_gutter(const Frame& f, const ui::Rect& row, int number, bool running) {
    const float left = ImGui::GetWindowPos().x;
    ui::fill({{left, row.min.y}, {left + f.px(gutter - 6), row.max.y}}, running ? f.theme.current_line : f.theme.panel);
    const std::string text = std::to_string(number);
    ui::text(f, {left + f.px(44) - ui::width(f.fonts.mono, text), ui::middle(row, f.fonts.mono)}, f.fonts.mono, f.theme.faint, text);
    if (running)
        draw_icon(*ImGui::GetWindowDrawList(), Icon::forward, {left + f.px(10), (row.min.y + row.max.y) / 2}, f.px(11), paint(TaskState::running).fill);
}

/// Where to scroll so that the first of `lines` is in sight with something around it, and as many of the others
/// as there is room for. Stays where it is if it can.
float scroll_for(const std::vector<int>& lines, float height, float room, float scroll) {
    float top = height * static_cast<float>(lines.front() - 1), bottom = top + height;
    for (const int line : lines) {
        const float y = height * static_cast<float>(line - 1);
        const float higher = std::min(top, y), lower = std::max(bottom, y + height);
        if (lower - higher <= room - height) top = higher, bottom = lower;
    }
    const float margin = std::min(2 * height, (room - (bottom - top)) / 2);
    if (top - margin < scroll) return std::max(0.0f, top - margin);
    return bottom + margin > scroll + room ? bottom + margin - room : scroll;
}

/// Scrolls to what there is to follow, but only when that has changed: otherwise the mouse may scroll.
void follow(const Frame& f, const std::vector<int>& lines) {
    ImGuiStorage& memory = *ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("followed");
    if (lines.empty() || memory.GetInt(key, -1) == static_cast<int>(f.state.events)) return;
    memory.SetInt(key, static_cast<int>(f.state.events));
    const float scroll = scroll_for(lines, std::round(f.px(line_height)), ImGui::GetWindowHeight(), ImGui::GetScrollY());
    if (scroll != ImGui::GetScrollY()) ImGui::SetScrollY(scroll);
}

Requests draw_lines(const Frame& f, const Source& source, const Places& places) {
    Requests requests;
    const float longest = f.px(gutter + 12) + ui::width(f.fonts.mono, source.lines[source.longest].text);
    float widest = std::max(ImGui::GetContentRegionAvail().x, longest);   // not only of what is in sight: the bar would come and go
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(source.lines.size()), std::round(f.px(line_height)));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const ui::Rect row = ui::row(f, line_height);
            const ui::Rect whole{{ImGui::GetWindowPos().x, row.min.y}, {ImGui::GetWindowPos().x + ImGui::GetWindowWidth(), row.max.y}};
            const bool running = places.running == i + 1;
            if (running) ui::fill(whole, f.theme.current_line);
            float x = draw_code(f, {row.min.x + f.px(gutter), ui::middle(row, f.fonts.mono)}, source.lines[static_cast<std::size_t>(i)]);
            if (const auto found = places.tasks.find(i + 1); found != places.tasks.end()) {
                ImGui::PushID(i);
                append(requests, draw_chips(f, x + f.px(8), row, found->second, running ? f.theme.current_line : f.theme.panel));
                ImGui::PopID();
            }
            draw_gutter(f, row, i + 1, running);
            widest = std::max(widest, x + f.px(12) - row.min.x);
        }
    ImGui::SetCursorPosX(0);
    ImGui::Dummy({widest, 1});
    return requests;
}

}  // namespace

/// The program's source. Every task stands on the line where it is; the running one is marked.
Requests draw_source(const Frame& f) {
    const Language language = f.view.page == Page::python ? Language::python : Language::cpp;
    const Source& source = f.sources.of(language);
    if (source.lines.empty()) {
        const Run run{std::string(f.say(words::no_source))};
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ui::Setting setting = ui::body_setting(f);
        setting.colour = f.theme.faint;
        ui::prose(f, {at.x + f.px(14), at.y}, ImGui::GetContentRegionAvail().x - f.px(28), {&run, 1}, setting);
        return {};
    }
    ImGui::BeginChild("code", {0, ImGui::GetContentRegionAvail().y - f.px(2)}, false, ImGuiWindowFlags_HorizontalScrollbar);
    const Places found = places(f, language);
    follow(f, lines_to_follow(f, language, found));
    const Requests requests = draw_lines(f, source, found);
    ImGui::EndChild();
    return requests;
}

}  // namespace awaitscope
