#include <fmt/format.h>

#include "catch.hpp"
#include "recorded_session.hpp"
#include "screen.hpp"
#include "visualizer/panels/keys.hpp"

using namespace awaitscope;

namespace {

struct Keyboard {
    Screen screen{{1600, 900}, 1};
    Desk desk{golden_session("gather-01-result-order"), golden_file("gather-01-result-order"), View{}};

    void press(KeyPress key) {
        desk.apply(awaitscope::press(screen.look(desk), key));
        screen.show(desk);
    }
    std::size_t cursor() { return desk.session().cursor(); }
};

}  // namespace

TEST_CASE("the arrow keys go from the first event to the last and back, one at a time") {
    Keyboard keyboard;
    const std::size_t last = keyboard.desk.session().recorded();
    for (std::size_t n = 1; n <= last; ++n) {
        keyboard.press({key_right});
        CHECK(keyboard.cursor() == n);
    }
    keyboard.press({key_right});
    CHECK(keyboard.cursor() == last);
    for (std::size_t n = last; n-- > 0;) {
        keyboard.press({n % 2 ? key_left : key_page_up});
        CHECK(keyboard.cursor() == n);
    }
}

TEST_CASE("T goes from step to step, N from turn to turn, Home and End to the ends") {
    Keyboard keyboard;
    std::vector<std::size_t> stops;
    for (KeyPress key : {KeyPress{'T'}, {'T'}, {'T', true}, {'N'}, {'N'}, {'N', true}, {key_end}, {key_home}}) {
        keyboard.press(key);
        stops.push_back(keyboard.cursor());
    }
    CHECK(stops == std::vector<std::size_t>{7, 19, 7, 16, 34, 16, 112, 0});
}

TEST_CASE("L and D switch language and theme, 1 to 5 the pages, X the axis") {
    Keyboard keyboard;
    keyboard.press({'L'});
    CHECK(keyboard.desk.view().lang == Lang::zh);
    CHECK_THAT(keyboard.screen.said("lessons"), ContainsSubstring("课程"));
    keyboard.press({'D'});
    CHECK(keyboard.desk.view().appearance == Appearance::light);
    keyboard.press({'3'});
    CHECK(keyboard.desk.view().page == Page::text);
    keyboard.press({'1'});
    CHECK(keyboard.desk.view().page == Page::cpp);
    keyboard.press({'5'});
    CHECK(keyboard.desk.view().lower == Lower::events);
    keyboard.press({'X'});
    CHECK(keyboard.desk.view().axis == Axis::events);
}

TEST_CASE("Tab gives the arrow keys to a list, Esc takes them back") {
    Keyboard keyboard;
    keyboard.press({key_end});
    keyboard.press({'5'});
    keyboard.press({key_tab, true});
    CHECK(keyboard.desk.view().focus == Pane::events);
    keyboard.press({key_up});
    CHECK(keyboard.cursor() == 111);
    keyboard.press({key_tab, true});
    REQUIRE(keyboard.desk.view().focus == Pane::tasks);
    keyboard.press({key_down});
    keyboard.press({key_down});
    keyboard.press({key_enter});
    CHECK(keyboard.desk.view().selected == Ref::task(3));
    keyboard.press({key_escape});
    CHECK(keyboard.desk.view().focus == Pane::none);
    keyboard.press({key_escape});
    CHECK_FALSE(keyboard.desk.view().selected);
}

TEST_CASE("the up and down keys in a filtered list of events go from match to match") {
    Keyboard keyboard;
    keyboard.desk.apply({request::ShowLower{Lower::events}, request::Filter{"end 3"}, request::Focus{Pane::events}});
    keyboard.screen.show(keyboard.desk);
    keyboard.press({key_down});
    CHECK(keyboard.cursor() == 68);
    keyboard.press({key_down});
    CHECK(keyboard.cursor() == 68);
}

TEST_CASE("Ctrl with the arrow keys zooms and moves the timeline, W shows all of it") {
    Keyboard keyboard;
    keyboard.press({key_up, false, true});
    const View zoomed = keyboard.desk.view();
    CHECK(zoomed.right - zoomed.left < 0.7);
    keyboard.press({'W'});
    CHECK(keyboard.desk.view().left == 0);
    CHECK(keyboard.desk.view().right == 1);
}

TEST_CASE("plus and minus change the size of the text, with Ctrl or without") {
    Keyboard keyboard;
    keyboard.press({'+', true});
    keyboard.press({'=', false, true});
    CHECK(keyboard.desk.view().zoom == Approx(1.21f));
    keyboard.press({'-'});
    CHECK(keyboard.desk.view().zoom == Approx(1.1f));
    keyboard.press({'0', false, true});
    CHECK(keyboard.desk.view().zoom == 1);
}

TEST_CASE("no key asks for two things, and the help overlay tells of every one") {
    Keyboard keyboard;
    for (const Shortcut& a : shortcuts())
        for (const Shortcut& b : shortcuts())
            if (&a != &b) CHECK_FALSE((a.press.key == b.press.key && a.press.shift == b.press.shift && a.press.ctrl == b.press.ctrl));
    keyboard.press({key_f1});
    for (const Shortcut& shortcut : shortcuts())
        if (!shortcut.what.en.empty()) CHECK_THAT(keyboard.screen.said("help"), ContainsSubstring(std::string(shortcut.what.en)));
    keyboard.press({key_escape});
    CHECK_FALSE(keyboard.desk.view().help);
}
