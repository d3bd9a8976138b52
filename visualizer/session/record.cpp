#include "runtime/program.hpp"
#include "session.hpp"

namespace awaitscope {
namespace {

/// Stops a program whose log has grown to `most` events.
class Limit final : public asyncio::trace::Observer {
public:
    Limit(asyncio::Program& program, std::size_t most) : program_(program), most_(most) {}

    void appended(const Log&, std::size_t index) override {
        if (index + 1 < most_ || std::exchange(reached_, true)) return;
        program_.abandon();
    }
    bool wants_each() const override { return false; }
    bool reached() const { return reached_; }

private:
    asyncio::Program& program_;
    const std::size_t most_;
    bool reached_ = false;
};

void silence(asyncio::Program& program) {
    program.set_output([](std::string_view) {});
    program.set_error_output([](std::string_view) {});
}

/// For as long as it lives, `observer` is told of what is appended to `log`.
class Observed {
public:
    Observed(Log& log, asyncio::trace::Observer& observer) : log_(log) { log.set_observer(&observer); }
    ~Observed() { log_.set_observer(nullptr); }
    Observed(const Observed&) = delete;
private:
    Log& log_;
};

}  // namespace

bool record(const lessons::Lesson& lesson, const lessons::Settings& settings, bool real_clock, Log& log,
            bool out, std::size_t limit) {
    asyncio::Program program(real_clock ? asyncio::Clock::real_time : asyncio::Clock::virtual_time, &log);
    if (!out) silence(program);
    Limit observer(program, limit);
    const Observed observed(log, observer);
    program.run([&] {
        lessons::use(settings);
        lesson.program();
    });
    return !observer.reached() || log[log.size() - 1].kind == Kind::end;
}

}  // namespace awaitscope
