#include "runner.hpp"

#include "gather.hpp"
#include "program_state.hpp"

namespace asyncio {
namespace {

/// gather(*tasks, return_exceptions=True), whose results nobody reads.
class CleanUp final : public GatherState {
public:
    using GatherState::GatherState;
private:
    void store_results() override {}
};

}  // namespace

void detail::check_no_loop_runs() {
    if (here.loop) throw RuntimeError("asyncio.run() cannot be called from a running event loop");
}

Runner::~Runner() noexcept(false) {
    if (state_ != State::initialized) return;
    const bool unwinding = std::uncaught_exceptions() > exceptions_before_;
    try {
        close();
    } catch (...) {
        if (!unwinding) throw;   // else the exception that is already on its way says more
    }
}

void Runner::check_can_run() {
    if (here.loop) throw RuntimeError("Runner.run() cannot be called from a running event loop");
    get_loop();
}

Loop& Runner::get_loop() {
    if (state_ == State::closed) throw RuntimeError("Runner is closed");
    if (state_ == State::created) {
        loop_ = options_.loop_factory ? options_.loop_factory() : new_event_loop();
        if (options_.debug) loop_->set_debug(*options_.debug);
        context_ = copy_context();   // one that all runs share
        state_ = State::initialized;
    }
    return *loop_;
}

void Runner::cancel_all_tasks() {
    std::vector<AnyTask> tasks = loop_->unfinished_tasks();
    if (tasks.empty()) return;
    for (AnyTask& task : tasks) task.cancel();
    Counted<CleanUp> clean_up(new CleanUp(*loop_, true));
    clean_up->watch({tasks.begin(), tasks.end()});
    loop_->run_until_done(*clean_up, false);
    for (AnyTask& task : tasks)
        if (!task.cancelled() && task.exception())
            loop_->call_exception_handler({"unhandled exception during asyncio.run() shutdown", task.exception(), task});
}

void Runner::close() {
    if (state_ != State::initialized) return;
    state_ = State::closed;
    struct Closed {
        Loop& loop;
        ~Closed() { loop.close(); }
    } closed{*loop_};
    if (this_program().abandoned) return;
    cancel_all_tasks();
    loop_->run_last_turns();
}

}  // namespace asyncio
