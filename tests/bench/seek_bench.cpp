#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

#include "visualizer/model/history.hpp"
#include "visualizer/model/spans.hpp"

// How long it takes to look at any instant of a long recording. Prints a table; exit status 1 if the
// slowest look takes 16 ms (a frame) or longer.

using namespace awaitscope;
using Milliseconds = std::chrono::duration<double, std::milli>;

namespace {

/// A recording of `tasks` tasks that sleep for random times, again and again.
class Sleepers {
public:
    Sleepers(Log& log, std::uint32_t tasks) : log_(log), random_(1) {
        for (std::uint32_t n = 1; n <= tasks; ++n) {
            log_.append({.kind = Kind::task_new, .subject = Ref::task(n), .text = log_.add_text("sleeper")});
            push(Callback::task_step, Ref::task(n), {});
        }
    }

    void record(std::size_t events) {
        while (log_.size() < events) turn();
    }

private:
    struct Handle { Ref ref; Callback callback; Ref task, fut; };
    struct Timer { Micros when; Ref ref, task, fut; };

    void push(Callback callback, Ref task, Ref fut) {
        queue_.push_back({Ref::handle(++handles_), callback, task, fut});
        tell_push(queue_.back());
    }

    void tell_push(const Handle& handle) {
        const Ref by = handle.callback == Callback::sleep_wake ? Ref() : handle.task;
        log_.append({.kind = Kind::push, .code = static_cast<std::uint8_t>(handle.callback), .subject = handle.ref,
                     .object = handle.fut, .by = by});
    }

    void turn() {
        log_.append({.kind = Kind::iter_begin, .subject = Ref::from_bits(++turns_), .value = now_});
        log_.append({.kind = Kind::poll, .value = queue_.empty() ? timers_.front().when - now_ : 0});
        if (queue_.empty()) log_.append({.kind = Kind::clock, .value = now_ = timers_.front().when});
        while (!timers_.empty() && timers_.front().when <= now_) fire();
        const std::vector<Handle> due = std::exchange(queue_, {});
        for (const Handle& handle : due) run(handle);
        log_.append({.kind = Kind::iter_end, .subject = Ref::from_bits(turns_)});
    }

    void fire() {
        const Timer timer = timers_.front();
        timers_.erase(timers_.begin());
        log_.append({.kind = Kind::timer_fire, .subject = timer.ref});
        queue_.push_back({timer.ref, Callback::sleep_wake, timer.task, timer.fut});
        tell_push(queue_.back());
    }

    void run(const Handle& handle) {
        log_.append({.kind = Kind::run, .subject = handle.ref});
        if (handle.callback == Callback::sleep_wake) {
            log_.append({.kind = Kind::future_done, .code = 1, .code2 = 1, .subject = handle.fut});
            push(Callback::task_wakeup, handle.task, handle.fut);
            return;
        }
        log_.append({.kind = Kind::step, .code = 2, .subject = handle.task});
        log_.append({.kind = Kind::out, .by = handle.task, .text = log_.add_text("tick")});
        sleep(handle.task);
    }

    void sleep(Ref task) {
        const Timer timer{now_ + 1 + static_cast<Micros>(random_() % 5'000), Ref::handle(++handles_), task,
                          Ref::future(++futures_)};
        const auto before = [](const Timer& a, const Timer& b) { return a.when < b.when; };
        timers_.insert(std::upper_bound(timers_.begin(), timers_.end(), timer, before), timer);
        log_.append({.kind = Kind::timer_arm,
                     .code = static_cast<std::uint8_t>(Callback::sleep_wake),
                     .subject = timer.ref,
                     .object = timer.fut,
                     .value = timer.when});
        log_.append({.kind = Kind::suspend, .code2 = static_cast<std::uint8_t>(FutureKind::sleep), .subject = task,
                     .object = timer.fut, .value = 7});
    }

    Log& log_;
    std::mt19937 random_;
    Micros now_ = 0;
    std::uint32_t handles_ = 0, futures_ = 0, turns_ = 0;
    std::vector<Handle> queue_;
    std::vector<Timer> timers_;
};

template <class Look>
double milliseconds(Look look) {
    const auto start = std::chrono::steady_clock::now();
    look();
    return Milliseconds(std::chrono::steady_clock::now() - start).count();
}

/// Prints one line of the table; returns the slowest.
double tell(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    fmt::print("{:34} {:9} {:10.3f} {:10.3f}\n", what, times.size(), times[times.size() / 2], times.back());
    return times.back();
}

double measure(std::size_t events, std::uint32_t tasks) {
    Log log;
    Sleepers(log, tasks).record(events);
    fmt::print("\n{} events, {} tasks           looks  median ms   worst ms\n", log.size(), tasks);

    History history(log);
    tell("opening: the last event", {milliseconds([&] { history.at(log.size()); })});
    Timeline timeline;
    tell("the timeline of it all", {milliseconds([&] { extend(timeline, log); })});

    std::mt19937 random(2);
    std::vector<double> seeks, forward, back;
    for (int i = 0; i < 2'000; ++i) {
        const std::size_t to = random() % log.size();
        seeks.push_back(milliseconds([&] { history.at(to); }));
        forward.push_back(milliseconds([&] { history.at(to + 1); }));
        back.push_back(milliseconds([&] { history.at(to); }));
    }
    tell("one event forward", forward);
    return std::max(tell("anywhere", seeks), tell("one event back", back));
}

}  // namespace

int main() {
    const double asked = measure(100'000, 2'000);
    measure(1'000'000, 2'000);
    return asked < 16 ? 0 : 1;
}
