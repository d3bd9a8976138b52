#pragma once
#include "session.hpp"

namespace awaitscope {

/// A place in a log and how it moves, whether the log is complete or somebody still writes it.
class LogWalk : public Session {
public:
    const Log& log() const override { return log_; }
    std::size_t recorded() const override { return log_.size(); }
    std::size_t cursor() const override { return cursor_; }
    const State& state() override;
    const State& state_at(std::size_t events) override { return history_.at(events); }
    const Timeline& timeline() override;

    void seek(std::size_t events) override { go({.events = events}); }
    void step() override { seek(cursor_ + 1); }
    void step_back() override { seek(cursor_ - (cursor_ > 0)); }
    void next_task_switch() override { go_to_next(Kind::step); }
    void previous_task_switch() override { go_to_previous(Kind::step); }
    void next_turn() override { go_to_next(Kind::iter_begin); }
    void previous_turn() override { go_to_previous(Kind::iter_begin); }
    void to_start() override { seek(0); }
    void to_end() override { go({}); }

    bool playing() const override { return playing_; }
    void set_playing(bool playing) override;
    double speed() const override { return speed_; }
    void set_speed(double speed) override;

    void tick(double seconds) override;
    bool settle(double patience) override;

protected:
    explicit LogWalk(const Log& log) : log_(log), history_(log) {}

    // How to get more, for logs that still grow; complete() and waiting() belong to it.
    virtual void ask_for(std::size_t /*seen*/, std::size_t /*events*/, std::optional<Kind> /*until*/) {}
    virtual void ask_for_no_more() {}
    virtual bool wait_for_answer(double /*patience*/) { return true; }

    bool is_endless() const { return endless_; }  ///< the latest motion stopped where endless lessons are stopped
    bool is_stuck() const;                        ///< it was let go on, and for a while nothing has come

private:
    /// Where the cursor is to go: behind `events` events, or behind the first one of `kind` from event `from` on;
    /// but not beyond `limit` events, for a lesson may never end.
    struct Goal {
        std::size_t events = SIZE_MAX;
        std::optional<Kind> kind{};
        std::size_t from = 0;
        std::size_t limit = SIZE_MAX;
    };
    void go(Goal goal);
    void go_to_next(Kind kind) { go({.kind = kind, .from = cursor_}); }
    void go_to_previous(Kind kind);
    void pursue();
    std::size_t find(Kind kind, std::size_t from, std::size_t end) const;
    void arrive(std::size_t events, bool held);
    void take_note(double seconds);
    void play(double seconds);

    const Log& log_;
    History history_;
    State state_;
    Timeline timeline_;
    std::size_t cursor_ = 0;
    std::optional<Goal> goal_;
    bool endless_ = false;
    bool playing_ = false;
    double speed_ = 4, due_ = 0;                  // due_: the part of the next event that was played already
    double quiet_ = 0;                            // how long nothing came
    std::size_t heard_ = 0;                       // how much had come then
};

}  // namespace awaitscope
