#include "lesson_thread.hpp"

#include <utility>

#include "runtime/program.hpp"

namespace awaitscope {
namespace {

constexpr std::chrono::milliseconds patience{250};

}  // namespace

struct LessonThread::Run {
    Run(void (*program)(), lessons::Settings settings) : body(program), settings(std::move(settings)) {
        log.set_observer(&gate);
        this->program.set_output([](std::string_view) {});
        this->program.set_error_output([](std::string_view) {});
    }

    void (*const body)();
    const lessons::Settings settings;
    asyncio::trace::Log log;
    Gate gate;
    asyncio::Program program{asyncio::Clock::virtual_time, &log};
};

LessonThread::LessonThread(const lessons::Lesson& lesson, lessons::Settings settings)
    : run_(std::make_shared<Run>(lesson.program, std::move(settings))), thread_([run = run_] { work(run); }) {}

LessonThread::~LessonThread() {
    run_->program.abandon();
    run_->gate.open();
    if (run_->gate.wait_until_gone(patience)) {
        thread_.join();
    } else {
        run_->gate.leave();
        thread_.detach();
    }
}

const asyncio::trace::Log& LessonThread::log() const { return run_->log; }
Gate& LessonThread::gate() const { return run_->gate; }
const lessons::Settings& LessonThread::settings() const { return run_->settings; }

void LessonThread::work(const std::shared_ptr<Run>& run) {
    if (run->gate.begin()) try {
        run->program.run([&] {
            lessons::use(run->settings);
            run->body();
        });
    } catch (...) {
        // the log's last event tells of it
    }
    run->gate.end();
}

}  // namespace awaitscope
