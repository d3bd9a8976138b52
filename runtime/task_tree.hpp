#pragma once
#include <string>

#include "call_graph.hpp"

namespace asyncio {

/// The tasks of the loop (default: the running one) that are not done, a row for each and whoever awaits it: number,
/// name, its coroutines from the innermost out; those of the task that awaits it, that task's name and number.
///
/// Python 3.14: `python -m asyncio ps`, for another process.
std::string format_task_table(Loop* loop = nullptr);

/// The same as a tree: under each task its coroutines, outermost first, and under the innermost the tasks that it awaits.
/// Tasks that wait for each other have no tree: then it says who they are.
///
/// Python 3.14: `python -m asyncio pstree`, for another process.
std::string format_task_tree(Loop* loop = nullptr);

}  // namespace asyncio
