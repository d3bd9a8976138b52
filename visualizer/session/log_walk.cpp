#include "log_walk.hpp"

#include <algorithm>
#include <cmath>

namespace awaitscope {
namespace {

constexpr double at_once = 0.003;           // seconds that a motion may take without being noticed
constexpr double stuck_after = 2;
constexpr double slowest = 0.1, fastest = 10'000;

}  // namespace

const State& LogWalk::state() {
    if (state_.events != cursor_) state_ = history_.at(cursor_);
    return state_;
}

const Timeline& LogWalk::timeline() {
    extend(timeline_, log_);
    return timeline_;
}

void LogWalk::go(Goal goal) {
    take_note(0);
    endless_ = false;
    goal.limit = (recorded() / endless_limit + 1) * endless_limit;
    goal_ = goal;
    pursue();
    if (goal_ && wait_for_answer(at_once)) pursue();
}

void LogWalk::go_to_previous(Kind kind) {
    for (std::size_t i = cursor_; i-- > 1;)
        if (log_[i - 1].kind == kind) return seek(i);
    to_start();
}

/// Goes on towards the goal as far as there are events, and asks for more if that is not enough.
void LogWalk::pursue() {
    const bool whole = complete(), held = !waiting();   // asked first: afterwards there may be more
    const std::size_t size = recorded();
    const std::size_t arrival = goal_->kind ? find(*goal_->kind, goal_->from, size) : goal_->events;
    if (arrival <= size) return arrive(arrival, held);
    cursor_ = goal_->from = size;
    if (whole) return arrive(size, held);
    endless_ = size >= goal_->limit;
    if (endless_) return arrive(size, held);
    ask_for(size, std::min(goal_->events, goal_->limit), goal_->kind);
}

/// How many events there are up to the first one of `kind` in [from, end); more than `end` if there is none.
std::size_t LogWalk::find(Kind kind, std::size_t from, std::size_t end) const {
    while (from < end && log_[from].kind != kind) ++from;
    return from + 1;
}

void LogWalk::arrive(std::size_t events, bool held) {
    cursor_ = events;
    goal_.reset();
    if (!held) ask_for_no_more();
}

void LogWalk::set_playing(bool playing) {
    playing_ = playing;
    due_ = 0;
    if (playing && complete() && cursor_ == recorded()) to_start();
}

void LogWalk::set_speed(double speed) { speed_ = std::clamp(speed, slowest, fastest); }

void LogWalk::tick(double seconds) {
    take_note(seconds);
    if (goal_) pursue();
    if (playing_ && !goal_) play(seconds);
}

void LogWalk::play(double seconds) {
    due_ += seconds * speed_;
    const double whole = std::floor(due_);
    due_ -= whole;
    if (whole > 0) seek(cursor_ + static_cast<std::size_t>(whole));
    if (complete() && cursor_ == recorded()) playing_ = false;
}

bool LogWalk::settle(double patience) {
    while (goal_ || waiting()) {
        const std::size_t before = recorded();
        if (!wait_for_answer(patience) && recorded() == before) {
            heard_ = before;
            quiet_ = stuck_after;
            return false;
        }
        if (goal_) pursue();
    }
    return true;
}

/// Counts how long nothing has come from a lesson that was let go on.
void LogWalk::take_note(double seconds) {
    const bool quiet = waiting() && recorded() == heard_;
    quiet_ = quiet ? quiet_ + seconds : 0;
    heard_ = recorded();
}

bool LogWalk::is_stuck() const { return quiet_ >= stuck_after && waiting() && recorded() == heard_; }

}  // namespace awaitscope
