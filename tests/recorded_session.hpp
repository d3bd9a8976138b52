#pragma once
#include <algorithm>
#include <memory>

#include "runtime/trace/reader.hpp"
#include "visualizer/session/session.hpp"

namespace awaitscope {

/// A session over a log that is complete: moves at once, waits for nobody. For tests of what is drawn.
class RecordedSession : public Session {
public:
    explicit RecordedSession(std::unique_ptr<Log> log, std::string title = "recording")
        : log_(std::move(log)), title_(std::move(title)), history_(*log_), elsewhere_(*log_) {
        extend(timeline_, *log_);
    }

    const Log& log() const override { return *log_; }
    const lessons::Lesson* lesson() const override { return nullptr; }
    const lessons::Settings& settings() const override { return settings_; }
    std::string title() const override { return title_; }
    std::string problem(Lang) const override { return wrong; }
    std::size_t recorded() const override { return log_->size(); }
    bool complete() const override { return true; }
    bool waiting() const override { return false; }
    std::size_t cursor() const override { return cursor_; }
    const State& state() override { return history_.at(cursor_); }
    const State& state_at(std::size_t events) override { return elsewhere_.at(events); }
    const Timeline& timeline() override { return timeline_; }

    void seek(std::size_t events) override { cursor_ = std::min(events, recorded()); }
    void step() override { seek(cursor_ + 1); }
    void step_back() override { seek(cursor_ > 0 ? cursor_ - 1 : 0); }
    void next_task_switch() override { next(Kind::step); }
    void previous_task_switch() override { previous(Kind::step); }
    void next_turn() override { next(Kind::iter_begin); }
    void previous_turn() override { previous(Kind::iter_begin); }
    void to_start() override { seek(0); }
    void to_end() override { seek(recorded()); }

    bool playing() const override { return playing_; }
    void set_playing(bool on) override { playing_ = on; }
    double speed() const override { return speed_; }
    void set_speed(double speed) override { speed_ = speed; }
    void tick(double) override {}
    bool settle(double) override { return true; }

    std::string wrong;   ///< what problem() says

private:
    void next(Kind kind) {
        do step();
        while (cursor_ < recorded() && (*log_)[cursor_ - 1].kind != kind);
    }
    void previous(Kind kind) {
        do step_back();
        while (cursor_ > 0 && (*log_)[cursor_ - 1].kind != kind);
    }

    std::unique_ptr<Log> log_;
    std::string title_;
    lessons::Settings settings_;
    History history_, elsewhere_;
    Timeline timeline_;
    std::size_t cursor_ = 0;
    bool playing_ = false;
    double speed_ = 4;
};

/// A recording of CPython out of tests/conformance/golden.
inline std::unique_ptr<RecordedSession> golden_session(const std::string& name) {
    auto log = std::make_unique<Log>();
    asyncio::trace::read_file(std::string(CONFORMANCE "/golden/") + name + ".jsonl", *log);
    return std::make_unique<RecordedSession>(std::move(log), name);
}

/// Where its Python program is: beside which the desk looks for sources.
inline std::filesystem::path golden_file(const std::string& name) {
    return std::string(CONFORMANCE "/programs/") + name + ".jsonl";
}

}  // namespace awaitscope
