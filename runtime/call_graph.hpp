#pragma once
#include <optional>
#include <string>
#include <vector>

#include "frame.hpp"
#include "task.hpp"

namespace asyncio {

/// Where a task or future stands, and who waits for it: the asynchronous counterpart of a call stack.
///
/// Python 3.14: asyncio.FutureCallGraph
struct FutureCallGraph {
    AnyFuture future;
    std::vector<Frame> call_stack;              ///< innermost first; of a task only
    /// The tasks that wait for it, also through gather, wait or shield; and what future_add_to_awaited_by has named.
    std::vector<FutureCallGraph> awaited_by;
};

/// The call graph of `future`; by default of the task whose step is running, and then from the caller on. None if
/// no task runs here. `limit` n > 0: the n innermost frames; n < 0: the -n outermost; 0: no frames.
///
/// Python 3.14: asyncio.capture_call_graph. Throws: RuntimeError if no loop runs here and no future is given.
std::optional<FutureCallGraph> capture_call_graph(const AnyFuture& future = {}, std::optional<int> limit = {},
                                                  Place where = Place::current());

/// The same as text, one frame a line; empty if there is nothing to show. Python 3.14: asyncio.format_call_graph
std::string format_call_graph(const AnyFuture& future = {}, std::optional<int> limit = {},
                              Place where = Place::current());

/// The same, printed. Emits: out, once a line. Python 3.14: asyncio.print_call_graph
void print_call_graph(const AnyFuture& future = {}, std::optional<int> limit = {}, Place where = Place::current());

/// Whether `task` waits for `future`: itself, or by way of what the future is part of (gather, wait, shield), or because
/// future_add_to_awaited_by says so.
bool waits_for(const TaskState& task, const FutureState& future);

}  // namespace asyncio
