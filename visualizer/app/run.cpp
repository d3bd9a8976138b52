#include <unistd.h>

#include <fmt/format.h>

#include <mutex>
#include <optional>
#include <utility>

#include "commands.hpp"
#include "complaint.hpp"
#include "interrupts.hpp"
#include "runtime/exceptions.hpp"
#include "runtime/program.hpp"
#include "runtime/trace/trace_file.hpp"
#include "source.hpp"
#include "standard_output.hpp"

namespace awaitscope {
namespace {

using asyncio::trace::FileError;
using asyncio::trace::TraceFile;

/// A lesson that runs on this thread and prints; it is recorded if a trace or the story is wanted.
class Running final : public asyncio::trace::Observer {
public:
    explicit Running(const commands::Words& words) : words_(words), lesson_(lesson_named(words.source)),
                                                     settings_(read_settings(lesson_, words.settings)) {
        if (words.story || !words.trace.empty()) log_.emplace().set_observer(this);
        if (!words.trace.empty()) open_trace();
    }

    /// To the lesson's end; returns the exit code. Throws: Complaint.
    int run() {
        asyncio::Program program(words_.real_clock ? asyncio::Clock::real_time : asyncio::Clock::virtual_time, log_ ? &*log_ : nullptr);
        program.set_output([this](std::string_view line) { print(line); });
        const Interrupts interrupts([this](int signal) { stop(128 + signal, ""); });
        const std::string failure = perform(program);
        const std::lock_guard lock(mutex_);
        say(failure);
        finish();
        return failure.empty() ? 0 : 1;
    }

    void appended(const Log& log, std::size_t index) override {
        const std::lock_guard lock(mutex_);
        if (trace_) trace_->appended(log, index);
        if (words_.story && index + 1 == Session::endless_limit)
            leave(0, fmt::format("{} has not ended after {} events, where this ends", lesson_.name, log.size()));
    }

private:
    void open_trace() try {
        trace_.emplace(words_.trace);
    } catch (const FileError& error) {
        throw BadUse(error.what());
    }

    /// Returns "" or what it ended with.
    std::string perform(asyncio::Program& program) try {
        program.run([this] {
            lessons::use(settings_);
            lesson_.program();
        });
        return "";
    } catch (...) {
        const asyncio::ExceptionInfo error = asyncio::describe(std::current_exception());
        return fmt::format("{} ended with {}{}{}", lesson_.name, error.type, error.message.empty() ? "" : ": ", error.message);
    }

    void print(std::string_view line) try {
        if (!words_.story) write_out(std::string(line) + '\n');
    } catch (const Complaint& complaint) {
        stop(complaint.exit_code, complaint.what());
    }

    /// Puts the trace in its place and tells the story.
    void finish() {
        if (std::exchange(finished_, true)) return;
        try {
            if (trace_) trace_->finish();
        } catch (const FileError& error) {
            throw Failure(error.what());
        }
        if (words_.story) write_out(story(*log_, words_.lang));
    }

    /// Ends the process where the lesson stands: it may be anywhere and is not asked to unwind.
    [[noreturn]] void stop(int exit_code, const std::string& line) {
        mutex_.lock();   // for good: nothing is recorded any more
        leave(exit_code, line);
    }

    [[noreturn]] void leave(int exit_code, const std::string& line) {
        say(line);
        try {
            finish();
        } catch (const Complaint& complaint) {
            say(complaint.what());
            exit_code = complaint.exit_code;
        }
        _exit(exit_code);
    }

    const commands::Words& words_;
    const lessons::Lesson& lesson_;
    const lessons::Settings settings_;
    std::optional<Log> log_;
    std::optional<TraceFile> trace_;
    bool finished_ = false;
    std::mutex mutex_;   // the recording's: held where an event is written down, and from the end on
};

}  // namespace

int commands::run(const Words& words) { return Running(words).run(); }

}  // namespace awaitscope
