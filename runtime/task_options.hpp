#pragma once
#include <functional>
#include <optional>
#include <string>

#include "context.hpp"

namespace asyncio {

class AnyTask;
class TaskRequest;

/// What create_task takes besides the coroutine.
struct TaskOptions {
    std::string name = {};                   ///< empty: Task-n
    std::optional<Context> context = {};     ///< none: a copy of the present one
    std::optional<bool> eager_start = {};    ///< Python 3.12: begin at once, inside the step that makes the task
};

/// Makes the tasks of a loop (see TaskRequest).
using TaskFactory = std::function<AnyTask(TaskRequest&)>;

}  // namespace asyncio
