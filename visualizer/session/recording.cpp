#include "log_walk.hpp"
#include "runtime/trace/reader.hpp"
#include "visualizer/story/problems.hpp"

namespace awaitscope {
namespace {

/// What a log file holds.
class RecordingSession final : public LogWalk {
public:
    RecordingSession(std::unique_ptr<const Log> log, std::string title, std::string problem)
        : LogWalk(*log), log_(std::move(log)), title_(std::move(title)), problem_(std::move(problem)) {}

    const lessons::Lesson* lesson() const override { return nullptr; }
    const lessons::Settings& settings() const override { return no_settings_; }
    std::string title() const override { return title_; }
    std::string problem(Lang lang) const override { return problem_in(problem_, lang); }
    bool complete() const override { return true; }
    bool waiting() const override { return false; }

private:
    const std::unique_ptr<const Log> log_;
    const lessons::Settings no_settings_;
    const std::string title_, problem_;
};

}  // namespace

std::unique_ptr<Session> Session::recording(const std::filesystem::path& file) {
    auto log = std::make_unique<Log>();
    asyncio::trace::ReadResult read = asyncio::trace::read_file(file, *log);
    return std::make_unique<RecordingSession>(std::move(log), file.filename().string(), std::move(read.problem));
}

}  // namespace awaitscope
