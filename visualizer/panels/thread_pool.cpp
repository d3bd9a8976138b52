#include <algorithm>

#include <fmt/format.h>

#include "cards.hpp"
#include "panels.hpp"

namespace awaitscope {
namespace {

constexpr std::size_t most_jobs = 40;

bool is_open(const Job& job) { return job.state == Job::State::queued || job.state == Job::State::running; }

Requests draw_job(const Frame& f, const Job& job) {
    const bool runs = job.state == Job::State::running;
    const std::string where = runs ? fmt::format("{} {}", f.say(words::thread), job.worker) : std::string(f.say(words::queued));
    return ui::card(f, name(job.ref).c_str(),
                    {runs ? paint(TaskState::thread) : ui::plain_paint(f), name(job.ref), std::string(job.fn),
                     fmt::format("{} · {} · {} {}", ui::who(f, job.by), where, f.say(words::since), format_time(job.since)), job.by});
}

}  // namespace

/// The jobs that threads work on, and those that wait for a thread.
Requests draw_thread_pool(const Frame& f) {
    std::vector<const Job*> open;
    for (const Job& job : f.state.jobs)
        if (is_open(job) && open.size() < most_jobs) open.push_back(&job);
    ui::section(f, f.say(words::threads), {}, f.say(words::threads_empty), open.empty());
    Requests requests;
    for (const Job* job : open)
        append(requests, draw_job(f, *job));
    return requests;
}

}  // namespace awaitscope
