#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "visualizer/session/session.hpp"

namespace awaitscope {

/// What SOURCE on the command line names: a session, and the file if it is a recording.
struct Opened {
    std::unique_ptr<Session> session;
    std::filesystem::path file;
    std::string name;                ///< "gather", "my_recording": a file's name without ending
};

/// Opens a lesson, held before its first event, or a recording.
///
/// Throws: BadUse if there is neither, if the file cannot be used, if the settings do not fit.
Opened open_source(const std::string& words, const std::vector<std::string>& settings);

/// Throws: BadUse if there is none of that name, with the nearest.
const lessons::Lesson& lesson_named(const std::string& name);

/// Brings a session to its end. Returns "" or one line: what is missing behind the last event, and why.
std::string bring_to_end(Session& session);

/// What NAME=VALUE words set.
///
/// Throws: BadUse for a name that the lesson does not have, or a value that it cannot take.
lessons::Settings read_settings(const lessons::Lesson& lesson, const std::vector<std::string>& words);

/// "gather ended with ValueError: no such page"; "" if it did not, or not yet. A SystemExit is no failure.
std::string failure_of(const std::string& name, const Log& log);

}  // namespace awaitscope
