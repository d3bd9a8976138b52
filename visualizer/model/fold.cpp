#include "fold.hpp"

#include "lookup.hpp"

namespace awaitscope {
namespace {

using Fold = void (*)(State&, const Log&, const Event&);

constexpr Fold table[] = {
    // In the order of Kind.
    folds::loop_begin, folds::loop_end, folds::iter_begin, folds::poll, folds::clock, folds::iter_end,
    folds::deadlock, folds::end,
    folds::push, folds::run, folds::skip, folds::handle_cancel,
    folds::timer_arm, folds::timer_fire, folds::timer_cancel,
    folds::task_new, folds::task_name, folds::step, folds::suspend, folds::task_done,
    folds::cancel, folds::uncancel, folds::future_new, folds::future_done,
    folds::io_begin, folds::io_ready, folds::io_end, folds::job_submit, folds::job_begin, folds::job_end,
    folds::block, folds::out, folds::mark, folds::loop_error, folds::warning, folds::slow_callback,
};
static_assert(std::size(table) == asyncio::trace::kind_count);

}  // namespace

void fold(State& state, const Log& log, const Event& event) {
    const auto kind = static_cast<std::size_t>(event.kind);
    if (kind < std::size(table)) table[kind](state, log, event);
    ++state.events;
}

std::string_view folds::callback_name(const Log& log, const Event& event) {
    return event.callback() == Callback::other ? log.text(event.text2) : word(event.callback());
}

Ref folds::waiter(const State& state, Ref fut) {
    const Future* future = find(state.futures, fut);
    return future && !future->waiters.empty() ? future->waiters.front() : Ref();
}

}  // namespace awaitscope
