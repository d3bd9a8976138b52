#include "job.hpp"

#include "executor.hpp"
#include "here.hpp"
#include "loop.hpp"
#include "program_state.hpp"

namespace asyncio {

Job::Job(Loop* loop, const std::string& function, std::shared_ptr<concurrent::FutureState> outcome)
    : program_(here.program), loop_(loop), mailbox_(loop ? loop->mailbox() : nullptr), outcome_(std::move(outcome)) {
    Program::Impl& program = this_program();
    if (!program.recorder || (!loop && !program.virtual_time)) return;
    recorder_ = &*program.recorder;
    number_ = recorder_->next_job_number();
    recorder_->job_submit(number_, function);
}

Job::~Job() {
    if (thread_.joinable()) thread_.join();
}

void Job::deliver_with(HandleState* deliver) {
    delivery_.emplace(deliver);
    outcome_->add_done_callback([this] { delivery_->send(wakes_); });
}

std::exception_ptr Job::perform() {
    const Here before = std::exchange(here, {.program = program_, .job = this});
    std::exception_ptr error;
    try {
        call();
    } catch (...) {
        error = handled_exception();
    }
    here = before;
    return error;
}

void Job::record_later(Mailbox::Letter note) {
    if (here.loop == loop_) note();
    else mailbox_->post(std::move(note));
}

bool Job::work(int worker, bool wakes) {
    wakes_ = wakes;
    Recorder* r = recorder_;
    if (!outcome_->begin()) {
        if (r) record_later([r, n = number_] { r->job_end(n, trace::State::cancelled); });
        return false;
    }
    if (r) record_later([r, n = number_, worker] { r->job_begin(n, worker); });
    std::exception_ptr error = perform();
    if (r) record_later([r, n = number_, error] {
        r->job_end(n, error ? trace::State::exception : trace::State::result, error);
    });
    outcome_->finish(std::move(error));
    return true;
}

void Job::resume() {
    VirtualTime& time = *program_->impl().virtual_time;
    if (!thread_.joinable()) {
        if (!outcome_->begin()) {
            if (recorder_) recorder_->job_end(number_, trace::State::cancelled);
            return workers_->released(worker_);
        }
        if (recorder_) recorder_->job_begin(number_, worker_);
        if (!may_park()) return end(perform());
        thread_ = std::thread([self = shared_from_this()] { self->thread_body(); });
    }
    go_.release();
    time.baton.acquire();
    if (over_) thread_.join();
}

void Job::park() {
    program_->impl().virtual_time->baton.release();
    go_.acquire();
    program_->impl().check_abandoned();
}

/// Virtual time: the outcome is there, and the worker free.
void Job::end(std::exception_ptr error) {
    if (recorder_) recorder_->job_end(number_, error ? trace::State::exception : trace::State::result, error);
    outcome_->finish(std::move(error));
    workers_->released(worker_);
}

void Job::thread_body() {
    go_.acquire();
    std::exception_ptr error = perform();
    here = {.program = program_, .job = this};
    end(std::move(error));
    here = {};
    over_ = true;
    program_->impl().virtual_time->baton.release();
}

}  // namespace asyncio
