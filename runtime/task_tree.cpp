#include "task_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace asyncio {
namespace {

using Tasks = std::vector<AnyTask>;
using Cells = std::array<std::string, 6>;

Tasks awaiting(const Tasks& tasks, const AnyTask& awaited) {
    Tasks found;
    for (const AnyTask& task : tasks)
        if (waits_for(*task.state(), *awaited.state())) found.push_back(task);
    return found;
}

/// "inner -> outer"
std::string chain(const AnyTask& task) {
    std::string text;
    for (const Frame& frame : frames_of(*task.state()))
        text = frame.function + (text.empty() ? "" : " -> " + text);
    return text;
}

std::string id(const AnyTask& task) { return fmt::format("{:#x}", task.state()->number()); }

std::vector<Cells> rows(const Tasks& tasks) {
    std::vector<Cells> rows{{"task id", "task name", "coroutine stack", "awaiter chain", "awaiter name", "awaiter id"}};
    for (const AnyTask& task : tasks) {
        const Tasks awaiters = awaiting(tasks, task);
        for (const AnyTask& by : awaiters)
            rows.push_back({id(task), task.get_name(), chain(task), chain(by), by.get_name(), id(by)});
        if (awaiters.empty()) rows.push_back({id(task), task.get_name(), chain(task), "", "", "0x0"});
    }
    return rows;
}

std::string joined(const Cells& row, const std::array<std::size_t, 6>& widths) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += fmt::format("{:<{}}", row[i], widths[i] + 2);
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

/// The tasks that wait for each other, if any: each for the next, and the last for the first.
Tasks find_cycle(const Tasks& tasks, const AnyTask& task, Tasks& path) {
    const auto seen = std::find(path.begin(), path.end(), task);
    if (seen != path.end()) {
        Tasks cycle(seen, path.end());
        cycle.push_back(task);
        return cycle;
    }
    path.push_back(task);
    for (const AnyTask& awaited : tasks) {
        if (!waits_for(*task.state(), *awaited.state())) continue;
        if (Tasks cycle = find_cycle(tasks, awaited, path); !cycle.empty()) return cycle;
    }
    path.pop_back();
    return {};
}

std::string tell_cycle(const Tasks& cycle) {
    std::string text = "ERROR: await-graph contains cycles - cannot print a tree!\n\ncycle: ";
    for (std::size_t i = 0; i < cycle.size(); ++i) text += (i ? " → " : "") + cycle[i].get_name();
    return text;
}

struct Node {
    std::string label;
    std::vector<Node> children;
};

Node node(const Tasks& tasks, const AnyTask& task) {
    Node root{"(T) " + task.get_name(), {}};
    Node* innermost = &root;
    for (const Frame& frame : frames_of(*task.state())) {
        innermost->children.push_back({fmt::format(" {} {}:{}", frame.function, frame.file, frame.line), {}});
        innermost = &innermost->children.back();
    }
    for (const AnyTask& awaited : tasks)
        if (waits_for(*task.state(), *awaited.state())) innermost->children.push_back(node(tasks, awaited));
    return root;
}

void draw(const Node& node, const std::string& prefix, bool last, std::string& text) {
    text += (text.empty() ? "" : "\n") + prefix + (last ? "└── " : "├── ") + node.label;
    for (const Node& child : node.children) draw(child, prefix + (last ? "    " : "│   "), &child == &node.children.back(), text);
}

}  // namespace

std::string format_task_table(Loop* loop) {
    const std::vector<Cells> all = rows(all_tasks(loop));
    std::array<std::size_t, 6> widths{};
    for (const Cells& row : all)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    std::string text = joined(all.front(), widths);
    text += "\n" + std::string(text.size(), '-');
    for (auto row = all.begin() + 1; row != all.end(); ++row) text += "\n" + joined(*row, widths);
    return text;
}

std::string format_task_tree(Loop* loop) {
    const Tasks tasks = all_tasks(loop);
    std::string text;
    for (const AnyTask& task : tasks) {
        Tasks path;
        if (Tasks cycle = find_cycle(tasks, task, path); !cycle.empty()) return tell_cycle(cycle);
    }
    for (const AnyTask& task : tasks)
        if (awaiting(tasks, task).empty()) draw(node(tasks, task), "", true, text);
    return text;
}

}  // namespace asyncio
