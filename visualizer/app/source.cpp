#include "source.hpp"

#include <fmt/format.h>

#include "complaint.hpp"
#include "nearest.hpp"
#include "runtime/trace/reader.hpp"

namespace awaitscope {
namespace {

constexpr double patience = 2;   // seconds without an event
constexpr std::string_view command_names[] = {"list", "run", "export"};

[[noreturn]] void complain_of_unknown(const std::string& name, std::string_view what) {
    std::vector<std::string_view> names(std::begin(command_names), std::end(command_names));
    for (const lessons::Lesson& lesson : lessons::all()) names.push_back(lesson.name);
    const std::string_view like = nearest(name, names);
    throw BadUse(fmt::format("there is no {} '{}'; {}", what, name, like.empty()
        ? "'awaitscope list' shows the lessons" : fmt::format("did you mean '{}'?", like)));
}

bool exists(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

bool looks_like_file(const std::string& words) {
    return words.find('/') != std::string::npos || words.ends_with(".jsonl") || exists(words);
}

Opened open_recording(const std::filesystem::path& file) {
    try {
        return {Session::recording(file), file, file.stem().string()};
    } catch (const asyncio::trace::ReadError& error) {
        throw BadUse(error.what());
    }
}

}  // namespace

const lessons::Lesson& lesson_named(const std::string& name) {
    if (const lessons::Lesson* lesson = lessons::find(name)) return *lesson;
    if (looks_like_file(name)) throw BadUse(fmt::format("'{}' is no lesson, and only a lesson can be run; 'awaitscope {}' shows a recording", name, name));
    complain_of_unknown(name, "lesson");
}

Opened open_source(const std::string& words, const std::vector<std::string>& settings) {
    if (const lessons::Lesson* lesson = lessons::find(words))
        return {Session::live(*lesson, read_settings(*lesson, settings)), {}, lesson->name};
    if (!looks_like_file(words)) complain_of_unknown(words, "lesson or file");
    if (!settings.empty()) throw BadUse(fmt::format("--set is for lessons: '{}' is a recording", words));
    return open_recording(words);
}

std::string failure_of(const std::string& name, const Log& log) {
    if (log.empty()) return "";
    const Event& end = log[log.size() - 1];
    const std::string_view type = log.text(end.text), message = log.text(end.text2);
    if (end.kind != Kind::end || type.empty() || type == "SystemExit") return "";
    return fmt::format("{} ended with {}{}{}", name, type, message.empty() ? "" : ": ", message);
}

std::string bring_to_end(Session& session) {
    session.to_end();
    if (!session.settle(patience))
        return fmt::format("{} blocks its loop: nothing came after event {}, where this ends", session.title(), session.recorded());
    if (!session.complete())
        return fmt::format("{} has not ended after {} events, where this ends", session.title(), session.recorded());
    return session.lesson() ? failure_of(session.title(), session.log()) : session.problem();
}

}  // namespace awaitscope
