#pragma once
#include <deque>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "runtime/trace/log.hpp"

/// The invariants of TRACE.md, section 6, event by event; check_trace.py has them in Python.
class TraceRules {
    using Event = asyncio::trace::Event;
    using Kind = asyncio::trace::Kind;
    using Ref = asyncio::trace::Ref;

public:
    /// Throws std::runtime_error, which says what is wrong with the event.
    void apply(const Event& event) {
        event_ = &event;
        switch (event.kind) {
            case Kind::iter_begin: return begin_turn();
            case Kind::iter_end: return need(!running_, "a step has neither suspended nor ended");
            case Kind::poll: return need(ready_.empty() || event.value == 0, "a poll blocks though something is ready");
            case Kind::clock: return move_clock(event.value);
            case Kind::block: return move_clock(now_ + event.wide());
            case Kind::push: return ready_.push_back(event.subject);
            case Kind::run:
            case Kind::skip: return take();
            case Kind::handle_cancel: return cancel_handle();
            case Kind::timer_arm: return arm();
            case Kind::timer_fire: return fire();
            case Kind::timer_cancel: return disarm();
            case Kind::task_new: return make_task();
            case Kind::step: return begin_step();
            case Kind::suspend: return end_step(false);
            case Kind::task_done: return end_step(true);
            case Kind::cancel: return ask(+1);
            case Kind::uncancel: return ask(-1);
            case Kind::job_submit:
            case Kind::job_begin:
            case Kind::job_end: return move_job();
            case Kind::deadlock: return need(false, "nothing can wake the loop");
            default: return;
        }
    }

    /// Tasks that never ended.
    std::size_t unfinished() const {
        std::size_t count = 0;
        for (const auto& [ref, task] : tasks_) count += !task.done;
        return count;
    }
    std::size_t tasks() const { return tasks_.size(); }

private:
    struct Task {
        bool started = false, running = false, done = false;
        std::int64_t requests = 0;
        Ref inside{};   // an eager first step: the task whose step it interrupts
    };
    using When = std::pair<std::int64_t, std::size_t>;   // deadline, order of arming

    void need(bool holds, const char* what) const {
        if (!holds) throw std::runtime_error(std::string(word(event_->kind)) + " " + name(event_->subject) + ": " + what);
    }
    void begin_turn() {
        need(event_->value == now_, "its time is not now");
        in_turn_ = false;
    }
    void move_clock(std::int64_t to) {
        need(to > now_, "the clock runs backward");
        now_ = to;
    }
    void take() {
        need(!running_, "a step has neither suspended nor ended");
        if (!std::exchange(in_turn_, true)) left_ = ready_.size();
        need(!ready_.empty() && ready_.front() == event_->subject, "it is not the head of the ready queue");
        need(left_-- > 0, "it was not ready when the turn began");
        need(cancelled_.contains(event_->subject.bits()) == (event_->kind == Kind::skip), "cancelled handles are skipped");
        ready_.pop_front();
    }
    void cancel_handle() {
        need(std::find(ready_.begin(), ready_.end(), event_->subject) != ready_.end(), "it is not in the ready queue");
        cancelled_.insert(event_->subject.bits());
    }
    void arm() {
        const When when{event_->value, ++armed_};
        timers_.insert(when);
        when_[event_->subject.bits()] = when;
    }
    When forget_timer() {
        const auto found = when_.find(event_->subject.bits());
        need(found != when_.end(), "it is not armed");
        const When when = found->second;
        when_.erase(found);
        return when;
    }
    void fire() {
        const When when = forget_timer();
        need(when == *timers_.begin(), "another timer comes first");
        need(when.first <= now_, "it fires too early");
        timers_.erase(when);
    }
    void disarm() { timers_.erase(forget_timer()); }
    void make_task() { need(tasks_.emplace(event_->subject.bits(), Task()).second, "it exists already"); }
    Task& task() {
        const auto found = tasks_.find(event_->subject.bits());
        need(found != tasks_.end(), "no such task");
        return found->second;
    }
    void begin_step() {
        Task& now = task();
        need(!now.done && !now.running, "it runs or has ended");
        const bool first = event_->how() == asyncio::trace::How::start;
        need(!first || !now.started, "it starts a second time");
        need(!running_ || first, "only an eager first step runs inside another");
        now.started = now.running = true;
        now.inside = std::exchange(running_, event_->subject);
    }
    void end_step(bool done) {
        Task& now = task();
        need(now.running && running_ == event_->subject, "it does not run");
        now.running = false;
        now.done = done;
        running_ = now.inside;
    }
    void ask(int change) {
        Task& now = task();
        need(!now.done, "it has ended");
        now.requests = std::max<std::int64_t>(0, now.requests + change);
        need(now.requests == event_->value, "wrong number of requests");
    }
    void move_job() {
        Kind& before = jobs_.try_emplace(event_->subject.bits(), Kind::end).first->second;
        if (event_->kind == Kind::job_submit) need(before == Kind::end, "it was submitted before");
        if (event_->kind == Kind::job_begin) need(before == Kind::job_submit, "it began before");
        if (event_->kind == Kind::job_end) need(before != Kind::job_end && before != Kind::end, "it ended before");
        before = event_->kind;
    }

    const Event* event_ = nullptr;
    std::deque<Ref> ready_;
    std::unordered_set<std::uint32_t> cancelled_;
    std::set<When> timers_;
    std::unordered_map<std::uint32_t, When> when_;
    std::unordered_map<std::uint32_t, Task> tasks_;
    std::unordered_map<std::uint32_t, Kind> jobs_;
    Ref running_{};
    std::int64_t now_ = 0;
    std::size_t armed_ = 0, left_ = 0;
    bool in_turn_ = false;   // the turn's first handle has been taken
};
