#include <unistd.h>

#include <stdexcept>
#include <string_view>
#include <vector>

#include "runtime/asyncio.hpp"
#include "runtime/files/files.hpp"
#include "runtime/trace/log.hpp"
#include "tests/bench/work.hpp"

// Our side of the benchmarks: `runtime_bench WORK COUNT [recorded]`.

using namespace asyncio;
using namespace bench;

namespace {

bool recorded = false;

/// Runs `main(count)` as a program of its own, by the real clock; what the clock counts for each of `count`.
template <class Main>
double measure(Main main, std::size_t count, double (*clock)() = processor_time) {
    trace::Log log;
    Program program(Clock::real_time, recorded ? &log : nullptr);
    const Stopwatch watch(clock);
    program.run([&] { run(main(count)); });
    return watch.read() / static_cast<double>(count);
}

Coroutine<> yielder(std::size_t turns) {
    for (std::size_t i = 0; i < turns; ++i) co_await sleep(0);
}
Coroutine<> nothing() { co_return; }
Coroutine<> sleeper(double seconds) { co_await sleep(seconds); }

Coroutine<> among_a_thousand(std::size_t count) {
    std::vector<Coroutine<>> yielders;
    for (int i = 0; i < 1000; ++i) yielders.push_back(yielder(count / 1000));
    co_await gather(std::move(yielders));
}

Coroutine<> alone_watched(std::size_t count) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    get_running_loop().add_reader(ends[0], [] {});
    co_await yielder(count);
    get_running_loop().remove_reader(ends[0]);
}

Coroutine<> create_and_await(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) co_await create_task(nothing());
}

Coroutine<> await_coroutines(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) co_await nothing();
}

Coroutine<> gather_all(std::size_t count) {
    std::vector<Coroutine<>> all;
    all.reserve(count);
    for (std::size_t i = 0; i < count; ++i) all.push_back(yielder(1));
    co_await gather(std::move(all));
}

Coroutine<> sleep_all(std::size_t count) {
    Random random;
    std::vector<Coroutine<>> all;
    all.reserve(count);
    for (std::size_t i = 0; i < count; ++i) all.push_back(sleeper(random.below(100) / 1000.0));
    co_await gather(std::move(all));
}

Coroutine<> fire_timers(std::size_t count) {
    Random random;
    Loop& loop = get_running_loop();
    Future<> last = loop.create_future();
    for (std::size_t i = 0; i < count; ++i)
        loop.call_later(random.below(100) / 1000.0, [&count, &last] { if (--count == 0) last.set_result(); });
    co_await last;
}

Coroutine<> cancel_timers(std::size_t count) {
    Random random;
    std::vector<TimerHandle> timers;
    timers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) timers.push_back(get_running_loop().call_later(3600 + random.below(1000) / 1000.0, [] {}));
    for (TimerHandle& timer : timers) timer.cancel();
    co_return;
}

Coroutine<> cancel_sleepers(std::size_t count) {
    Random random;
    std::vector<Task<>> tasks;
    tasks.reserve(count);
    for (std::size_t i = 0; i < count; ++i) tasks.push_back(create_task(sleeper(3600 + random.below(1000) / 1000.0)));
    co_await sleep(0);
    for (Task<>& task : tasks) task.cancel();
    co_await sleep(0);
    for (Task<>& task : tasks)
        if (!task.cancelled()) throw std::logic_error("a task was not cancelled");
}

Coroutine<> one_job_at_a_time(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) co_await get_running_loop().run_in_executor(nullptr, [] {});
}

Coroutine<> jobs_at_once(std::size_t count) {
    std::vector<Future<>> jobs;
    jobs.reserve(count);
    for (std::size_t i = 0; i < count; ++i) jobs.push_back(get_running_loop().run_in_executor(nullptr, [] {}));
    co_await gather(std::move(jobs));
}

Coroutine<> read_pieces(std::string path, std::size_t& total) {
    co_await async_with(files::open(path, "rb"), [&](files::File& file) -> Coroutine<> {
        for (;;) {
            const std::string data = co_await file.read(piece);
            if (data.empty()) break;
            total += data.size();
        }
    });
}

double read_file(std::size_t pieces) {
    const BigFile file(pieces);
    std::size_t total = 0;
    const double each = measure([&](std::size_t) { return read_pieces(file.path, total); }, pieces, wall_time);
    if (total != pieces * piece) throw std::runtime_error("read too little");
    return each;
}

Coroutine<> echo_to(StreamReader reader, StreamWriter writer) {
    for (;;) {
        const std::string data = co_await reader.read(piece);
        if (data.empty()) break;
        writer.write(data);
        co_await writer.drain();
    }
    writer.close();
    co_await writer.wait_closed();
}

Coroutine<> echo(std::size_t connections) {
    Future<> all_gone = get_running_loop().create_future();
    const auto handle = [&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
        co_await echo_to(reader, writer);
        if (--connections == 0) all_gone.set_result();
    };
    Server server = co_await start_server(handle, "127.0.0.1", 0);
    announce(server.sockets().front().getsockname().port());
    co_await all_gone;
    server.close();
}

/// Bytes for each of `count` tasks that sleep. Does not come back: taking them down is not what is measured.
Coroutine<> memory_of_sleepers(std::size_t count) {
    const double before = resident_memory();
    for (std::size_t i = 0; i < count; ++i) create_task(sleeper(3600));
    co_await sleep(0);
    std::printf("%.2f\n", (resident_memory() - before) / static_cast<double>(count));
    std::fflush(stdout);
    _exit(0);
}

double append_events(std::size_t count) {
    trace::Log log;
    const Stopwatch watch(processor_time);
    for (std::size_t i = 0; i < count; ++i)
        log.append({.kind = trace::Kind::run, .subject = trace::Ref::handle(static_cast<std::uint32_t>(i))});
    return watch.read() / static_cast<double>(count);
}

constexpr Work works[] = {
    {"switch", [](std::size_t count) { return measure(among_a_thousand, count); }},
    {"alone", [](std::size_t count) { return measure(yielder, count); }},
    {"alone-watched", [](std::size_t count) { return measure(alone_watched, count); }},
    {"create", [](std::size_t count) { return measure(create_and_await, count); }},
    {"await", [](std::size_t count) { return measure(await_coroutines, count); }},
    {"gather", [](std::size_t count) { return measure(gather_all, count); }},
    {"sleepers", [](std::size_t count) { return measure(sleep_all, count); }},
    {"timers", [](std::size_t count) { return measure(fire_timers, count); }},
    {"timers-cancelled", [](std::size_t count) { return measure(cancel_timers, count); }},
    {"sleepers-cancelled", [](std::size_t count) { return measure(cancel_sleepers, count); }},
    {"memory", [](std::size_t count) { return measure(memory_of_sleepers, count); }},
    {"job", [](std::size_t count) { return measure(one_job_at_a_time, count, wall_time); }},
    {"jobs", [](std::size_t count) { return measure(jobs_at_once, count, wall_time); }},
    {"file", read_file},
    {"echo", [](std::size_t count) { return measure(echo, count) * static_cast<double>(count); }},
    {"append", append_events},
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    recorded = argc > 3 && std::string_view(argv[3]) == "recorded";
    return run_work(works, argv[1], argv[2]);
}
