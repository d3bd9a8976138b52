#include <algorithm>

#include "desk.hpp"

namespace awaitscope {

/// Does what was requested: one function for each kind of request.
struct Desk::Doer {
    Desk& desk;
    Session& session = *desk.session_;
    View& view = desk.view_;

    static void repeat(int by, auto forward, auto back) {
        for (int i = 0; i < std::abs(by); ++i) by > 0 ? forward() : back();
    }

    void operator()(const request::Step& r) {
        session.set_playing(false);
        repeat(r.by, [&] { session.step(); }, [&] { session.step_back(); });
    }
    void operator()(const request::TaskSwitch& r) {
        session.set_playing(false);
        repeat(r.by, [&] { session.next_task_switch(); }, [&] { session.previous_task_switch(); });
    }
    void operator()(const request::LoopTurn& r) {
        session.set_playing(false);
        repeat(r.by, [&] { session.next_turn(); }, [&] { session.previous_turn(); });
    }
    void operator()(request::ToStart) { session.set_playing(false), session.to_start(); }
    void operator()(request::ToEnd) { session.set_playing(false), session.to_end(); }
    void operator()(const request::Seek& r) { session.set_playing(false), session.seek(r.events); }
    void operator()(const request::Play& r) { session.set_playing(r.on); }
    void operator()(const request::Speed& r) { session.set_speed(r.events_a_second); }

    void operator()(const request::OpenLesson& r) {
        const lessons::Lesson* lesson = lessons::find(r.name);
        if (!lesson) return;
        const double speed = session.speed();
        view.answers.clear();
        desk.file_.clear();
        desk.open(Session::live(*lesson));
        desk.session_->set_speed(speed);
    }
    void operator()(const request::WhatIf& r) {
        lessons::Settings settings = session.settings();
        settings[r.name] = r.value;
        desk.restart(std::move(settings));
    }
    void operator()(request::Restart) { desk.restart({}); }
    void operator()(const request::Export& r) { desk.save(r.format); }
    void operator()(const request::Answer& r) { view.answers[r.question] = r.choice; }

    void operator()(const request::Select& r) { view.selected = r.ref; }
    void operator()(const request::Focus& r) {
        view.focus = r.pane;
        view.chosen = r.pane == Pane::lessons ? open_lesson() : 0;
    }
    std::size_t open_lesson() const {
        const auto found = std::ranges::find(desk.lessons_, desk.title_, &LessonEntry::name);
        return found == desk.lessons_.end() ? 0 : static_cast<std::size_t>(found - desk.lessons_.begin());
    }
    void operator()(const request::Choose& r) { view.chosen = r.row; }
    void operator()(const request::Show& r) { view.page = r.page; }
    void operator()(const request::ShowLower& r) { view.lower = r.page; }
    void operator()(const request::SetAxis& r) { view.axis = r.axis; }
    void operator()(const request::Window& r) { view.left = r.left, view.right = r.right; }
    void operator()(const request::Filter& r) { view.filter = r.text; }
    void operator()(const request::SetLang& r) { view.lang = r.lang, desk.read_texts(); }
    void operator()(const request::SetAppearance& r) { view.appearance = r.appearance; }
    void operator()(const request::Zoom& r) { view.zoom = std::clamp(r.text, 0.6f, 2.5f); }
    void operator()(const request::Split& r) {
        const auto share = [](float value) { return std::clamp(value, 0.05f, 0.7f); };
        view.splits = {share(r.splits.left), share(r.splits.right), share(r.splits.bottom), share(r.splits.told), share(r.splits.output)};
    }
    void operator()(const request::Help& r) { view.help = r.shown; }
    void operator()(request::Fullscreen) { desk.fullscreen_ = true; }
    void operator()(request::Quit) { desk.quit_ = true; }
    void operator()(request::Dismiss) { view.note.clear(); }
};

void Desk::apply(const Requests& requests) {
    for (const Request& request : requests) std::visit(Doer{*this}, request);
    new_ = new_ || !requests.empty();
}

}  // namespace awaitscope
