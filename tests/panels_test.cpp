#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "catch.hpp"
#include "recorded_session.hpp"
#include "screen.hpp"

using namespace awaitscope;

namespace {

const char* const recordings[] = {
    "gather-01-result-order", "ascompleted-03-exception-and-break", "cancel-03-suppressed", "callback-09-timer-heap",
    "executor-03-small-pool", "io-09-unix-echo-server", "exception-04-main-fails", "run-04-slow-callback",
};

struct Look {
    ImVec2 size;
    float scale;
    Lang lang;
    Appearance appearance;
};
const Look looks[] = {
    {{1280, 720}, 0.87f, Lang::en, Appearance::light}, {{1280, 720}, 0.87f, Lang::zh, Appearance::dark},
    {{1600, 900}, 1.0f, Lang::en, Appearance::dark},   {{2560, 1440}, 1.6f, Lang::en, Appearance::light},
    {{2560, 1440}, 1.6f, Lang::zh, Appearance::dark},
};

/// Without spaces, because lines are broken at them.
std::string squeezed(std::string text) {
    std::erase_if(text, [](unsigned char c) { return std::isspace(c); });
    return text;
}

std::multiset<std::string> numbers(const std::string& text) {
    std::multiset<std::string> found;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]))) ++end;
        if (end > i) found.insert(text.substr(i, end - i));
        i = end + 1;
    }
    return found;
}

/// Everything that the model has to say of one instant, in words: no other number may be on the screen.
std::string all_that_is_known(const Frame& f) {
    const State& s = f.state;
    std::string known = fmt::format("{} {} {} {} {:g}", s.events, f.recorded(), s.turn, format_time(s.now), f.speed) + " " + std::string(f.title);
    const auto say = [&](const std::string& words) { known += " " + words; };
    for (const Task& t : f.timeline.state.tasks) say(title(t));
    for (const Task& t : s.tasks) {
        say(title(t) + " " + waits_for(s, t, f.view.lang) + " " + std::string(t.exc) + " " + std::string(t.msg));
        say(fmt::format("{} {} {}", t.line, t.steps, display_name(s, t.on)));
    }
    for (const ReadyHandle& h : s.ready) say(handle_phrase(s, h, f.view.lang));
    for (std::size_t i = 0; i < s.ready.size(); ++i) say(std::to_string(i + 1));
    for (const Timer& t : s.timers) say(format_time(t.when) + " " + format_time(t.when - s.now) + " " + display_name(s, t.fut) + " " + std::string(t.fn));
    for (const Watcher& w : s.watchers) say(name(w.ref) + " " + std::string(w.fn));
    for (const Job& j : s.jobs) say(fmt::format("{} {} {} {}", name(j.ref), j.fn, j.worker, format_time(j.since)));
    for (const OutputLine& o : s.output) say(fmt::format("{} {} {} {} {}", format_time(o.time), o.text, o.exc, o.msg, format_time(o.took)));
    for (std::size_t i = 0; i < f.timeline.turns.size(); ++i) say(fmt::format("{} {}", i + 1, format_time(f.timeline.turns[i].waited)));
    for (const Lane& lane : f.timeline.lanes) say(std::to_string(lane.worker));
    if (s.current.ref) say(name(s.current.ref) + " " + handle_phrase(s, s.current, f.view.lang));
    if (f.lesson)
        for (const lessons::WhatIf* what_if : f.lesson->what_ifs) say(fmt::format("{:g}", what_if->value));
    for (std::size_t i = 0; i < f.lessons.size(); ++i) say(fmt::format("{} {}", i + 1, f.lessons[i].title));
    for (const auto& [name, label] : f.text.what_ifs) say(label.label);
    if (f.view.lower == Lower::events)
        for (std::size_t i = 0; i < f.recorded(); ++i) say(fmt::format("{} {} {}", i + 1, format_time(f.timeline.times[i + 1]), f.narration.line(i, f.view.lang)));
    say(f.narration.happened(s.events, f.view.lang).str());
    return known;
}

void check_nothing_is_cut(const Screen& screen) {
    for (const Drawn& d : screen.texts()) {
        const bool fits_x = d.scrolls_x || (d.min.x >= d.clip_min.x - 1 && d.max.x <= d.clip_max.x + 1);
        const bool fits_y = d.scrolls_y || (d.min.y >= d.clip_min.y - 1 && d.max.y <= d.clip_max.y + 1);
        MUST_HOLD((fits_x && fits_y), d.panel << ": " << d.text);
    }
}

void check_numbers(const Screen& screen, const std::string& known) {
    const std::multiset<std::string> allowed = numbers(known);
    for (const Drawn& d : screen.texts()) {
        if (d.panel == "source" || d.panel == "pages" || d.panel == "lesson text") continue;
        for (const std::string& number : numbers(d.whole.empty() ? d.text : d.whole))
            MUST_HOLD(allowed.contains(number), d.panel << " says '" << d.text << "', and nobody knows " << number);
    }
}

/// The panels say what the state is.
void check_the_state_is_told(const Screen& screen, const Frame& f) {
    const State& s = f.state;
    CHECK_THAT(screen.said("toolbar"), ContainsSubstring(fmt::format("\n{}\n / {}\n", s.events, f.recorded())));
    CHECK_THAT(screen.said("toolbar"), ContainsSubstring(format_time(s.now)));
    CHECK(squeezed(screen.said("what just happened")).ends_with(squeezed(f.narration.happened(s.events, f.view.lang).str())));
    if (const Task* running = s.find_task(s.running)) CHECK_THAT(screen.said("running"), ContainsSubstring(display_name(s, running->ref)));
    for (const ReadyHandle& h : s.ready) CHECK_THAT(screen.said("ready queue"), ContainsSubstring(handle_phrase(s, h, f.view.lang)));
    for (const Timer& t : s.timers) CHECK_THAT(screen.said("timers"), ContainsSubstring("t = " + format_time(t.when)));
    for (const Watcher& w : s.watchers) CHECK_THAT(screen.said("I/O waits"), ContainsSubstring(name(w.ref)));
    for (const Job& j : s.jobs)
        CHECK((screen.said("thread pool").find(name(j.ref)) != std::string::npos) == (j.state == Job::State::queued || j.state == Job::State::running));
    if (f.view.lower == Lower::timeline && f.recorded() > 0) CHECK_THAT(screen.said("timeline"), ContainsSubstring("t = " + format_time(s.now)));
    if (f.view.lower == Lower::events && s.events > 0)
        CHECK_THAT(screen.said("events"), ContainsSubstring("\n" + f.narration.line(s.events - 1, f.view.lang) + "\n"));
    if (!s.output.empty() && s.output.back().type == OutputLine::Type::out && !s.output.back().text.empty())
        CHECK_THAT(screen.said("output"), ContainsSubstring(std::string(s.output.back().text)));
}

void check_every_panel_speaks(const Screen& screen, const Frame& f) {
    for (const Panel& panel : panels()) {
        INFO(panel.name);
        const bool may_be_silent = panel.name == "what if" || panel.name == "source";   // nothing to change; an empty line
        if (panel.shown(f) && !may_be_silent) CHECK_FALSE(screen.texts(panel.name).empty());
        if (!panel.shown(f)) CHECK(screen.texts(panel.name).empty());
    }
    CHECK(ImGui::GetDrawData()->TotalVtxCount > 1000);
}

/// Looks at every event with the timeline below, and at every second one with the list of events, too.
void look_at_every_event(Screen& screen, Desk& desk) {
    for (std::size_t event = 0; event <= desk.session().recorded(); ++event) {
        INFO(desk.session().title() << " after " << event << " events");
        desk.session().seek(event);
        for (const Lower lower : {Lower::events, Lower::timeline}) {
            desk.apply({request::ShowLower{lower}});
            screen.show(desk);
            const Frame frame = screen.look(desk);
            check_every_panel_speaks(screen, frame);
            check_nothing_is_cut(screen);
            check_numbers(screen, all_that_is_known(frame));
            check_the_state_is_told(screen, frame);
        }
    }
}

View view_of(const Look& look) {
    View view;
    view.lang = look.lang;
    view.appearance = look.appearance;
    return view;
}

}  // namespace

TEST_CASE("every panel shows every event of a recording whole, in both languages and themes and at every size") {
    const Look look = GENERATE(from_range(std::begin(looks), std::end(looks)));
    Screen screen(look.size, look.scale);
    for (const char* recording : recordings) {
        Desk desk(golden_session(recording), golden_file(recording), view_of(look));
        look_at_every_event(screen, desk);
    }
}

TEST_CASE("every panel shows every event of every lesson whole, in both languages and themes and at every size") {
    const Look look = GENERATE(from_range(std::begin(looks), std::end(looks)));
    Screen screen(look.size, look.scale);
    for (const lessons::Lesson& lesson : lessons::all()) {
        Desk desk(Session::live(lesson), {}, view_of(look));
        desk.session().to_end();
        REQUIRE(desk.session().settle());
        look_at_every_event(screen, desk);
    }
}

TEST_CASE("the text of every lesson fits its page, with every answer given") {
    const Look look = GENERATE(from_range(std::begin(looks), std::end(looks)));
    Screen screen(look.size, look.scale);
    for (const lessons::Lesson& lesson : lessons::all()) {
        Desk desk(Session::live(lesson), {}, view_of(look));
        desk.apply({request::Show{Page::text}});
        screen.show(desk);
        const LessonText& text = screen.look(desk).text;
        CHECK_THAT(screen.said("pages"), ContainsSubstring(text.title));
        CHECK(text.questions.size() >= 2);
        for (std::size_t choice = 0; choice < 2; ++choice) {
            for (std::size_t question = 0; question < text.questions.size(); ++question) desk.apply({request::Answer{question, choice}});
            screen.show(desk);
            INFO(lesson.name);
            check_nothing_is_cut(screen);
            for (const Question& question : text.questions) {
                std::string feedback;
                for (const Run& run : question.choices[choice].feedback) feedback += run.text;
                CHECK_THAT(squeezed(screen.said("lesson text")), ContainsSubstring(squeezed(feedback)));
            }
        }
    }
}

TEST_CASE("without a font for Chinese everything is in English, whatever was asked for") {
    View view;
    view.lang = Lang::zh;
    Screen screen({1600, 900}, 1);
    Desk desk(Session::live(*lessons::find("blocking")), {}, view);
    desk.set_fonts_have_chinese(false);
    screen.show(desk);
    for (const char* panel : {"lessons", "what if", "what just happened", "tasks", "timeline", "output"})
        CHECK(std::ranges::all_of(screen.said(panel), [](char c) { return static_cast<unsigned char>(c) < 0xe3; }));
    CHECK_THAT(screen.said("lessons"), ContainsSubstring("Blocking against async"));
}

TEST_CASE("a task that create_task has refused is shown as failed, with the reason why it never begins") {
    for (const auto& [lang, words] : {std::pair(Lang::en, "refused: it never begins"), std::pair(Lang::zh, "被拒绝：不会开始")}) {
        View view;
        view.lang = lang;
        Screen screen({1600, 900}, 1);
        Desk desk(golden_session("extra-task-07-misuse"), golden_file("extra-task-07-misuse"), view);
        desk.session().seek(10);   // Task-2 was made, and nothing more is known of it
        screen.show(desk);
        CHECK(screen.said("tasks").find(words) == std::string::npos);
        desk.session().seek(11);
        screen.show(desk);
        CHECK_THAT(screen.said("tasks"), ContainsSubstring(words));
        CHECK_THAT(screen.said("tasks"), ContainsSubstring(std::string(state_word(TaskState::failed, lang))));
    }
}
