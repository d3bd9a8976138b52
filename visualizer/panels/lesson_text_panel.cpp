#include <fmt/format.h>

#include <array>

#include "panels.hpp"
#include "prose.hpp"

namespace awaitscope {
namespace {

struct Sheet {
    const Frame& f;
    float left, width;

    float draw(std::span<const Run> runs, float indent, const ui::Setting& setting) const {
        const ImVec2 at{left + f.px(indent), ImGui::GetCursorScreenPos().y};
        const float height = ui::prose(f, at, width - f.px(indent), runs, setting);
        ImGui::Dummy({1, height});
        return height;
    }
    void gap(float design) const { ImGui::Dummy({1, f.px(design)}); }
};

void draw_code_block(const Sheet& sheet, const Block& block) {
    const Frame& f = sheet.f;
    std::string_view code = block.runs.empty() ? std::string_view() : std::string_view(block.runs.front().text);
    while (!code.empty()) {
        const std::size_t end = code.find('\n');
        const ui::Rect r = ui::row(f, 22);
        ui::fill({{sheet.left, r.min.y}, {sheet.left + sheet.width, r.max.y}}, f.theme.row);
        ui::fit(f, {sheet.left + f.px(12), ui::middle(r, f.fonts.mono)}, sheet.width - f.px(24), f.fonts.mono, f.theme.text, code.substr(0, end));
        code.remove_prefix(end == std::string_view::npos ? code.size() : end + 1);
    }
    sheet.gap(8);
}

void draw_block(const Sheet& sheet, const Block& block) {
    const Frame& f = sheet.f;
    ui::Setting setting = ui::body_setting(f);
    switch (block.type) {
    case Block::Type::heading:
        setting.face = setting.bold = block.level <= 1 ? &f.fonts.heading : &f.fonts.bold;
        setting.line = block.level <= 1 ? 32 : 28;
        sheet.gap(4), sheet.draw(block.runs, 0, setting), sheet.gap(2);
        return;
    case Block::Type::item: {
        const ImVec2 at{sheet.left + f.px(6), ImGui::GetCursorScreenPos().y + (f.px(setting.line) - f.fonts.body.size) / 2};
        ui::text(f, at, f.fonts.body, f.theme.dim, block.mark);
        sheet.draw(block.runs, static_cast<float>(block.level) * 22, setting), sheet.gap(2);
        return;
    }
    case Block::Type::code: return draw_code_block(sheet, block);
    case Block::Type::paragraph: sheet.draw(block.runs, 0, setting), sheet.gap(8); return;
    }
}

/// One choice: a round mark, its text, and once it was chosen what there is to say of it.
bool draw_choice(const Sheet& sheet, std::size_t index, const Choice& choice, bool chosen, bool focused) {
    const Frame& f = sheet.f;
    const ui::Setting setting = ui::body_setting(f);
    const float pad = f.px(6), height = ui::prose_height(f, sheet.width - f.px(40), choice.text, setting) + 2 * pad;
    const ImVec2 at{sheet.left, ImGui::GetCursorScreenPos().y};
    const ui::Rect r{at, {at.x + sheet.width, at.y + height}};
    const ui::Touch touched = ui::touch(fmt::format("choice {}", index).c_str(), r);
    ui::fill(r, chosen ? f.theme.selected : touched.hovered ? f.theme.button_hover : f.theme.row, f.px(5));
    if (focused) ui::edge(r, f.theme.accent, f.px(5));
    const ImVec2 mark{at.x + f.px(17), at.y + height / 2};
    if (chosen) draw_icon(*ImGui::GetWindowDrawList(), choice.right ? Icon::check : Icon::cross, mark, f.px(14), choice.right ? f.theme.good : f.theme.error);
    else ImGui::GetWindowDrawList()->AddCircle(mark, f.px(6), f.theme.dim, 0, f.px(1.3f));
    ui::prose(f, {at.x + f.px(34), at.y + pad}, sheet.width - f.px(40), choice.text, setting);
    ImGui::Dummy({1, height + f.px(4)});
    return touched.clicked;
}

void draw_feedback(const Sheet& sheet, const Question& question, const Choice& choice) {
    const Frame& f = sheet.f;
    ui::Setting setting = ui::body_setting(f);
    setting.colour = choice.right ? f.theme.good : f.theme.error;
    if (choice.feedback.empty()) sheet.draw(std::array{Run{std::string(f.say(choice.right ? words::right : words::wrong))}}, 34, setting);
    else sheet.draw(choice.feedback, 34, setting);
    sheet.gap(4);
    sheet.draw(question.explanation, 34, ui::body_setting(f));
    sheet.gap(6);
}

Requests draw_question(const Sheet& sheet, std::size_t number, const Question& question, std::size_t first_row) {
    const Frame& f = sheet.f;
    Requests requests;
    std::vector<Run> runs{{fmt::format("{}. ", number + 1), Run::Style::bold}};
    runs.insert(runs.end(), question.text.begin(), question.text.end());
    sheet.draw(runs, 0, ui::body_setting(f));
    sheet.gap(4);
    const auto answer = f.view.answers.find(number);
    ImGui::PushID(static_cast<int>(number));
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
        const bool chosen = answer != f.view.answers.end() && answer->second == i;
        const bool focused = f.view.focus == Pane::text && f.view.chosen == first_row + i;
        if (draw_choice(sheet, i, question.choices[i], chosen, focused)) requests.push_back(request::Answer{number, i});
        if (focused) ImGui::SetScrollHereY();
        if (chosen) draw_feedback(sheet, question, question.choices[i]);
    }
    ImGui::PopID();
    sheet.gap(10);
    return requests;
}

}  // namespace

/// The lesson in words, and its questions.
Requests draw_lesson_text(const Frame& f) {
    Requests requests;
    ImGui::BeginChild("text", {0, ImGui::GetContentRegionAvail().y - f.px(2)});
    ui::focus_ring(f, Pane::text);
    const Sheet sheet{f, ImGui::GetCursorScreenPos().x + f.px(18), std::min(ImGui::GetContentRegionAvail().x - f.px(40), f.px(760))};
    for (const Block& block : f.text.blocks) draw_block(sheet, block);
    if (f.text.blocks.empty()) ui::empty(f, f.say(words::no_text));
    if (!f.text.questions.empty()) ui::header(f, f.say(words::questions));
    std::size_t row = 0;
    for (std::size_t i = 0; i < f.text.questions.size(); row += f.text.questions[i++].choices.size())
        append(requests, draw_question(sheet, i, f.text.questions[i], row));
    ImGui::EndChild();
    return requests;
}

}  // namespace awaitscope
