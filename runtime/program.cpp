#include "program.hpp"

#include <cstdio>
#include <string>

#include "call_text.hpp"
#include "executor.hpp"
#include "here.hpp"
#include "loop.hpp"
#include "program_state.hpp"

namespace asyncio {
namespace {

void write(std::string_view line, std::FILE* file) {
    std::string text(line);
    text += '\n';
    std::fwrite(text.data(), 1, text.size(), file);
}

}  // namespace

Program::Impl::Impl(Clock clock, trace::Log* log) {
    if (log) recorder.emplace(*log);
    if (clock == Clock::virtual_time) virtual_time.emplace(recorder ? &*recorder : nullptr);
    output = [](std::string_view line) { write(line, stdout); };
    error_output = [](std::string_view line) { write(line, stderr); };
}

Micros Program::Impl::now() const {
    if (virtual_time) return virtual_time->now();
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began).count();
}

void Program::Impl::write_line(std::string_view line, std::uint32_t source_line) {
    check_abandoned();
    output(line);
    if (!recorder) return;
    if (!virtual_time && here.job) here.job->record_later([this, text = std::string(line), source_line, by = who()] {
        recorder->out(text, source_line, by);
    });
    else recorder->out(line, source_line, who());
}

void Program::Impl::report(std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        error_output(text.substr(begin, end - begin));
        begin = end + 1;
    }
}

Program::Program(Clock clock, trace::Log* log) : impl_(std::make_unique<Impl>(clock, log)) {}
Program::~Program() = default;

void Program::set_output(std::function<void(std::string_view)> output) { impl_->output = std::move(output); }

void Program::set_error_output(std::function<void(std::string_view)> output) { impl_->error_output = std::move(output); }

void Program::abandon() { impl_->abandoned = true; }

namespace {

/// Makes a program the present one of this thread.
class Entered {
public:
    explicit Entered(Program& program) : before_(here) { here = {.program = &program}; }
    ~Entered() { here = before_; }
private:
    Here before_;
};

}  // namespace

void Program::run(const std::function<void()>& body) {
    Entered entered(*this);
    Recorder* recorder = impl_->recorder ? &*impl_->recorder : nullptr;
    std::exception_ptr error;
    try {
        body();
    } catch (const Abandoned&) {
        return;
    } catch (...) {
        error = std::current_exception();
    }
    if (recorder) {
        recorder->end(error);
        recorder->stop();
    }
    set_event_loop({});
    if (error && describe(error).type != "SystemExit") std::rethrow_exception(error);
}

Program::Impl& this_program() {
    if (here.program) return here.program->impl();
    static Program& program = *new Program(Clock::real_time);   // for ever: a program's own statics may need it at their end
    return program.impl();
}

bool is_recording() { return here.program && here.program->impl().recorder && !here.program->impl().recorder->muted(); }

trace::TextId record_call_text(const std::string& text) {
    if (here.job && !here.program->impl().virtual_time) return 0;  // only the loop's thread writes the log
    return here.program->impl().recorder->text(text);
}

namespace detail {

std::string show(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", number);
    std::string shown = text;
    if (shown.find_first_of(".en") == std::string::npos) shown += ".0";  // as Python shows a float
    return shown;
}

/// In quotes; what is too long for a line is cut, between two letters.
std::string show(std::string_view text) {
    constexpr std::size_t most = 40;
    if (text.size() <= most) return '"' + std::string(text) + '"';
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return '"' + std::string(text.substr(0, end)) + "…\"";
}

}  // namespace detail

}  // namespace asyncio
