#include "simulated_job.hpp"

#include "executor.hpp"
#include "here.hpp"
#include "job.hpp"
#include "program_state.hpp"

namespace asyncio {

SimulatedJob::SimulatedJob(Counted<Job> job, Workers& workers, int worker)
    : job_(std::move(job)), program_(here.program), workers_(workers), worker_(worker) {}

SimulatedJob::~SimulatedJob() {
    if (thread_.joinable()) thread_.join();
    if (!over_) job_->clear();
}

void SimulatedJob::resume() {
    VirtualTime& time = *program_->impl().virtual_time;
    if (!thread_.joinable()) {
        if (!job_->begin()) {
            job_->record_end(trace::State::cancelled);
            job_->clear();
            over_ = true;
            return workers_.released(worker_);
        }
        job_->record_begin(worker_);
        if (!job_->may_park()) {
            end(job_->perform(nullptr));
            over_ = true;
            return;
        }
        thread_ = std::thread([this] { thread_body(); });
    }
    go_.release();
    time.baton.acquire();
    if (over_) thread_.join();
}

void SimulatedJob::park() {
    program_->impl().virtual_time->baton.release();
    go_.acquire();
    program_->impl().check_abandoned();
}

/// The outcome is there, and the worker free.
void SimulatedJob::end(std::exception_ptr error) {
    job_->record_end(error ? trace::State::exception : trace::State::result, error);
    job_->finish(std::move(error));
    come_to_loop();
    workers_.released(worker_);
}

void SimulatedJob::come_to_loop() {
    Loop* loop = job_->loop();
    if (!loop || job_->loop_is_closed()) return job_->clear();
    job_->retain();
    job_->arrive(*loop);
}

void SimulatedJob::thread_body() {
    go_.acquire();
    std::exception_ptr error = job_->perform(this);
    here = {.program = program_, .job = job_.get()};
    end(std::move(error));
    here = {};
    over_ = true;
    program_->impl().virtual_time->baton.release();
}

}  // namespace asyncio
