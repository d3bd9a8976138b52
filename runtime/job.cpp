#include "job.hpp"

#include "executor.hpp"
#include "here.hpp"
#include "loop.hpp"
#include "program_state.hpp"

namespace asyncio {

Job::Job(Loop& loop, std::string function, std::shared_ptr<concurrent::FutureState> outcome)
    : program_(here.program), loop_(&loop), mailbox_(loop.mailbox()), outcome_(std::move(outcome)) {
    Recorder* r = loop.recorder();
    if (!r) return;
    number_ = r->next_job_number();
    r->job_submit(number_, function);
}

Job::~Job() {
    if (thread_.joinable()) thread_.join();
    if (deliver_ && !delivered_) deliver_->release();
}

void Job::deliver_with(HandleState* deliver) {
    deliver->retain();  // counted here, on the loop's thread, for the thread that will push it
    deliver_ = deliver;
    outcome_->add_done_callback([this] {
        if (delivered_.exchange(true)) return;
        if (here.loop == loop_ || program_virtual()) {
            if (!loop_->is_closed()) loop_->push(deliver_);
            deliver_->release();
        } else if (!mailbox_->post([loop = loop_, deliver = deliver_] {
                       loop->push(deliver);
                       deliver->release();
                   })) {
            delivered_ = false;  // the loop is closed: the handle goes with the job
        }
    });
}

bool Job::program_virtual() const { return program_ && program_->impl().virtual_time; }

std::exception_ptr Job::perform() {
    const Here before = std::exchange(here, {.program = program_, .job = this});
    std::exception_ptr error;
    try {
        call();
    } catch (...) {
        error = std::current_exception();
    }
    here = before;
    return error;
}

void Job::record_later(Mailbox::Letter note) {
    if (here.loop == loop_) note();
    else mailbox_->post(std::move(note));
}

bool Job::work(int worker) {
    Recorder* r = loop_->recorder();
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
    Recorder* r = loop_->recorder();
    if (!thread_.joinable()) {
        if (!outcome_->begin()) {
            if (r) r->job_end(number_, trace::State::cancelled);
            return workers_->released(worker_);
        }
        if (r) r->job_begin(number_, worker_);
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
    if (Recorder* r = loop_->recorder()) r->job_end(number_, error ? trace::State::exception : trace::State::result, error);
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
