#include "catch.hpp"
#include "recorded_session.hpp"
#include "screen.hpp"
#include "visualizer/panels/markdown.hpp"
#include "visualizer/panels/prose.hpp"
#include "visualizer/panels/utf8.hpp"

using namespace awaitscope;

namespace {

/// The lines into which a paragraph is broken, and the widest of them.
struct Broken {
    std::vector<std::string> lines;
    float widest = 0, height = 0;
};

Broken broken(const std::vector<Run>& runs, float width) {
    Screen screen({800, 600}, 1);
    Desk desk(golden_session("gather-01-result-order"), {}, View{});
    Broken result;
    for (int pass = 0; pass < 2; ++pass) {   // the first one learns which letters are needed
        screen.show(desk, 1);
        Probe probe;
        const Frame frame = desk.frame(screen.fonts(), screen.size(), &probe);
        ImGui::NewFrame();
        ImGui::Begin("prose");
        result = {};
        result.height = ui::prose(frame, {10, 10}, width, runs, ui::body_setting(frame));
        ImGui::End();
        ImGui::Render();
        float y = -1e9f;
        for (const Drawn& d : probe.texts) {
            if (d.min.y > y + 12) result.lines.emplace_back(), y = d.min.y;
            result.lines.back() += d.text;
            result.widest = std::max(result.widest, d.max.x - 10);
        }
    }
    return result;
}

}  // namespace

TEST_CASE("English breaks at spaces, and no line is wider than its room") {
    const Broken text = broken({{"The timer of "}, {"Task-3", Run::Style::bold}, {" fired, and its wakeup went to the back of the queue."}}, 180);
    CHECK(text.widest <= 180);
    REQUIRE(text.lines.size() >= 3);
    CHECK(text.lines[0] == "The timer ofTask-3fired,");   // drawn in three pieces, with the gaps between them
    CHECK(text.height == Approx(24 * static_cast<float>(text.lines.size())));
}

TEST_CASE("Chinese breaks between characters, but no line begins with a comma or ends with an opening bracket") {
    for (float width = 60; width < 200; width += 7) {
        const Broken text = broken({{"定时器到期，它的结果已经设置（第三个任务），循环把它取出。"}}, width);
        CHECK(text.widest <= width);
        for (const std::string& line : text.lines) {
            CHECK_FALSE(never_begins_a_line(first_character(line).code));
            CHECK_FALSE(line.ends_with("（"));
        }
    }
}

TEST_CASE("a word that is longer than the line is divided") {
    const Broken text = broken({{"a_very_long_name_that_has_no_spaces_at_all_in_it"}}, 120);
    CHECK(text.widest <= 120);
    CHECK(text.lines.size() >= 3);
}

TEST_CASE("Markdown becomes headings, paragraphs, items and code") {
    const std::vector<Block> blocks = read_markdown("# Title\n\nSome **bold** and `code`\nwords.\n\n- one\n- two\n  more\n\n3. three\n\n```py\nx = 1\ny\n```\n");
    REQUIRE(blocks.size() == 6);
    CHECK(blocks[0].type == Block::Type::heading);
    CHECK(blocks[1].runs == std::vector<Run>{{"Some "}, {"bold", Run::Style::bold}, {" and "}, {"code", Run::Style::code}, {"\nwords."}});
    CHECK(blocks[2].mark == "•");
    CHECK(blocks[3].runs == std::vector<Run>{{"two\nmore"}});
    CHECK(blocks[4].mark == "3.");
    CHECK(blocks[5].type == Block::Type::code);
    CHECK(blocks[5].runs == std::vector<Run>{{"x = 1\ny\n"}});
}

TEST_CASE("bytes that are no UTF-8 count one by one") {
    CHECK(first_character("a").code == 'a');
    CHECK(first_character("中").code == 0x4e2d);
    CHECK(first_character("\xe4\xb8").bytes == 1);
    CHECK(first_character("\xff").code == 0xfffd);
}
