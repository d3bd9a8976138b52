#include "html_rows.hpp"

#include <algorithm>

namespace awaitscope::exports {
namespace {

using Key = RowTable::Key;

std::uint64_t bits(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }
std::uint64_t bits(Ref a, Ref b) { return std::uint64_t{a.bits()} << 32 | b.bits(); }

/// What a task is called: changes when it gets a name.
std::uint64_t naming(const Task* task) { return task ? bits(task->name.data()) : 0; }

/// "Task-3" and "fetch("B")"
void set_title(Row& row, const State& state, const Task& task) {
    const std::string whole = title(task);
    row.name = display_name(state, task.ref);
    if (whole.starts_with(row.name)) row.rest = whole.substr(std::min(whole.size(), row.name.size() + 1));
}

std::string with_task(const State& state, Ref task, std::string_view text) {
    const Task* known = state.find_task(task);
    return known ? fmt::format("{} · {}", title(*known), text) : std::string(text);
}

/// What a callback does: its phrase, or the name of the program's own function.
std::string purpose(Callback callback, std::string_view callback_name, std::string_view fn, Lang lang) {
    if (!fn.empty()) return fmt::format("{}()", fn);
    return std::string(callback == Callback::other ? callback_name : callback_phrase(callback, lang));
}

std::size_t running_row(const State& state, RowTable& table) {
    const std::uint64_t panel = static_cast<std::uint64_t>(PageCard::running);
    if (const Task* task = state.find_task(state.running)) {
        return table.id({panel, task->ref.bits(), std::uint64_t(task->line), task->steps, naming(task)}, [&] {
            Row row{.state = int(TaskState::running), .line = task->line};
            set_title(row, state, *task);
            row.en = fmt::format("step {}", task->steps);
            row.zh = fmt::format("第 {} 步", task->steps);
            return row;
        });
    }
    if (state.current.ref) {
        return table.id({panel, 1, state.current.ref.bits(), state.current.pushed}, [&] {
            return Row{.state = int(TaskState::running),
                       .name = name(state.current.ref),
                       .en = handle_phrase(state, state.current, Lang::en),
                       .zh = handle_phrase(state, state.current, Lang::zh)};
        });
    }
    return table.id({panel, 2, static_cast<std::uint64_t>(state.phase)}, [&] {
        return Row{.en = std::string(phase_word(state.phase, Lang::en)),
                   .zh = std::string(phase_word(state.phase, Lang::zh))};
    });
}

/// A handle of a task is called after the task, others after what they do.
Row ready_row(const State& state, const ReadyHandle& handle, bool later) {
    Row row{.state = int(handle.cancelled ? TaskState::cancelled : TaskState::ready),
            .later = later,
            .skipped = handle.cancelled};
    const bool is_step = handle.callback == Callback::task_step || handle.callback == Callback::task_wakeup;
    if (const Task* task = state.find_task(handle.task); task && is_step) {
        set_title(row, state, *task);
        row.en = callback_phrase(handle.callback, Lang::en);
        row.zh = callback_phrase(handle.callback, Lang::zh);
    } else {
        row.name = name(handle.ref);
        row.en = handle_phrase(state, handle, Lang::en);
        row.zh = handle_phrase(state, handle, Lang::zh);
    }
    return row;
}

RowIds ready_rows(const State& state, RowTable& table) {
    RowIds ids;
    for (const ReadyHandle& handle : state.ready) {
        const bool later = state.left_in_turn > 0 && ids.size() >= state.left_in_turn;
        const Key key{std::uint64_t(PageCard::ready), handle.ref.bits(), handle.pushed,
                      std::uint64_t(handle.cancelled) << 1 | later, naming(state.find_task(handle.task))};
        ids.push_back(table.id(key, [&] { return ready_row(state, handle, later); }));
    }
    return ids;
}

RowIds timer_rows(const State& state, RowTable& table) {
    RowIds ids;
    for (const Timer& timer : state.timers) {
        const Key key{std::uint64_t(PageCard::timers), bits(timer.ref, timer.task), timer.armed,
                      naming(state.find_task(timer.task))};
        ids.push_back(table.id(key, [&] {
            const auto words = [&](Lang lang) {
                return with_task(state, timer.task, purpose(timer.callback, timer.callback_name, timer.fn, lang));
            };
            return Row{.state = timer.callback == Callback::sleep_wake ? int(TaskState::sleeping) : -1,
                       .name = "t = " + format_time(timer.when),
                       .en = words(Lang::en),
                       .zh = words(Lang::zh),
                       .when = timer.when};
        }));
    }
    return ids;
}

RowIds io_rows(const State& state, RowTable& table) {
    RowIds ids;
    for (const Watcher& watcher : state.watchers) {
        const Key key{std::uint64_t(PageCard::io), bits(watcher.ref, watcher.task), watcher.begun, watcher.ready,
                      naming(state.find_task(watcher.task))};
        ids.push_back(table.id(key, [&] {
            const auto words = [&](Lang lang) {
                return with_task(state, watcher.task,
                                 purpose(watcher.callback, watcher.callback_name, watcher.fn, lang));
            };
            return Row{.state = int(watcher.ready ? TaskState::ready : TaskState::io_wait), .name = name(watcher.ref),
                       .rest = word(watcher.direction), .en = words(Lang::en), .zh = words(Lang::zh)};
        }));
    }
    return ids;
}

Row job_row(const Job& job) {
    const bool runs = job.state == Job::State::running;
    const auto words = [&](Lang lang) {
        const std::string_view state = state_word(job.state, lang);
        if (!runs) return std::string(state);
        return fmt::format("{} {} · {}", lang == Lang::en ? "thread" : "线程", job.worker, state);
    };
    return {.state = runs ? int(TaskState::thread) : -1, .name = name(job.ref), .rest = fmt::format("{}()", job.fn),
            .en = words(Lang::en), .zh = words(Lang::zh)};
}

RowIds thread_rows(const State& state, RowTable& table) {
    RowIds ids;
    for (const Job& job : state.jobs) {
        if (job.state != Job::State::running && job.state != Job::State::queued) continue;
        const Key key{std::uint64_t(PageCard::threads), job.ref.bits(), std::uint64_t(job.state),
                      std::uint64_t(job.worker)};
        ids.push_back(table.id(key, [&] { return job_row(job); }));
    }
    return ids;
}

/// Sleepers are many and only their deadline is told of them; what the others wait for may look at anything.
std::uint64_t waiting(const State& state, const Task& task) {
    if (task.state == TaskState::sleeping) return static_cast<std::uint64_t>(task.due);
    return task.over() ? 0 : std::hash<std::string>()(waits_for(state, task, Lang::en));
}

Key task_key(const State& state, const Task& task) {
    return {std::uint64_t(PageCard::tasks), task.ref.bits(), std::uint64_t(task.state) << 32 | std::uint64_t(task.line),
            naming(&task), waiting(state, task)};
}

RowIds task_rows(const State& state, RowTable& table) {
    RowIds ids;
    for (const Task& task : state.tasks)
        ids.push_back(table.id(task_key(state, task), [&] {
            Row row{.state = int(task.state),
                    .en = waits_for(state, task, Lang::en),
                    .zh = waits_for(state, task, Lang::zh),
                    .line = task.line};
            set_title(row, state, task);
            return row;
        }));
    return ids;
}

}  // namespace

std::array<RowIds, panel_count> rows_of(const State& state, RowTable& table) {
    return {RowIds{running_row(state, table)}, ready_rows(state, table), timer_rows(state, table),
            io_rows(state, table), thread_rows(state, table), task_rows(state, table)};
}

void RowTable::add(const Row& row) {
    rows_.open('{');
    if (row.state >= 0) rows_.field("s", row.state);
    if (!row.name.empty()) rows_.field("n", row.name);
    if (!row.rest.empty()) rows_.field("r", row.rest);
    if (!row.en.empty()) rows_.field("en", row.en);
    if (row.zh != row.en) rows_.field("zh", row.zh);
    if (row.line > 0) rows_.field("l", row.line);
    if (row.when) rows_.field("w", *row.when);
    if (row.later) rows_.field("x", 1);
    if (row.skipped) rows_.field("c", 1);
    rows_.close('}');
}

}  // namespace awaitscope::exports
