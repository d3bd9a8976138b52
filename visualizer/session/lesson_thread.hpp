#pragma once
#include <memory>
#include <thread>

#include "gate.hpp"
#include "lessons/lesson.hpp"

namespace awaitscope {

/// A lesson that runs on a thread of its own, under the virtual clock, held by its gate. What it prints
/// and reports goes to the log only.
class LessonThread {
public:
    LessonThread(const lessons::Lesson& lesson, lessons::Settings settings);
    /// Unwinds the lesson. One that does not give way within a moment is left behind, for ever.
    ~LessonThread();
    LessonThread(const LessonThread&) = delete;

    const asyncio::trace::Log& log() const;
    Gate& gate() const;
    const lessons::Settings& settings() const;

private:
    struct Run;
    static void work(const std::shared_ptr<Run>& run);

    std::shared_ptr<Run> run_;   // shared with the thread, which may outlive this
    std::thread thread_;
};

}  // namespace awaitscope
