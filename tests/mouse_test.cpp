#include "catch.hpp"
#include "recorded_session.hpp"
#include "screen.hpp"

using namespace awaitscope;

namespace {

struct Mouse {
    Screen screen{{1600, 900}, 1};
    Desk desk{golden_session("gather-01-result-order"), golden_file("gather-01-result-order"), View{}};

    explicit Mouse(std::size_t cursor) {
        desk.session().seek(cursor);
        screen.show(desk);
    }
    void click(std::string_view panel, std::string_view words) { screen.click(desk, screen.place(panel, words)); }
    std::size_t cursor() { return desk.session().cursor(); }
};

}  // namespace

TEST_CASE("clicks on the toolbar step, go on to the next step of a task and to the next turn") {
    Mouse mouse(0);
    mouse.click("toolbar", "Next task switch");
    CHECK(mouse.cursor() == 7);
    mouse.click("toolbar", "Next loop turn");
    CHECK(mouse.cursor() == 16);
    mouse.click("toolbar", "Step");   // the first of the two goes back
    CHECK(mouse.cursor() == 15);
    mouse.click("toolbar", "Play");
    CHECK(mouse.desk.session().playing());
}

TEST_CASE("a click on an event, on an output line or on the timeline goes there") {
    Mouse mouse(46);
    mouse.click("output", "start 2");
    CHECK(mouse.cursor() == 25);
    mouse.click("lower pages", "Events");
    mouse.click("events", "26");
    CHECK(mouse.cursor() == 26);
    mouse.click("lower pages", "Timeline");
    const ImVec2 name = mouse.screen.place("timeline", "Task-2 work()");
    mouse.screen.click(mouse.desk, {184, name.y});   // where the lanes begin
    CHECK(mouse.cursor() == 0);
}

TEST_CASE("a click on a task selects it, another one lets it go") {
    Mouse mouse(46);
    mouse.click("tasks", "Task-2");
    CHECK(mouse.desk.view().selected == Ref::task(2));
    mouse.click("tasks", "Task-2");
    CHECK_FALSE(mouse.desk.view().selected);
    mouse.click("timeline", "Task-4 work()");
    CHECK(mouse.desk.view().selected == Ref::task(4));
    mouse.click("source", "Task-2 ");
    CHECK(mouse.desk.view().selected == Ref::task(2));
}

TEST_CASE("the buttons of language, theme and help do what they say") {
    Mouse mouse(10);
    mouse.click("toolbar", "EN | 中文");
    CHECK(mouse.desk.view().lang == Lang::zh);
    mouse.click("lower pages", "按时间");
    CHECK(mouse.desk.view().axis == Axis::events);
    mouse.click("pages", "C++");
    CHECK(mouse.desk.view().page == Page::cpp);
}

TEST_CASE("the borders between the panels can be dragged") {
    Mouse mouse(10);
    const Layout before = lay_out(mouse.screen.size(), 1, mouse.desk.view().splits, false, 0);
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {before.of(Place::left).max.x + 4, 300};
    mouse.screen.show(mouse.desk);
    io.MouseDown[0] = true;
    mouse.screen.show(mouse.desk, 1);
    io.MousePos.x += 60;
    mouse.screen.show(mouse.desk, 1);
    io.MouseDown[0] = false;
    mouse.screen.show(mouse.desk);
    const Layout after = lay_out(mouse.screen.size(), 1, mouse.desk.view().splits, false, 0);
    CHECK(after.of(Place::left).width() == Approx(before.of(Place::left).width() + 60).margin(1));
}
