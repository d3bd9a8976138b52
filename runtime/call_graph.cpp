#include "call_graph.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "here.hpp"
#include "print.hpp"

namespace asyncio {
namespace {

using Path = std::vector<const FutureState*>;

bool is_part(FutureState& whole, const FutureState& part) {
    if (&whole == &part) return true;
    std::vector<FutureState*> parts;
    whole.add_parts(parts);
    return std::any_of(parts.begin(), parts.end(), [&](FutureState* one) { return is_part(*one, part); });
}

std::vector<Frame> innermost_first(std::vector<Frame> frames, std::optional<int> limit) {
    std::reverse(frames.begin(), frames.end());
    if (!limit) return frames;
    const auto left = std::min<std::size_t>(frames.size(), static_cast<std::size_t>(std::abs(*limit)));
    const auto cut = static_cast<std::ptrdiff_t>(left);
    if (*limit < 0) return {frames.end() - cut, frames.end()};
    return {frames.begin(), frames.begin() + cut};
}

std::vector<Frame> frames_of_any(const FutureState& future) {
    return future.is_task() ? frames_of(static_cast<const TaskState&>(future)) : std::vector<Frame>();
}

bool is_in(const Path& path, const FutureState& future) { return std::find(path.begin(), path.end(), &future) != path.end(); }

/// `path` leads here: tasks that wait for each other are told once.
FutureCallGraph graph_of(FutureState& future, std::vector<Frame> frames, std::optional<int> limit, Path& path) {
    FutureCallGraph graph{AnyFuture(&future), innermost_first(std::move(frames), limit), {}};
    path.push_back(&future);
    for (const AnyTask& task : future.loop().unfinished_tasks()) {
        TaskState& waiting = *task.state();
        if (!waits_for(waiting, future) || is_in(path, waiting)) continue;
        graph.awaited_by.push_back(graph_of(waiting, frames_of(waiting), limit, path));
    }
    for (const AnyFuture& waiter : future.loop().awaited_by().waiters_of(future)) {
        FutureState& waiting = *waiter.state();
        const bool told = waiting.is_task() && !waiting.done() && &waiting.loop() == &future.loop();
        if (told || is_in(path, waiting)) continue;
        graph.awaited_by.push_back(graph_of(waiting, frames_of_any(waiting), limit, path));
    }
    path.pop_back();
    return graph;
}

void add_lines(const FutureCallGraph& graph, const std::string& indent, std::string& text) {
    const FutureState& future = *graph.future.state();
    const auto line = [&](const std::string& rest) { text += (text.empty() ? "" : "\n") + indent + rest; };
    if (future.is_task()) {
        const auto& task = static_cast<const TaskState&>(future);
        line(fmt::format("* Task(name='{}', id={:#x})", task.name(), task.number()));
    } else {
        line(fmt::format("* Future({})", trace::word(future.kind())));
    }
    if (!graph.call_stack.empty()) line("  + Call stack:");
    for (const Frame& frame : graph.call_stack)
        line(fmt::format("  |   File '{}', {}line {}, in {}{}()", frame.file, frame.is_later ? "after " : "", frame.line,
                         frame.is_coroutine ? "async " : "", frame.function));
    if (!graph.awaited_by.empty()) line("  + Awaited by:");
    for (const FutureCallGraph& task : graph.awaited_by) add_lines(task, indent + "    ", text);
}

}  // namespace

bool waits_for(const TaskState& task, const FutureState& future) {
    return (task.waiter() && is_part(*task.waiter(), future)) || future.loop().awaited_by().has(future, task);
}

std::optional<FutureCallGraph> capture_call_graph(const AnyFuture& future, std::optional<int> limit, Place where) {
    if (!future && !here.loop)
        throw RuntimeError("capture_call_graph() is called outside of a running event loop and no future to introspect "
                           "was provided");
    TaskState* running = here.task;
    FutureState* state = future ? future.state() : running;
    if (!state) return {};
    std::vector<Frame> frames;
    if (state == running) frames = running_frames(where);
    else frames = frames_of_any(*state);
    Path path;
    return graph_of(*state, std::move(frames), limit, path);
}

std::string format_call_graph(const AnyFuture& future, std::optional<int> limit, Place where) {
    std::string text;
    if (auto graph = capture_call_graph(future, limit, where)) add_lines(*graph, "", text);
    return text;
}

void print_call_graph(const AnyFuture& future, std::optional<int> limit, Place where) {
    const std::string text = format_call_graph(future, limit, where);
    if (!text.empty()) detail::print_lines(text, where.line);
}

}  // namespace asyncio
