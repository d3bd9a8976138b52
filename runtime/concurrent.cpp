#include "concurrent.hpp"

#include "executor.hpp"
#include "here.hpp"
#include "program_state.hpp"

namespace asyncio::concurrent {

FutureState::Status FutureState::status() const {
    std::lock_guard lock(mutex_);
    return status_;
}

bool FutureState::cancel() {
    {
        std::lock_guard lock(mutex_);
        if (status_ == Status::cancelled) return true;
        if (status_ != Status::pending) return false;
    }
    end(Status::cancelled);
    return true;
}

bool FutureState::begin() {
    std::lock_guard lock(mutex_);
    if (status_ != Status::pending) return false;
    status_ = Status::running;
    return true;
}

void FutureState::finish(std::exception_ptr error) {
    error_ = std::move(error);
    end(Status::finished);
}

void FutureState::end(Status status) {
    std::vector<std::function<void()>> callbacks;
    {
        std::lock_guard lock(mutex_);
        status_ = status;
        callbacks.swap(callbacks_);
    }
    done_.notify_all();
    for (auto& callback : callbacks) callback();
}

void FutureState::add_done_callback(std::function<void()> callback) {
    {
        std::lock_guard lock(mutex_);
        if (status_ != Status::cancelled && status_ != Status::finished) return callbacks_.push_back(std::move(callback));
    }
    callback();
}

void FutureState::wait(std::optional<Seconds> timeout) {
    Program::Impl& program = this_program();
    if (program.virtual_time && here.job) {
        if (done()) return;
        Job& job = *here.job;
        add_done_callback([&] { program.virtual_time->wake_at(program.virtual_time->now(), job); });
        return job.park();
    }
    std::unique_lock lock(mutex_);
    auto over = [this] { return status_ == Status::cancelled || status_ == Status::finished; };
    if (!timeout) return done_.wait(lock, over);
    if (!done_.wait_for(lock, std::chrono::duration<double>(timeout->count()), over)) throw TimeoutError();
}

}  // namespace asyncio::concurrent
