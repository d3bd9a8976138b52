#if !__has_include(<asio.hpp>)
int main() { return 2; }
#else
#include <asio.hpp>
#if __has_include(<asio/as_tuple.hpp>)
#include <asio/as_tuple.hpp>
#else
#include <asio/experimental/as_tuple.hpp>
namespace asio { using experimental::as_tuple; }
#endif

#include <memory>
#include <vector>

#include "tests/bench/work.hpp"

// Asio's coroutines, one thread.

using namespace bench;
using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using asio::steady_timer;
using asio::use_awaitable;
using asio::ip::tcp;

namespace {

asio::io_context context(1);
constexpr auto without_throwing = asio::as_tuple(use_awaitable);

/// Runs the coroutine to its end; what the clock counts for each of `count`.
double measure(awaitable<void> (*main)(std::size_t), std::size_t count, double (*clock)() = processor_time) {
    const Stopwatch watch(clock);
    co_spawn(context, main(count), [](std::exception_ptr error) { if (error) std::rethrow_exception(error); });
    context.run();
    return watch.read() / static_cast<double>(count);
}

awaitable<void> yield() { return asio::post(context, use_awaitable); }
awaitable<void> yielder(std::size_t turns) {
    for (std::size_t i = 0; i < turns; ++i) co_await asio::post(context, use_awaitable);
}
awaitable<void> nothing() { co_return; }

/// Waits for several coroutines: Asio's own parallel groups are of a fixed size, or slower.
class Group {
public:
    explicit Group(std::size_t size) : left_(size) {}
    void one_done() { if (--left_ == 0) all_done_.cancel(); }
    awaitable<void> wait() { co_await all_done_.async_wait(without_throwing); }
private:
    std::size_t left_;
    steady_timer all_done_{context, steady_timer::time_point::max()};
};

awaitable<void> yielder_of(Group& group, std::size_t turns) {
    for (std::size_t i = 0; i < turns; ++i) co_await asio::post(context, use_awaitable);
    group.one_done();
}

awaitable<void> sleeper_of(Group& group, steady_timer& timer) {
    co_await timer.async_wait(without_throwing);
    group.one_done();
}

awaitable<void> sleeper_of(Group& group, std::chrono::milliseconds delay) {
    steady_timer timer(context, delay);
    co_await timer.async_wait(without_throwing);
    group.one_done();
}

awaitable<void> among_a_thousand(std::size_t count) {
    Group group(1000);
    for (int i = 0; i < 1000; ++i) co_spawn(context, yielder_of(group, count / 1000), detached);
    co_await group.wait();
}

awaitable<void> create_and_await(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) co_await co_spawn(context, nothing(), use_awaitable);
}

awaitable<void> await_coroutines(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) co_await nothing();
}

awaitable<void> gather_all(std::size_t count) {
    Group group(count);
    for (std::size_t i = 0; i < count; ++i) co_spawn(context, yielder_of(group, 1), detached);
    co_await group.wait();
}

awaitable<void> sleep_all(std::size_t count) {
    Group group(count);
    Random random;
    for (std::size_t i = 0; i < count; ++i) co_spawn(context, sleeper_of(group, std::chrono::milliseconds(random.below(100))), detached);
    co_await group.wait();
}

awaitable<void> cancel_sleepers(std::size_t count) {
    Group group(count);
    Random random;
    std::vector<std::unique_ptr<steady_timer>> timers;
    for (std::size_t i = 0; i < count; ++i) {
        timers.push_back(std::make_unique<steady_timer>(context, std::chrono::milliseconds(3'600'000 + random.below(1000))));
        co_spawn(context, sleeper_of(group, *timers.back()), detached);
    }
    co_await yield();
    for (auto& timer : timers) timer->cancel();
    co_await group.wait();
}

awaitable<void> memory_of_sleepers(std::size_t count) {
    Group group(count);
    const double before = resident_memory();
    for (std::size_t i = 0; i < count; ++i) co_spawn(context, sleeper_of(group, std::chrono::hours(1)), detached);
    co_await yield();
    co_await yield();
    std::printf("%.2f\n", (resident_memory() - before) / static_cast<double>(count));
    std::fflush(stdout);
    _exit(0);
}

awaitable<void> one_job_at_a_time(std::size_t count) {
    asio::thread_pool pool(4);
    for (std::size_t i = 0; i < count; ++i) {
        co_await asio::post(pool, use_awaitable);
        co_await asio::post(context, use_awaitable);
    }
}

awaitable<void> job_of(Group& group, asio::thread_pool& pool) {
    co_await co_spawn(pool, nothing(), use_awaitable);
    group.one_done();
}

awaitable<void> jobs_at_once(std::size_t count) {
    asio::thread_pool pool(4);
    Group group(count);
    for (std::size_t i = 0; i < count; ++i) co_spawn(context, job_of(group, pool), detached);
    co_await group.wait();
}

awaitable<void> echo_to(tcp::socket socket) {
    std::vector<char> data(piece);
    socket.set_option(tcp::no_delay(true));
    for (;;) {
        const auto [error, got] = co_await socket.async_read_some(asio::buffer(data), without_throwing);
        if (error) break;
        co_await asio::async_write(socket, asio::buffer(data, got), use_awaitable);
    }
}

awaitable<void> echo(std::size_t connections) {
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    announce(acceptor.local_endpoint().port());
    for (std::size_t i = 0; i < connections; ++i) co_spawn(context, echo_to(co_await acceptor.async_accept(use_awaitable)), detached);
}

constexpr Work works[] = {
    {"switch", [](std::size_t count) { return measure(among_a_thousand, count); }},
    {"alone", [](std::size_t count) { return measure(yielder, count); }},
    {"create", [](std::size_t count) { return measure(create_and_await, count); }},
    {"await", [](std::size_t count) { return measure(await_coroutines, count); }},
    {"gather", [](std::size_t count) { return measure(gather_all, count); }},
    {"sleepers", [](std::size_t count) { return measure(sleep_all, count); }},
    {"sleepers-cancelled", [](std::size_t count) { return measure(cancel_sleepers, count); }},
    {"memory", [](std::size_t count) { return measure(memory_of_sleepers, count); }},
    {"job", [](std::size_t count) { return measure(one_job_at_a_time, count, wall_time); }},
    {"jobs", [](std::size_t count) { return measure(jobs_at_once, count, wall_time); }},
    {"echo", [](std::size_t count) { return measure(echo, count) * static_cast<double>(count); }},
};

}  // namespace

int main(int argc, char** argv) { return argc < 3 ? 2 : run_work(works, argv[1], argv[2]); }
#endif
