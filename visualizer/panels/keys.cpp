#include "keys.hpp"

#include <algorithm>

namespace awaitscope {
namespace {

template <class Ask>
Requests ask(const Frame&) { return {Ask{}}; }
template <class Ask, int By>
Requests ask_by(const Frame&) { return {Ask{By}}; }
template <Page Which>
Requests show(const Frame&) { return {request::Show{Which}}; }
template <Lower Which>
Requests show_lower(const Frame&) { return {request::ShowLower{Which}}; }

Requests play(const Frame& f) { return {request::Play{!f.playing}}; }
Requests faster(const Frame& f) { return {request::Speed{std::min(f.speed * 2, 1024.0)}}; }
Requests slower(const Frame& f) { return {request::Speed{std::max(f.speed / 2, 0.5)}}; }
Requests larger(const Frame& f) { return {request::Zoom{f.view.zoom * 1.1f}}; }
Requests smaller(const Frame& f) { return {request::Zoom{f.view.zoom / 1.1f}}; }
Requests as_designed(const Frame&) { return {request::Zoom{1}}; }
Requests language(const Frame& f) {
    return f.fonts.chinese ? Requests{request::SetLang{f.view.lang == Lang::en ? Lang::zh : Lang::en}} : Requests{};
}
Requests appearance(const Frame& f) {
    return {request::SetAppearance{f.view.appearance == Appearance::dark ? Appearance::light : Appearance::dark}};
}
Requests axis(const Frame& f) { return {request::SetAxis{f.view.axis == Axis::time ? Axis::events : Axis::time}}; }
Requests help(const Frame& f) { return {request::Help{!f.view.help}}; }
Requests exports(const Frame&) { return {request::Focus{Pane::exports}}; }
Requests filter(const Frame&) { return {request::ShowLower{Lower::events}, request::Focus{Pane::filter}}; }

Requests window(double left, double right) {
    const double width = std::clamp(right - left, 1e-5, 1.0), start = std::clamp(left, 0.0, 1.0 - width);
    return {request::Window{start, start + width}};
}
Requests zoom_in(const Frame& f) {
    const double by = (f.view.right - f.view.left) / 6;
    return window(f.view.left + by, f.view.right - by);
}
Requests zoom_out(const Frame& f) {
    const double by = (f.view.right - f.view.left) / 4;
    return window(f.view.left - by, f.view.right + by);
}
Requests pan_left(const Frame& f) {
    const double by = (f.view.right - f.view.left) / 8;
    return window(f.view.left - by, f.view.right - by);
}
Requests pan_right(const Frame& f) {
    const double by = (f.view.right - f.view.left) / 8;
    return window(f.view.left + by, f.view.right + by);
}
Requests whole(const Frame&) { return {request::Window{0, 1}}; }

Requests escape(const Frame& f) {
    if (f.view.help) return {request::Help{false}};
    if (!f.view.note.empty()) return {request::Dismiss{}};
    if (f.view.focus != Pane::none) return {request::Focus{Pane::none}};
    return {request::Select{}};
}

/// The panes in the order in which Tab goes through them.
constexpr Pane ring[] = {Pane::none, Pane::lessons, Pane::what_if, Pane::text, Pane::tasks, Pane::events};

template <int By>
Requests next_pane(const Frame& f) {
    const auto at = std::ranges::find(ring, f.view.focus) - std::begin(ring);
    const auto count = std::ssize(ring);
    for (auto i = at + By; ; i += By) {
        const Pane pane = ring[(i % count + count) % count];
        if (pane == Pane::none || pane == f.view.focus || row_count(f, pane) > 0) return {request::Focus{pane}};
    }
}

constexpr Shortcut table[] = {
    {{key_right}, ask_by<request::Step, 1>, {"→ PageDown", "→ PageDown"}, {"one event forward", "前进一个事件"}},
    {{key_page_down}, ask_by<request::Step, 1>},
    {{key_left}, ask_by<request::Step, -1>, {"← PageUp", "← PageUp"}, {"one event back", "后退一个事件"}},
    {{key_page_up}, ask_by<request::Step, -1>},
    {{'T'}, ask_by<request::TaskSwitch, 1>, {"T", "T"}, {"on to the next step of a task", "前进到任务的下一步"}},
    {{'T', true}, ask_by<request::TaskSwitch, -1>, {"Shift T", "Shift T"}, {"back to the previous one", "后退到任务的上一步"}},
    {{'N'}, ask_by<request::LoopTurn, 1>, {"N", "N"}, {"on to the loop's next turn", "前进到下一轮循环"}},
    {{'N', true}, ask_by<request::LoopTurn, -1>, {"Shift N", "Shift N"}, {"back to the previous turn", "后退到上一轮循环"}},
    {{' '}, play, {"Space", "空格"}, {"play, pause", "播放、暂停"}},
    {{'S'}, faster, {"S  Shift S", "S  Shift S"}, {"play faster, slower", "加快、减慢播放"}},
    {{'S', true}, slower},
    {{key_home}, ask<request::ToStart>, {"Home", "Home"}, {"to the first event", "回到第一个事件"}},
    {{key_end}, ask<request::ToEnd>, {"End", "End"}, {"to the last event", "前进到最后一个事件"}},
    {{'1'}, show<Page::cpp>, {"1  2  3", "1  2  3"}, {"C++, Python, the lesson's text", "C++、Python、讲解"}},
    {{'2'}, show<Page::python>},
    {{'3'}, show<Page::text>},
    {{'4'}, show_lower<Lower::timeline>, {"4  5", "4  5"}, {"timeline, list of events", "时间线、事件列表"}},
    {{'5'}, show_lower<Lower::events>},
    {{'/'}, filter, {"/", "/"}, {"search the events", "搜索事件"}},
    {{key_tab}, next_pane<1>, {"Tab  Shift Tab", "Tab  Shift Tab"}, {"which list has the arrow keys", "切换使用方向键的列表"}},
    {{key_tab, true}, next_pane<-1>},
    {{key_enter}, [](const Frame&) { return Requests{}; }, {"↑ ↓ Enter", "↑ ↓ Enter"}, {"choose in that list", "在该列表中选择"}},
    {{key_up, false, true}, zoom_in, {"Ctrl ↑ ↓", "Ctrl ↑ ↓"}, {"zoom the timeline", "缩放时间线"}},
    {{key_down, false, true}, zoom_out},
    {{key_left, false, true}, pan_left, {"Ctrl ← →", "Ctrl ← →"}, {"move the timeline", "移动时间线"}},
    {{key_right, false, true}, pan_right},
    {{'W'}, whole, {"W", "W"}, {"the whole timeline", "整条时间线"}},
    {{'X'}, axis, {"X", "X"}, {"timeline by time, by event", "时间线：按时间、按事件"}},
    {{'+'}, larger, {"+  −  Ctrl 0", "+  −  Ctrl 0"}, {"text larger, smaller, as it was", "文字放大、缩小、还原"}},
    {{'='}, larger},
    {{'-'}, smaller},
    {{'0', false, true}, as_designed},
    {{'L'}, language, {"L", "L"}, {"English, Chinese", "英文、中文"}},
    {{'D'}, appearance, {"D", "D"}, {"dark, light", "深色、浅色"}},
    {{key_f11}, ask<request::Fullscreen>, {"F11", "F11"}, {"full screen", "全屏"}},
    {{'Q', false, true}, ask<request::Quit>, {"Ctrl Q", "Ctrl Q"}, {"quit", "退出"}},
    {{'E', false, true}, exports, {"Ctrl E", "Ctrl E"}, {"export to a file", "导出到文件"}},
    {{key_f1}, help, {"F1  ?", "F1  ?"}, {"this page", "本页"}},
    {{'?'}, help},
    {{key_escape}, escape, {"Esc", "Esc"}, {"close, let go", "关闭、取消选择"}},
};

/// Characters come as they are typed, so Shift is part of "?" and "+"; Ctrl and those may go together.
bool same(KeyPress a, KeyPress b) {
    const bool sign = a.key < 256 && !(a.key >= 'A' && a.key <= 'Z');
    const bool scales = a.key == '+' || a.key == '=' || a.key == '-';
    return a.key == b.key && (sign || a.shift == b.shift) && (scales || a.ctrl == b.ctrl);
}

}  // namespace

std::span<const Shortcut> shortcuts() { return table; }

Requests press(const Frame& f, KeyPress key) {
    if (Requests requests = press_in_pane(f, key); !requests.empty()) return requests;
    for (const Shortcut& shortcut : table)
        if (same(shortcut.press, key)) return shortcut.ask(f);
    return {};
}

}  // namespace awaitscope
