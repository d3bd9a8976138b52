#pragma once
#include <memory>

#include "async_with.hpp"
#include "ensure_future.hpp"
#include "exception_group.hpp"

namespace asyncio {

/// Tasks that end together: the block ends when all of them have, those included that they add meanwhile.
///
///     co_await async_with(TaskGroup(), [&](TaskGroup& tg) -> Coroutine<> {
///         tg.create_task(fetch("a"));
///         tg.create_task(fetch("b"));
///         co_return;
///     });
///
/// The first that fails (CancelledError is no failure) has all the others cancelled, and the block, which then
/// throws an ExceptionGroup of all failures, in the order in which they came to be known. KeyboardInterrupt and
/// SystemExit are thrown as they are. A copy is the same group. Python: asyncio.TaskGroup
class TaskGroup {
public:
    using CopiesAreTheSame = void;
    TaskGroup();

    /// Makes a task of the coroutine, which is untouched if this throws. It runs in a copy of the present context,
    /// or in the one that the options have.
    /// Emits: task_new, push, task_name; later taskgroup.child_done. Throws: RuntimeError unless inside the block,
    /// and when the group is shutting down because of a failure.
    template <class T>
    Task<T> create_task(Coroutine<T>& coroutine, TaskOptions options = {}, Place where = Place::current()) const {
        check_takes_tasks();
        Task<T> task = make_task(loop(), std::move(coroutine), std::move(options), where);
        add(task);
        return task;
    }
    template <class T>
    Task<T> create_task(Coroutine<T>&& coroutine, TaskOptions options = {}, Place where = Place::current()) const {
        checked_for(coroutine, [this] { check_takes_tasks(); });
        return create_task(coroutine, std::move(options), where);
    }
    template <detail::StandsForCoroutine A>
    auto create_task(A coroutine, TaskOptions options = {}, Place where = Place::current()) const {
        return create_task(as_coroutine(std::move(coroutine)), std::move(options), where);
    }
    template <class C>
    auto create_task(C&& coroutine, std::string name, Place where = Place::current()) const {
        return create_task(std::forward<C>(coroutine), TaskOptions{.name = std::move(name)}, where);
    }

    /// For async_with. Throws: RuntimeError the second time, and outside of a task.
    Coroutine<> enter() const;
    /// For async_with: waits for the tasks. Emits: suspend on a `taskgroup`; cancel and uncancel, after a failure.
    Coroutine<bool> exit(std::exception_ptr error) const;

    friend std::string repr(const TaskGroup& group) { return group.show(); }   ///< `<TaskGroup tasks=2 entered>`

private:
    class State;
    static Coroutine<bool> exit(std::shared_ptr<State> group, std::exception_ptr error);
    void check_takes_tasks() const;
    Loop& loop() const;
    std::string show() const;
    void add(const AnyTask& task) const;

    std::shared_ptr<State> state_;
};

}  // namespace asyncio
