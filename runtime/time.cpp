#include "time.hpp"

#include <thread>

#include "here.hpp"
#include "program_state.hpp"

namespace asyncio::time {
namespace {

void sleep_virtually(Program::Impl& program, Micros duration) {
    VirtualTime& time = *program.virtual_time;
    if (here.thread) {
        time.wake_at(time.now() + duration, *here.thread);
        return here.thread->park();
    }
    time.block(duration);
    if (!program.recorder) return;
    if (here.loop) program.recorder->block(time.now());
    else program.recorder->set_clock(time.now());   // outside of the loop nobody sees it
}

void sleep_really(Program::Impl& program, Micros duration) {
    std::this_thread::sleep_for(std::chrono::microseconds(duration));
    if (program.recorder && here.loop) program.recorder->block(program.now());
}

}  // namespace

void sleep(Seconds duration) {
    Program::Impl& program = this_program();
    program.check_abandoned();
    const Micros micros = to_micros(duration.count());
    if (program.virtual_time) sleep_virtually(program, micros);
    else sleep_really(program, micros);
}

double monotonic() { return to_seconds(this_program().now()); }

}  // namespace asyncio::time
