#include "loop.hpp"

#include "executor.hpp"
#include "interrupt.hpp"
#include "net/base_transport.hpp"
#include "origins.hpp"
#include "program_state.hpp"
#include "python_call.hpp"
#include "step.hpp"
#include "uv.hpp"

namespace asyncio {

using trace::forever;

Loop::Loop()
    : recorder_(this_program().recorder ? &*this_program().recorder : nullptr), program_(this_program()), task_numbers_(program_.tasks),
      poller_(std::make_unique<Poller>()), watchers_(*poller_, recorder_), mailbox_(std::make_shared<Mailbox>()) {
    virtual_time_ = program_.virtual_time ? &*program_.virtual_time : nullptr;
    mailbox_->open([poller = poller_.get()] { poller->wake(); });
    set_debug(debug_by_default());
}

Loop::~Loop() {
    mailbox_->close();
    drop_ready();
    while (!timers_.empty()) timers_.pop()->release();
}

void Loop::drop_ready() {
    while (!ready_.empty())
        for (HandleState* left = ready_.take_all(); left;) {
            auto handle = Counted<HandleState>::adopt(std::exchange(left, ReadyQueue::after(left)));
            handle->queued_ = false;
            handle->clear();
        }
}

Micros Loop::now() const { return virtual_time_ ? virtual_time_->now() : program_.now(); }

void Loop::set_debug(bool debug) {
    if (running_)
        push(own_call<HandleState>(*this, trace::Callback::other, python_call("asyncio._set_coroutine_origin_tracking",
                                   "BaseEventLoop._set_coroutine_origin_tracking()", [] {})));
    if (debug == get_debug()) return;
    origins_ = debug ? std::make_unique<Origins>() : nullptr;
    if (here.loop == this) here.origins = origins_.get();
}

void Loop::note_origin(const void* object, Place where) { origins_->note(object, where); }

void Loop::check_closed() const {
    if (closed_) throw RuntimeError("Event loop is closed");
}

void Loop::check_thread() const {
    if (running_ && here.loop != this)
        throw RuntimeError("Non-thread-safe operation invoked on an event loop other than the current one");
}

void Loop::check_running() const {
    if (running_) throw RuntimeError("This event loop is already running");
    if (here.loop) throw RuntimeError("Cannot run the event loop while another loop is running");
}

void Loop::refuse_callback(const char* what, const char* method, const std::string& got) const {
    throw TypeError(std::string(what) + method + "()" + got);
}

void Loop::record_push(HandleState& handle) { recorder_->push(handle); }

void Loop::push_threadsafe(HandleState* handle) {
    if (here.loop == this || (virtual_time_ && here.job)) return push(handle);  // a job of virtual time holds the baton
    handle->retain();
    const auto mailbox = mailbox_;   // the call may be the one that ends the loop, before post() is through
    if (mailbox->post(handle)) return;
    handle->release();
    throw RuntimeError("Event loop is closed");
}

void Loop::arm(TimerState* timer, Micros when) {
    timer->when_ = when;
    if (recorder()) [[unlikely]] recorder_->timer_arm(*timer);
    timer->retain();
    timers_.push(timer);
}

void Loop::disarm(TimerState* timer) {
    if (recorder()) [[unlikely]] recorder_->timer_cancel(*timer);
    timers_.remove(timer);
    timer->release();
}

void Loop::run_forever() {
    check_closed();
    check_running();
    run_recorded(nullptr);
}

void Loop::run_recorded(FutureState* until) {
    if (recorder()) recorder_->loop_begin(until);
    struct Running {
        Loop& loop;
        explicit Running(Loop& l) : loop(l) {
            loop.running_ = true;
            loop.outer_context_ = here.context;
            here.loop = &loop;
            here.origins = loop.origins_.get();
        }
        ~Running() {
            loop.running_ = loop.stopping_ = false;
            here.loop = nullptr;
            here.origins = nullptr;
            if (loop.recorder()) loop.recorder_->loop_end();
        }
    } running(*this);
    if (recorder()) [[unlikely]] run_turns<true>();
    else run_turns<false>();
}

/// All that a turn does where there is nothing to look at is inlined here: saving the registers takes as long as its rest.
template <bool recorded>
void Loop::run_turns() {
    do run_once<recorded>(); while (!stopping_);
}

void Loop::run_until_done(FutureState& future, bool new_task) {
    if (new_task) future.do_not_report_destruction();
    add_done_call(future, trace::Callback::run_stop, this, [this](const AnyFuture& done) {
        if (!done.cancelled() && describe(done.exception()).leaves_the_loop) return;
        stop();
    });
    try {
        run_recorded(new_task ? nullptr : &future);   // as recorder.py sees it: a coroutine is no task yet
    } catch (...) {
        if (new_task && future.done()) future.mark_retrieved();
        remove_done_calls(future, this);
        throw;
    }
    remove_done_calls(future, this);
    if (!future.done()) throw RuntimeError("Event loop stopped before Future completed.");
}

template <bool recorded>
[[gnu::always_inline]] inline void Loop::run_once() {
    program_.check_abandoned();
    ++iteration_;
    if constexpr (recorded) recorder_->iter_begin(iteration_);
    struct Ended {
        Loop& loop;
        ~Ended() { if constexpr (recorded) loop.recorder_->iter_end(loop.iteration_); }
    } ended{*this};
    if (!polls_for_nothing<recorded>()) poll();
    if (interrupts_ && Interrupts::any()) [[unlikely]] interrupts_->deliver();
    if (!timers_.empty()) fire_due_timers();
    run_all<recorded>();
}

/// The poll of a turn that has something to do, and nothing to look at.
template <bool recorded>
[[gnu::always_inline]] inline bool Loop::polls_for_nothing() {
    if (virtual_time_ || ready_.empty() || poller_->busy() || mailbox_->filled()) return false;
    if constexpr (recorded) recorder_->empty_poll(now());
    return true;
}

Micros Loop::poll_timeout() const {
    constexpr Micros longest = 24 * 3600 * Micros{1'000'000};
    if (!ready_.empty() || stopping_) return 0;
    if (timers_.empty()) return forever;
    return std::clamp(timers_.next_deadline() - now(), Micros{0}, longest);
}

void Loop::poll() {
    const Micros timeout = poll_timeout();
    if (recorder()) [[unlikely]] recorder_->poll(timeout);
    if (virtual_time_) poll_virtually();
    else poll_really(timeout);
}

void Loop::poll_virtually() {
    VirtualTime& time = *virtual_time_;
    time.run_due_threads();
    look(0);
    while (ready_.empty() && !stopping_ && found_.empty()) {
        Micros next = forever;
        if (!timers_.empty()) next = timers_.next_deadline();
        if (!time.nobody_waits() && (next == forever || time.next_wake() < next)) next = time.next_wake();
        if (next == forever) {
            if (!wait_for_descriptors()) return die_of_deadlock();
            break;
        }
        if (looks_far(next)) break;
        time.advance(next);
        time.run_due_threads();
        if (!timers_.empty() && timers_.next_deadline() <= time.now()) break;
    }
    queue_found();
}

void Loop::die_of_deadlock() {
    if (recorder()) recorder_->deadlock();
    throw RuntimeError("recorder: deadlock, nothing can wake the loop");   // the words of recorder.py, so that traces are the same
}

void Loop::poll_really(Micros timeout) {
    if (timeout == 0 && nothing_to_look_at()) return record_clock();
    look(timeout);
    queue_found();
}

void Loop::take_letters() {
    if (mailbox_->filled()) BlockPool::give_on(mailbox_->deliver(*this));
}

void Loop::fire_due_timers() {
    const Micros time = recorder() ? recorder_->last_clock() : now();
    while (!timers_.empty() && timers_.next_deadline() <= time) {
        TimerState* timer = timers_.pop();
        if (recorder()) [[unlikely]] {
            recorder_->timer_fire(*timer);
            recorder_->push(*timer);
        }
        ready_.push(timer);  // with the reference that the heap had
    }
}

/// As in CPython, a handle lives until the next one is taken: what dies with it dies then.
template <bool recorded>
[[gnu::always_inline]] inline void Loop::run_all() {
    struct Turn {   // what an exception that leaves the loop does not let it run stays in front
        ReadyQueue& ready;
        HandleState* left = ready.take_all();
        ~Turn() { if (left) [[unlikely]] ready.put_back(left); }
    } turn{ready_};
    Recorder* const recorder = recorded ? this->recorder() : nullptr;
    const auto take = [&]() __attribute__((always_inline)) {
        HandleState* next = turn.left;
        turn.left = ReadyQueue::after(next);
        next->queued_ = false;
        if constexpr (recorded) next->cancelled() ? recorder->skip(*next) : recorder->run(*next);
        return next;
    };
    const auto leave = [&](HandleState* handle) { if (!handle->queued_) retire(*handle); };
    if (!turn.left) return;
    auto handle = Counted<HandleState>::adopt(take());
    for (;;) {
        run_taken<recorded>(*handle, recorder);
        if (!turn.left) break;
        HandleState* const next = take();
        leave(handle.detach());
        handle = Counted<HandleState>::adopt(next);
    }
    end_step();
    leave(handle.detach());
}

template <bool recorded>
[[gnu::always_inline]] inline void Loop::run_taken(HandleState& handle, Recorder* recorder) {
    if (!handle.is_step()) [[unlikely]] {
        end_step();
        if (handle.cancelled()) return;
    }
    if (here.origins) [[unlikely]] run_timed(handle);
    else call(handle, recorder);
    if constexpr (recorded) end_step();
}

inline void Loop::retire(HandleState& handle) {
    if (!handle.is_step()) [[unlikely]] return handle.retire();
    TaskState& task = static_cast<TaskState::Step&>(handle).task();
    if (task.references() == 1) end_step();   // for what goes with it
    task.release();
}

void Loop::run_handle(HandleState& handle) {
    call(handle, recorder());
    end_step();
}

[[gnu::always_inline]] inline void Loop::call(HandleState& handle, Recorder* recorder) {
    try {
        if (handle.is_step()) [[likely]] return static_cast<TaskState::Step&>(handle).task().run_step(recorder);
        handle.running_ = true;
        handle.run();
        handle.running_ = false;
    } catch (...) {
        end_step();
        run_failed(handle);
    }
}

/// Called while the exception is being handled.
void Loop::run_failed(HandleState& handle) {
    handle.running_ = false;
    std::exception_ptr error = std::current_exception();
    if (describe(error).leaves_the_loop) throw;
    call_exception_handler({"Exception in callback " + (handle.cancelled() ? "None()" : handle.show()), error, {}, Handle(&handle)});
}

void Loop::close() {
    if (running_) throw RuntimeError("Cannot close a running event loop");
    if (std::exchange(closed_, true)) return;
    mailbox_->close();
    close_io();
    drop_ready();
    while (!timers_.empty()) Counted<HandleState>::adopt(timers_.pop())->clear();
    awaited_by_.clear();
    if (executor_shut_down_ && default_executor_ && !virtual_time_) default_executor_->shutdown();   // see its timeout
    default_executor_.reset();
    former_executors_.clear();
    give_up_leftover_tasks();
    if (recorder()) recorder_->set_muted(false);   // see shutdown_default_executor
}

std::uint32_t Loop::next_recorded_number() { return recorder_->next_task_number(); }

std::vector<AnyTask> Loop::unfinished_tasks() {
    std::vector<AnyTask> tasks;
    for (TaskState* task = first_task_; task; task = task->next_)
        if (!task->done()) tasks.emplace_back(task);
    return tasks;
}

/// Tasks that wait for each other, or for what only their own frame refers to, would never go.
void Loop::give_up_leftover_tasks() {
    for (AnyTask& task : unfinished_tasks()) task.state()->give_up();
}

Counted<Loop> new_event_loop() { return Counted<Loop>(new Loop); }

Loop& get_running_loop() {
    if (!here.loop) throw RuntimeError("no running event loop");
    return *here.loop;
}

namespace {
thread_local Counted<Loop> this_threads_loop;
}

Counted<Loop> get_event_loop() {
    if (here.loop) return Counted<Loop>(here.loop);
    if (!this_threads_loop) this_threads_loop = new_event_loop();
    return this_threads_loop;
}

void set_event_loop(Counted<Loop> loop) { this_threads_loop = std::move(loop); }

}  // namespace asyncio
