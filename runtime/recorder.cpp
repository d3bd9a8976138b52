#include "recorder.hpp"

#include "executor.hpp"
#include "frame.hpp"
#include "here.hpp"
#include "loop.hpp"
#include "task.hpp"

namespace asyncio {

using trace::Kind;
using trace::Ref;

inline bool Recorder::lies_in_library(const char* file) {
    if (file != last_file_) [[unlikely]] look_at(file);
    return library_;
}

void Recorder::look_at(const char* file) {
    library_ = is_library(file);
    last_file_ = file;
}

/// Where the task stands in the program's own source: the innermost frame that is not the library's.
inline std::uint32_t Recorder::program_line(const PromiseBase& leaf) {
    for (const PromiseBase* frame = &leaf; frame; frame = frame->awaited_by())
        if (!lies_in_library(frame->file())) return frame->line();
    return 0;
}

std::string without_objects(std::string_view text) {
    std::string result;
    int depth = 0;
    for (char c : text) {
        if (c == '<' && depth++ == 0) result += "<...>";
        if (depth == 0) result += c;
        if (c == '>' && depth > 0) --depth;
    }
    return depth == 0 ? result : std::string(text);
}

Ref who() {
    if (here.job) return Ref::job(here.job->number());
    if (!here.loop) return Ref::Type::outside;
    if (here.task) return Ref::task(here.task->number());
    return Ref::Type::loop;
}

Ref Recorder::ref(FutureState* future) {
    if (!future) return {};
    if (future->is_task_) return Ref::task(future->number_);
    if (future->number_ == 0) future->number_ = ++futures_;
    return Ref::future(future->number_);
}

void Recorder::add_error(trace::Event& event, const std::exception_ptr& error) {
    if (!error || stopped_) return;
    const ExceptionInfo info = asyncio::describe(error);
    event.text = text(info.type);
    event.text2 = text(without_objects(info.message));
}

void Recorder::step_failed(Ref task, const std::exception_ptr& exception) {
    emit_failed({.kind = Kind::step, .code = static_cast<std::uint8_t>(trace::How::throw_), .subject = task}, exception);
}

void Recorder::emit_failed(trace::Event event, const std::exception_ptr& error) {
    add_error(event, error);
    emit(event);
}

void Recorder::describe(trace::Event& event, HandleState& handle) {
    event.code = static_cast<std::uint8_t>(handle.callback_);
    const HandleFacts facts = handle.facts();
    event.by = ref(facts.task);
    event.object = ref(facts.fut);
    if (facts.fn.empty()) return;
    (handle.callback_ == trace::Callback::other ? event.text2 : event.text) = text(facts.fn);
}

void Recorder::push_step(HandleState& handle) {
    TaskState& task = static_cast<TaskState::Step&>(handle).task();
    handle.number_ = ++handles_;
    joiner_.push({.kind = Kind::push, .code = static_cast<std::uint8_t>(handle.callback_), .subject = Ref::handle(handle.number_),
                  .object = handle.callback_ == trace::Callback::task_wakeup ? ref(task.waiter()) : Ref(), .by = Ref::task(task.number_)});
}

void Recorder::push_other(HandleState& handle) {
    if (!handle.is_timer_ && !handle.is_watcher_) handle.number_ = ++handles_;
    trace::Event event{.kind = Kind::push, .subject = ref(handle)};
    describe(event, handle);
    joiner_.push(event);
}

void Recorder::timer_arm(TimerState& timer) {
    if (silent_) return;
    timer.number_ = ++handles_;
    trace::Event event{.kind = Kind::timer_arm, .subject = ref(timer), .value = timer.when()};
    describe(event, timer);
    emit(event);
}

void Recorder::io_begin(WatcherState& watcher, trace::Direction direction) {
    watcher.number_ = ++watchers_;
    if (silent_) return;
    trace::Event event{.kind = Kind::io_begin, .code2 = static_cast<std::uint8_t>(direction), .subject = ref(watcher)};
    describe(event, watcher);
    emit(event);
}

void Recorder::loop_begin(FutureState* until) {
    trace::Event event{.kind = Kind::loop_begin};
    if (until && until->is_task()) event.object = ref(until);
    else if (until && until->kind() == trace::FutureKind::gather) event.object = Ref::Type::cancel_all;  // run's clean-up
    emit(event);
}

void Recorder::end(const std::exception_ptr& error) {
    emit_failed({.kind = Kind::end}, error);
}

void Recorder::task_new(TaskState& task, const PromiseBase& promise) {
    if (silent_) return;
    joiner_.spawn(Ref::task(task.number_), {log_.add_literal(short_name(promise.name)), program_line(promise)}, who(), promise.arguments);
}

void Recorder::task_refused(const std::string& name) {
    const std::uint32_t number = next_task_number();
    emit({.kind = Kind::task_new, .subject = Ref::task(number), .by = who(), .text = text(name)});
}

void Recorder::task_name(TaskState& task, const std::string& name) {
    emit({.kind = Kind::task_name, .subject = ref(&task), .text = text(name)});
}

trace::TextId Recorder::parts_of(FutureState& future) {
    std::vector<FutureState*> parts;
    future.add_parts(parts);
    if (parts.empty()) return 0;
    std::vector<Ref> refs;
    for (FutureState* part : parts)
        if (part->number_) refs.push_back(ref(part));
    return log_.add_list(refs);
}

void Recorder::suspend(TaskState& task, FutureState& on, const PromiseBase& leaf) {
    if (silent_) return;
    emit({.kind = Kind::suspend, .code2 = static_cast<std::uint8_t>(on.kind()), .subject = ref(&task), .object = ref(&on),
          .value = program_line(leaf), .text2 = on.is_task_ ? 0 : parts_of(on)});
}

void Recorder::suspend(TaskState& task, Ref on, const PromiseBase& leaf) {
    emit({.kind = Kind::suspend, .subject = Ref::task(task.number_), .object = on, .value = program_line(leaf)});
}

void Recorder::give_way(TaskState& task, HandleState& step, const PromiseBase& leaf) {
    if (silent_) return;
    step.number_ = ++handles_;
    joiner_.give_way(Ref::task(task.number_), program_line(leaf), Ref::handle(step.number_));
}

void Recorder::cancel(TaskState& task, int count, const CancelMessage& message) {
    emit({.kind = Kind::cancel, .subject = ref(&task), .by = who(), .value = count, .text = text(message.value_or(""))});
}

void Recorder::uncancel(TaskState& task, int count) { emit({.kind = Kind::uncancel, .subject = ref(&task), .value = count}); }

void Recorder::future_new(FutureState& future) {
    if (silent_) return;
    emit({.kind = Kind::future_new, .subject = ref(&future), .by = who()});
}

void Recorder::future_done(FutureState& future, trace::State state, const std::exception_ptr& error) {
    if (silent_) return;
    if (!future.is_task_ && future.number_ == 0 && future.callbacks_.empty()) return;
    const auto code = static_cast<std::uint8_t>(state), kind = static_cast<std::uint8_t>(future.kind());
    if (error) [[unlikely]]
        return emit_failed({.kind = future.is_task_ ? Kind::task_done : Kind::future_done, .code = code, .code2 = kind, .subject = ref(&future)}, error);
    const trace::Event event{.kind = future.is_task_ ? Kind::task_done : Kind::future_done, .code = code, .code2 = kind, .subject = ref(&future)};
    if (state == trace::State::result) joiner_.done(event);
    else joiner_.append(event);
}

void Recorder::job_submit(std::uint32_t job, const std::string& function) {
    emit_always({.kind = Kind::job_submit, .subject = Ref::job(job), .by = who(), .text = text(function)});
}

void Recorder::job_begin(std::uint32_t job, int worker) {
    emit_always({.kind = Kind::job_begin, .subject = Ref::job(job), .value = worker});
}

void Recorder::job_end(std::uint32_t job, trace::State state, const std::exception_ptr& error) {
    trace::Event event{.kind = Kind::job_end, .code = static_cast<std::uint8_t>(state), .subject = Ref::job(job)};
    add_error(event, error);
    emit_always(event);
}

void Recorder::empty_poll(Micros t) {
    if (silent_) return clock(t);
    joiner_.poll(now_, std::max(t - now_, Micros{0}));
    now_ = std::max(t, now_);
}

void Recorder::clock(Micros t) {
    if (t <= now_) return;
    now_ = t;
    emit_always({.kind = Kind::clock, .value = t});
}

void Recorder::block(Micros t) {
    trace::Event event{.kind = Kind::block, .by = who(), .value = t};
    event.set_wide(t - now_);
    now_ = t;
    emit_always(event);
}

void Recorder::out(std::string_view line, std::uint32_t source_line, Ref by) {
    emit_always({.kind = Kind::out, .by = by, .value = source_line, .text = text(line)});
}

void Recorder::mark(std::string_view label) { emit({.kind = Kind::mark, .by = who(), .text = text(label)}); }

void Recorder::loop_error(const std::string& message, const std::exception_ptr& error) {
    if (silent_) return;
    emit_failed({.kind = Kind::loop_error, .object = Ref::from_bits(text(without_objects(message)))}, error);
}

void Recorder::warning(const std::string& message) {
    emit({.kind = Kind::warning, .text = text("RuntimeWarning"), .text2 = text(without_objects(message))});
}

}  // namespace asyncio
