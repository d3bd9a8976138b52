#include <asyncio/asyncio.hpp>
#include <asyncio/trace/trace_file.hpp>

// A program that is recorded for the visualizer, while it runs: `awaitscope recording.jsonl` shows it.
using namespace asyncio;

Coroutine<> work(std::string name, double delay) {
    co_await asyncio::sleep(delay);
    print("{} is done", name);
}

Coroutine<> amain() { co_await gather(work("left", 0.02), work("right", 0.01)); }

int main() {
    trace::TraceFile file("recording.jsonl");
    trace::Log log;
    log.set_observer(&file);
    Program program(Clock::real_time, &log);
    program.run([] { asyncio::run(amain()); });
    file.finish();
}
