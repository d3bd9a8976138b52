#pragma once
#include "context.hpp"
#include "future.hpp"
#include "handle.hpp"
#include "trace/joiner.hpp"

namespace asyncio {

class PromiseBase;
class TaskState;

/// Writes down what the scheduler decides, in the words of the event log, and gives things their names.
/// One a program; the loop asks for it with one branch and does nothing where there is none.
class Recorder {
public:
    explicit Recorder(trace::Log& log) : log_(log), joiner_(log) {}

    void loop_begin(FutureState* until);
    void loop_end() { emit({.kind = trace::Kind::loop_end, .value = now_}); }
    void iter_begin(std::uint32_t i) { if (!silent_) joiner_.begin_turn(i, now_); }
    void iter_end(std::uint32_t i) { if (!silent_) joiner_.end_turn(i); }
    /// A poll that does not wait, at time `t`.
    void empty_poll(Micros t);
    void poll(Micros timeout) { emit({.kind = trace::Kind::poll, .value = timeout}); }
    /// Emits clock if `t` is later than what the log knows.
    void clock(Micros t);
    void set_clock(Micros t) { now_ = t; }                   ///< without an event
    Micros last_clock() const { return now_; }               ///< the time as the log knows it
    void deadlock() { emit_always({.kind = trace::Kind::deadlock}); }
    void end(const std::exception_ptr& error);

    void push(HandleState& handle) {
        if (silent_) return;
        if (handle.is_step()) [[likely]] return push_step(handle);
        push_other(handle);
    }
    [[gnu::always_inline]] void run(HandleState& handle) {
        if (silent_) return;
        if (handle.is_step()) [[likely]] joiner_.run(trace::Ref::handle(handle.number_));
        else about(trace::Kind::run, handle);
    }
    void skip(HandleState& handle) { about(trace::Kind::skip, handle); }
    void handle_cancel(HandleState& handle) { about(trace::Kind::handle_cancel, handle); }
    void timer_arm(TimerState& timer);
    void timer_fire(TimerState& timer) { about(trace::Kind::timer_fire, timer); }
    void timer_cancel(TimerState& timer) { about(trace::Kind::timer_cancel, timer); }
    void slow_callback(trace::Ref handle, Micros duration) { emit({.kind = trace::Kind::slow_callback, .subject = handle, .value = duration}); }

    std::uint32_t next_task_number() { return muted_ ? 0 : ++tasks_; }
    void task_new(TaskState& task, const PromiseBase& promise);
    void task_refused(const std::string& name);              ///< it gets a number, but never begins
    void task_name(TaskState& task, const std::string& name);
    [[gnu::always_inline]] void step(trace::Ref task, const std::exception_ptr& exception, bool started) {
        if (silent_) return;
        if (exception) [[unlikely]] return step_failed(task, exception);
        joiner_.step(task, started ? trace::How::resume : trace::How::start);
    }
    void suspend(TaskState& task, FutureState& on, const PromiseBase& leaf);
    void suspend(TaskState& task, trace::Ref on, const PromiseBase& leaf);
    void give_way(TaskState& task, HandleState& step, const PromiseBase& leaf);   ///< suspend and push
    void cancel(TaskState& task, int count, const CancelMessage& message);
    void uncancel(TaskState& task, int count);
    void future_new(FutureState& future);
    /// A future or task is done. Silent for futures that nobody can see.
    void future_done(FutureState& future, trace::State state, const std::exception_ptr& error = nullptr);

    void io_begin(WatcherState& watcher, trace::Direction direction);
    void io_ready(WatcherState& watcher) { about(trace::Kind::io_ready, watcher); }
    void io_end(WatcherState& watcher) { about(trace::Kind::io_end, watcher); }

    std::uint32_t next_job_number() { return ++jobs_; }
    void job_submit(std::uint32_t job, const std::string& function);
    void job_begin(std::uint32_t job, int worker);
    void job_end(std::uint32_t job, trace::State state, const std::exception_ptr& error = nullptr);

    void block(Micros t);                                    ///< the thread was blocked until `t`
    void out(std::string_view line, std::uint32_t source_line, trace::Ref by);   ///< never muted
    void mark(std::string_view label);
    void loop_error(const std::string& message, const std::exception_ptr& error);
    void warning(const std::string& message);

    /// The name it has now.
    trace::Ref ref(HandleState& handle) const {
        return handle.is_watcher_ ? trace::Ref::io(handle.number_) : trace::Ref::handle(handle.number_);
    }

    /// While muted, nothing but printed lines, time and the ends of jobs is recorded, and nothing gets a number.
    void set_muted(bool muted) { muted_ = muted, silent_ = muted_ || stopped_; }
    bool muted() const { return muted_; }
    void stop() { joiner_.let_go(), stopped_ = silent_ = true; }   ///< for good
    trace::TextId text(std::string_view text) { return stopped_ ? 0 : log_.add_text(text); }

private:
    // Inlined, because packing an event is nothing where it is known which members it uses.
    [[gnu::always_inline]] void emit(const trace::Event& event) { if (!silent_) joiner_.append(event); }
    [[gnu::always_inline]] void emit_always(const trace::Event& event) { if (!stopped_) joiner_.append(event); }
    ASYNCIO_RARELY_CALLED void emit_failed(trace::Event event, const std::exception_ptr& error);   ///< with what `error` is
    ASYNCIO_RARELY_CALLED void step_failed(trace::Ref task, const std::exception_ptr& exception);
    void about(trace::Kind kind, HandleState& handle) { emit({.kind = kind, .subject = ref(handle)}); }
    void push_step(HandleState& handle);
    void push_other(HandleState& handle);
    void describe(trace::Event& event, HandleState& handle);
    std::uint32_t program_line(const PromiseBase& leaf);
    bool lies_in_library(const char* file);
    ASYNCIO_RARELY_CALLED void look_at(const char* file);
    void add_error(trace::Event& event, const std::exception_ptr& error);
    trace::Ref ref(FutureState* future);                     ///< names it, if it has no name yet
    trace::TextId parts_of(FutureState& future);

    trace::Log& log_;                                        // for texts; events go through joiner_
    trace::Joiner joiner_;
    Micros now_ = 0;
    std::uint32_t tasks_ = 0, futures_ = 0, handles_ = 0, watchers_ = 0, jobs_ = 0;
    bool muted_ = false, stopped_ = false, silent_ = false;   // silent: one of the others
    bool library_ = false;                                   // whether last_file_ is the library's
    const char* last_file_ = nullptr;
};

/// Who is running now: a job, a task, the loop (a plain callback), or outside.
trace::Ref who();

/// A message without the addresses of objects: "<Task ...>" becomes "<...>".
std::string without_objects(std::string_view text);

}  // namespace asyncio
