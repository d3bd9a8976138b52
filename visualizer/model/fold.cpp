#include "fold.hpp"

#include "lookup.hpp"

namespace awaitscope {
namespace {

using Type = Ref::Type;

struct Rule {
    void (*fold)(State&, const Log&, const Event&);
    Type subject = Type::none;  // what the event must be about; none: anything
};

constexpr Rule rules[] = {
    // In the order of Kind.
    {folds::loop_begin}, {folds::loop_end}, {folds::iter_begin}, {folds::poll}, {folds::clock}, {folds::iter_end},
    {folds::deadlock}, {folds::end},
    {folds::push}, {folds::run}, {folds::skip}, {folds::handle_cancel},
    {folds::timer_arm}, {folds::timer_fire}, {folds::timer_cancel},
    {folds::task_new, Type::task}, {folds::task_name, Type::task}, {folds::step, Type::task},
    {folds::suspend, Type::task}, {folds::task_done, Type::task}, {folds::cancel, Type::task},
    {folds::uncancel, Type::task}, {folds::future_new, Type::future}, {folds::future_done, Type::future},
    {folds::io_begin}, {folds::io_ready}, {folds::io_end},
    {folds::job_submit, Type::job}, {folds::job_begin, Type::job}, {folds::job_end, Type::job},
    {folds::block}, {folds::out}, {folds::mark}, {folds::loop_error}, {folds::warning}, {folds::slow_callback},
};
static_assert(std::size(rules) == asyncio::trace::kind_count);

bool makes_sense(const Rule& rule, const Event& event) {
    return rule.subject == Type::none || event.subject.is(rule.subject);
}

/// A thread's doings may come between any two events of the loop.
bool is_of_a_thread(const Event& event) { return event.kind == Kind::job_begin || event.kind == Kind::job_end; }

}  // namespace

void fold(State& state, const Log& log, const Event& event) {
    const Rule& rule = rules[static_cast<std::size_t>(event.kind)];
    if (state.newborn && !is_of_a_thread(event)) folds::watch_newborn(state, event);
    if (makes_sense(rule, event)) rule.fold(state, log, event);
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
