#pragma once
#include <fmt/format.h>

#include <string>

#include "loop.hpp"
#include "task.hpp"

namespace asyncio {

/// What Python's repr shows of a future or task: its state, name, coroutine and where that stands, what it waits for,
/// its result or exception and its callbacks; in debug mode also where it was made. Of an empty one: None.
///
///     <Task pending name='Task-2' coro=<fetch() running at a.cpp:8> wait_for=<Future pending cb=[Task.task_wakeup()]>>
std::string repr(const AnyFuture& future);
std::string repr(const AnyTask& task);

/// The same of a handle: <TimerHandle when=0.5 tick() created at a.cpp:12>
std::string repr(HandleState& handle);
inline std::string repr(const Handle& handle) { return repr(*handle.state()); }
inline std::string repr(const TimerHandle& handle) { return repr(*handle.state()); }

/// `<_UnixSelectorEventLoop running=True closed=False debug=False>`
std::string repr(const Loop& loop);

}  // namespace asyncio

/// @cond
// `print("{}", task)` shows what repr(task) gives, as Python's print does.
template <class F> requires std::is_base_of_v<asyncio::AnyFuture, F>
struct fmt::formatter<F> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const F& future, Out& out) const { return fmt::formatter<std::string>::format(repr(future), out); }
};
/// @endcond
