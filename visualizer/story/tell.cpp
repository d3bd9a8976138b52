#include "tell.hpp"

namespace awaitscope {
namespace {

constexpr tells::Tell table[] = {
    // In the order of Kind.
    tells::loop_begin, tells::loop_end, tells::iter_begin, tells::poll, tells::clock, tells::iter_end,
    tells::deadlock, tells::end,
    tells::push, tells::run, tells::skip, tells::handle_cancel,
    tells::timer_arm, tells::timer_fire, tells::timer_cancel,
    tells::task_new, tells::task_name, tells::step, tells::suspend, tells::task_done,
    tells::cancel, tells::uncancel, tells::future_new, tells::future_done,
    tells::io_begin, tells::io_ready, tells::io_end, tells::job_submit, tells::job_begin, tells::job_end,
    tells::block, tells::out, tells::mark, tells::loop_error, tells::warning, tells::slow_callback,
};
static_assert(std::size(table) == asyncio::trace::kind_count);

}  // namespace

Prose tell(const Log& log, const State& before, const Event& event, Lang lang) {
    return capitalised(lang, table[static_cast<std::size_t>(event.kind)](Scene{{before, lang}, log}, event));
}

}  // namespace awaitscope
