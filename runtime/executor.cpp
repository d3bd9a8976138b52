#include "executor.hpp"

#include <algorithm>
#include <thread>

#include "program_state.hpp"

namespace asyncio {
namespace {

int default_worker_count() { return static_cast<int>(std::min(32u, std::thread::hardware_concurrency() + 4)); }

}  // namespace

std::function<void()> Workers::both(std::function<void()> first, std::function<void()> second) {
    if (!first) return second;
    return [first = std::move(first), second = std::move(second)] {
        first();
        second();
    };
}

ThreadPoolExecutor::ThreadPoolExecutor(int max_workers) {
    if (max_workers < 0) throw ValueError("max_workers must be greater than 0");
    Program::Impl& program = this_program();
    constexpr int simulated_default = 5;  // the least that CPython ever uses
    if (program.virtual_time) workers_ = simulated_workers(program, max_workers ? max_workers : simulated_default);
    else workers_ = thread_workers(max_workers ? max_workers : default_worker_count());
}

void ThreadPoolExecutor::shutdown(bool wait) {
    if (workers_ && (!std::exchange(shut_down_, true) || wait)) workers_->shut_down(wait);
}

void ThreadPoolExecutor::shutdown_then(std::function<void()> over) {
    if (!workers_) return over();
    shutdown(false);
    workers_->when_idle(std::move(over));
}

bool detail::jobs_are_recorded() { return this_program().recorder.has_value(); }

std::exception_ptr detail::loops_own(const std::exception_ptr& error) {
    return isinstance<concurrent::CancelledError>(error) ? std::make_exception_ptr(CancelledError()) : error;
}

void ThreadPoolExecutor::submit(Counted<Job> job) {
    check_open();
    workers_->submit(std::move(job));
}

void ThreadPoolExecutor::check_open() const {
    if (shut_down_) throw RuntimeError("cannot schedule new futures after shutdown");
}

}  // namespace asyncio
