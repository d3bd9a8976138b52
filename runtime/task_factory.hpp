#pragma once
#include "task.hpp"

namespace asyncio {

/// What a task factory is asked for: a task of one coroutine. It may change the options before it makes it. The name that
/// they say is given to the task after the factory has returned it, whatever that has called it, as up to Python 3.13.2; only
/// a task that starts eagerly has it from the beginning.
class TaskRequest {
public:
    TaskRequest(Loop& loop, const char* coroutine, TaskOptions options)
        : loop(loop), coroutine(coroutine), options(std::move(options)) {}
    virtual ~TaskRequest() = default;
    TaskRequest(const TaskRequest&) = delete;

    /// Makes the task, once. Emits: task_new, and push or (eagerly started) the events of its first step.
    virtual AnyTask make() = 0;
    /// Ends the coroutine without a task, and without a warning: for a factory that refuses. Python: coro.close()
    virtual void close() = 0;

    Loop& loop;
    const char* const coroutine;   ///< its name
    TaskOptions options;
};

/// Has every task begin at once, inside the step that makes it. Python 3.12: asyncio.eager_task_factory
///
///     get_running_loop().set_task_factory(eager_task_factory);
AnyTask eager_task_factory(TaskRequest& request);
/// The same with tasks that `custom_task_constructor` makes, of a request whose options say eager_start; it may set others.
/// Python 3.12: asyncio.create_eager_task_factory
TaskFactory create_eager_task_factory(TaskFactory custom_task_constructor);

namespace detail {

/// Throws TypeError if the factory did not return what it was asked for.
AnyTask ask_factory(TaskRequest& request);

/// What a task does that is made of a coroutine that cannot be started.
template <class T>
Coroutine<T> fail_to_start(const char* problem) {
    Slot<T> never;
    throw RuntimeError(problem);
    co_return never.take();
}

template <class T>
class TaskRequestOf final : public TaskRequest {
public:
    TaskRequestOf(Loop& loop, Coroutine<T>& coroutine, TaskOptions options, Place where)
        : TaskRequest(loop, coroutine.name(), std::move(options)), coroutine_(coroutine), where_(where) {}
    AnyTask make() override {
        if (const char* problem = coroutine_.problem()) coroutine_ = fail_to_start<T>(problem).as("");
        return begin_task(loop, coroutine_, std::move(options), where_);
    }
    void close() override { coroutine_.close(); }

private:
    Coroutine<T>& coroutine_;
    Place where_;
};

template <class T>
[[gnu::noinline]] Task<T> make_failing_task(Loop& loop, const Coroutine<T>& coroutine, TaskOptions&& options, Place where) {
    return make_task(loop, fail_to_start<T>(coroutine.problem()).as(coroutine.name()), std::move(options), where);
}

}  // namespace detail

template <class T>
[[gnu::always_inline]] inline Task<T> make_task(Loop& loop, Coroutine<T>&& coroutine, TaskOptions&& options, Place where) {
    if (coroutine.problem()) [[unlikely]] return detail::make_failing_task(loop, coroutine, std::move(options), where);
    if (loop.is_closed() || loop.origins()) [[unlikely]]
        checked_for(coroutine, [&] {
            loop.check_closed();
            loop.check_thread();
        });
    if (!loop.get_task_factory()) [[likely]] return detail::begin_task(loop, coroutine, std::move(options), where);
    detail::TaskRequestOf<T> request(loop, coroutine, std::move(options), where);
    return Task<T>(detail::ask_factory(request).state());
}

}  // namespace asyncio
