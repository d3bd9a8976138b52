#include "job.hpp"

#include "calls.hpp"
#include "done_call.hpp"
#include "executor.hpp"
#include "here.hpp"
#include "loop.hpp"
#include "program_state.hpp"

namespace asyncio {

Job::Job(Loop* loop, const std::string& function)
    : HandleState(trace::Callback::executor_deliver), program_(here.program), loop_(loop), mailbox_(loop ? loop->mailbox() : nullptr) {
    Program::Impl& program = this_program();
    if (!program.recorder || (!loop && !program.virtual_time)) return;
    job_number_ = program.recorder->next_job_number();
    recorder().job_submit(job_number_, function);
}

Recorder& Job::recorder() const { return *program_->impl().recorder; }

Counted<Job> Job::work(Counted<Job> job, int worker, bool wakes) {
    Job& self = *job;
    if (self.begin()) {
        if (self.is_recorded()) self.record_begin_later(worker);
        std::exception_ptr error = self.perform(nullptr);
        if (self.is_recorded()) self.record_end_later(error ? trace::State::exception : trace::State::result, error);
        self.finish(std::move(error));
    } else if (self.is_recorded()) {
        self.record_end_later(trace::State::cancelled, nullptr);
    }
    if (!self.loop_) return nullptr;
    if (here.loop == self.loop_) {
        job.detach()->arrive(*self.loop_);
        return nullptr;
    }
    const auto mailbox = std::move(self.mailbox_);   // job and loop may have gone before post() is through
    if (mailbox->post(&self, wakes)) return job.detach(), nullptr;
    return self.awaited() ? std::move(job) : nullptr;
}

std::exception_ptr Job::perform(SimulatedThread* thread) {
    const Here before = std::exchange(here, {.program = program_, .job = this, .thread = thread});
    std::exception_ptr error;
    try {
        call();
    } catch (...) {
        error = handled_exception();
    }
    here = before;
    return error;
}

void Job::record_later(Mailbox::Note note) {
    if (here.loop == loop_) note();
    else mailbox_->post(std::move(note));
}

void Job::record_later(HandleState& letter) {
    if (here.loop == loop_) letter.arrive(*loop_);
    else mailbox_->post(&letter);
}

void Job::record_begin_later(int worker) {
    record_later([this, worker] { record_begin(worker); });
}

void Job::record_end_later(trace::State state, const std::exception_ptr& error) {
    record_later([this, state, error] { record_end(state, error); });
}

void Job::record_begin(int worker) {
    if (is_recorded()) recorder().job_begin(job_number_, worker);
}

void Job::record_end(trace::State state, const std::exception_ptr& error) {
    if (is_recorded()) recorder().job_end(job_number_, state, error);
}

void AwaitedJob::finish(std::exception_ptr error) {
    error_ = std::move(error);
    status_.store(Status::finished, std::memory_order_release);
    over();
}

void AwaitedJob::record_own_end() {
    const bool cancelled = status_.load(std::memory_order_relaxed) == Status::cancelled;
    record_end(cancelled ? trace::State::cancelled : error_ ? trace::State::exception : trace::State::result, error_);
}

void AwaitedJob::arrive(Loop& loop) {
    if (brings_end_) record_own_end();
    if (status_.load(std::memory_order_relaxed) == Status::finished) Job::arrive(loop);
    else retire();   // that was told when it was cancelled
}

std::exception_ptr AwaitedJob::error() const { return error_ ? detail::loops_own(error_) : nullptr; }

void AwaitedJob::await_in(FutureState* destination) {
    destination_ = Counted<FutureState>(destination);
    add_done_call(*destination, trace::Callback::executor_check_cancel, [job = Counted(this)](const AnyFuture& future) {
        if (future.cancelled()) job->cancel_call();
    });
}

void AwaitedJob::cancel_call() {
    if (!move_on(Status::pending, Status::cancelled)) return;
    over();
    loop()->push(own_call<HandleState>(*loop(), trace::Callback::executor_deliver, [destination = destination_] {}, destination_.get()));
}

}  // namespace asyncio
