#include <fmt/format.h>

#include "scene.hpp"

namespace awaitscope {

std::string waits_for(const State& state, const Task& task, Lang lang) {
    const bool waits = task.on && task.state != TaskState::ready && task.state != TaskState::running && !task.over();
    return waits ? Speaker{state, lang}.label(task).str() : std::string(state_word(task.state, lang));
}

std::string_view state_word(TaskState state, Lang lang) { return catalogue(lang).task_states[static_cast<int>(state)]; }
std::string_view state_word(Job::State state, Lang lang) { return catalogue(lang).job_states[static_cast<int>(state)]; }
std::string_view phase_word(Phase phase, Lang lang) { return catalogue(lang).phases[static_cast<int>(phase)]; }

std::string_view callback_phrase(Callback callback, Lang lang) {
    return catalogue(lang).callbacks[static_cast<int>(callback)].card;
}

std::string handle_phrase(const State& state, const ReadyHandle& handle, Lang lang) {
    return Speaker{state, lang}.noun(handle).str();
}

std::string display_name(const State& state, Ref ref) {
    const Task* task = state.find_task(ref);
    if (task && !task->name.empty()) return std::string(task->name);
    return ref ? name(ref) : "?";
}

std::string title(const Task& task) {
    const std::string who = task.name.empty() ? name(task.ref) : std::string(task.name);
    return fmt::format("{} {}", who, task.call());
}

std::string output_text(const OutputLine& line) {
    switch (line.type) {
        case OutputLine::Type::out:
        case OutputLine::Type::mark: return std::string(line.text);
        case OutputLine::Type::error:
            return fmt::format("{}{}{}{}{}", line.text, line.exc.empty() ? "" : ": ", line.exc,
                               line.msg.empty() ? "" : ": ", line.msg);
        case OutputLine::Type::warning: break;
    }
    if (line.took >= 0) return fmt::format("{}: {} took {}", line.text, name(line.by), format_time(line.took));
    return line.exc.empty() ? std::string(line.text) : fmt::format("{}: {}", line.exc, line.text);
}

std::string format_time(Micros time) {
    const char* sign = time < 0 ? "-" : "";
    const std::uint64_t micros = time < 0 ? 0 - static_cast<std::uint64_t>(time) : static_cast<std::uint64_t>(time);
    if (micros % 1000 == 0) return fmt::format("{}{}.{:03} s", sign, micros / 1'000'000, micros / 1000 % 1000);
    return fmt::format("{}{}.{:06} s", sign, micros / 1'000'000, micros % 1'000'000);
}

}  // namespace awaitscope
