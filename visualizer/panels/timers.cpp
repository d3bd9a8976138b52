#include <algorithm>

#include <fmt/format.h>

#include "cards.hpp"
#include "panels.hpp"

namespace awaitscope {
namespace {

constexpr std::size_t most_timers = 40;

/// Whom it will wake: the task, else what waits for its future, else the user's function.
Ref whom(const Frame& f, const Timer& timer) {
    if (timer.task) return timer.task;
    const Future* future = f.state.find_future(timer.fut);
    return future && !future->waiters.empty() ? future->waiters.front() : timer.fut;
}

std::string remaining(const Frame& f, const Timer& timer) {
    if (timer.when <= f.state.now) return std::string(f.say(words::due));
    return fmt::format("{} {}", f.say(words::in), format_time(timer.when - f.state.now));
}

Requests draw_timer(const Frame& f, const Timer& timer) {
    const Ref ref = whom(f, timer);
    std::string what = std::string(callback_phrase(timer.callback, f.view.lang));
    if (!timer.fn.empty()) what = timer.fn;
    const std::string name_of = ref ? ui::who(f, ref) + " · " : "";
    return ui::card(f, name(timer.ref).c_str(),
                    {paint(TaskState::sleeping), "t = " + format_time(timer.when), {},
                     name_of + what + " · " + remaining(f, timer), ref, false,
                     fmt::format("{}  {}", name(timer.ref), timer.callback_name)});
}

}  // namespace

/// The armed timers in the order in which they fire.
Requests draw_timers(const Frame& f) {
    Requests requests;
    ui::section(f, f.say(words::timers), f.say(words::timers_note), f.say(words::timers_empty), f.state.timers.empty());
    for (std::size_t i = 0; i < std::min(f.state.timers.size(), most_timers); ++i)
        append(requests, draw_timer(f, f.state.timers[i]));
    if (f.state.timers.size() > most_timers)
        ui::header(f, fmt::format("+{}", f.state.timers.size() - most_timers));
    return requests;
}

}  // namespace awaitscope
