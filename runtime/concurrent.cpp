#include "concurrent.hpp"

#include "here.hpp"
#include "program_state.hpp"

namespace asyncio::concurrent {

bool FutureState::move_on(Status from, Status to) { return status_.compare_exchange_strong(from, to, std::memory_order_acq_rel); }

bool FutureState::end(Status from, Status to) {
    std::function<void()> first;
    std::vector<std::function<void()>> others;
    {
        std::lock_guard lock(mutex_);
        if (!move_on(from, to)) return false;
        first.swap(callback_);
        others.swap(callbacks_);
    }
    done_.notify_all();
    if (first) first();
    for (auto& callback : others) callback();
    return true;
}

bool FutureState::cancel() { return end(Status::pending, Status::cancelled) || status() == Status::cancelled; }

bool FutureState::begin() { return move_on(Status::pending, Status::running); }

void FutureState::finish(std::exception_ptr error) {
    error_ = std::move(error);
    end(Status::running, Status::finished);
}

const std::exception_ptr& FutureState::exception() const {
    if (status() == Status::cancelled) throw CancelledError();
    return error_;
}

void FutureState::add_done_callback(std::function<void()> callback) {
    {
        std::lock_guard lock(mutex_);
        if (!done()) return callback_ ? callbacks_.push_back(std::move(callback)) : callback_.swap(callback);
    }
    callback();
}

void FutureState::wait(std::optional<Seconds> timeout) {
    Program::Impl& program = this_program();
    if (here.thread) return wait_virtually(*program.virtual_time, *here.thread, timeout);
    if (program.virtual_time) block_loop(program, timeout);
    std::unique_lock lock(mutex_);
    const auto is_done = [this] { return done(); };
    if (!timeout) return done_.wait(lock, is_done);
    if (!done_.wait_for(lock, std::chrono::duration<double>(timeout->count()), is_done)) throw TimeoutError();
}

void FutureState::wait_virtually(VirtualTime& time, SimulatedThread& thread, std::optional<Seconds> timeout) {
    if (done()) return;
    struct Waiting {
        VirtualTime& time;
        SimulatedThread& thread;
        std::shared_ptr<bool> yes = std::make_shared<bool>(true);
        ~Waiting() {
            *yes = false;
            time.forget(thread);
        }
    } waiting{time, thread};
    add_done_callback([&time, &thread, yes = waiting.yes] {
        if (*yes) time.wake_at(time.now(), thread);
    });
    if (timeout) time.wake_at(time.now() + to_micros(timeout->count()), thread);
    thread.park();
    if (!done()) throw TimeoutError();
}

/// Nothing but the jobs goes on meanwhile, and virtual time with them. If they cannot help, the thread waits as it would
/// in Python.
void FutureState::block_loop(Program::Impl& program, std::optional<Seconds> timeout) {
    VirtualTime& time = *program.virtual_time;
    const Micros end = time.now() + (timeout ? to_micros(timeout->count()) : 0);
    while (!done() && !time.nobody_waits() && !program.abandoned) {
        if (timeout && time.next_wake() > end) break;
        time.run_next_threads();
    }
    program.check_abandoned();
    if (done() || !timeout) return;
    time.advance(end);
    throw TimeoutError();
}

}  // namespace asyncio::concurrent
