#include "chips.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cards.hpp"

namespace awaitscope {
namespace {

constexpr std::size_t most_chips = 6;      // on one line; further ones are counted
constexpr float gap = 8, shortest = 84, short_ = 150;   // pixels of the design

struct Chip {
    std::string text, tip;
    Paint paint;
    Ref ref;
    float width;
};

std::string words(const Frame& f, const Task& task) {
    return ui::task_name(task) + " " + waits_for(f.state, task, f.view.lang);
}

std::vector<Chip> chips_of(const Frame& f, const std::vector<const Task*>& tasks) {
    std::vector<Chip> chips;
    for (std::size_t i = 0; i < std::min(tasks.size(), most_chips); ++i)
        chips.push_back({words(f, *tasks[i]), {}, paint(tasks[i]->state), tasks[i]->ref, 0});
    if (tasks.size() > most_chips) {
        Chip rest{fmt::format("+{} {}", tasks.size() - most_chips, f.say(words::more_tasks)), {}, ui::plain_paint(f), {}, 0};
        for (std::size_t i = most_chips; i < std::min<std::size_t>(tasks.size(), 30); ++i) rest.tip += words(f, *tasks[i]) + "\n";
        chips.push_back(std::move(rest));
    }
    for (Chip& chip : chips) chip.width = ui::chip_width(f, chip.text);
    return chips;
}

/// The width that none may exceed if all are to fit into `room`: the longest give first.
float cap(const std::vector<Chip>& chips, float room) {
    std::vector<float> widths;
    for (const Chip& chip : chips) widths.push_back(chip.width);
    std::ranges::sort(widths);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const float share = room / static_cast<float>(widths.size() - i);
        if (widths[i] > share) return share;
        room -= widths[i];
    }
    return 1e9f;
}

}  // namespace

Requests draw_chips(const Frame& f, float x, const ui::Rect& row, const std::vector<const Task*>& tasks, ImU32 ground) {
    Requests requests;
    std::vector<Chip> chips = chips_of(f, tasks);
    const float end = ImGui::GetWindowDrawList()->GetClipRectMax().x - f.px(8), gaps = f.px(gap) * static_cast<float>(chips.size() - 1);
    const float least = f.px(chips.size() <= 2 ? short_ : shortest);
    const float most = std::max(cap(chips, end - x - gaps), least);
    float total = gaps;
    for (Chip& chip : chips) total += chip.width = std::floor(std::min(chip.width, most));
    x = std::round(std::min(x, end - total));
    const float height = f.px(20), y = std::round((row.min.y + row.max.y - height) / 2);
    ui::fill({{x - f.px(4), row.min.y}, {x + total + f.px(4), row.max.y}}, ground);
    for (const Chip& chip : chips) {
        ui::chip(f, {x, y}, height, chip.paint, chip.text, chip.width);
        const ui::Rect place{{x, y}, {x + chip.width, y + height}};
        ui::mark_selected(f, place, chip.ref);
        const ui::Touch touched = ui::touch(chip.ref ? name(chip.ref).c_str() : "more", place);
        ui::tip(f, touched.hovered, chip.tip);
        if (touched.clicked && chip.ref) requests.push_back(request::Select{f.view.selected == chip.ref ? Ref{} : chip.ref});
        x += chip.width + f.px(gap);
    }
    return requests;
}

}  // namespace awaitscope
