#include <deque>
#include <set>

#include "executor.hpp"
#include "program_state.hpp"
#include "simulated_job.hpp"

namespace asyncio {
namespace {

class SimulatedWorkers final : public Workers {
public:
    SimulatedWorkers(Program::Impl& program, int count) : program_(program), time_(*program.virtual_time) {
        for (int i = 0; i < count; ++i) idle_.insert(i);
    }
    ~SimulatedWorkers() override {
        unwind();
        FormerJobs former;
        for (auto& job : queue_) former.add(std::move(job));
    }

    void submit(Counted<Job> job) override {
        std::erase_if(assigned_, [](const auto& job) { return job->is_over() && !job->has_thread(); });
        queue_.push_back(std::move(job));
        ++unfinished_;
        dispatch();
    }

    void released(int worker) override {
        idle_.insert(worker);
        --unfinished_;
        dispatch();
        if (unfinished_ == 0 && idle_call_) std::exchange(idle_call_, nullptr)();
    }

    void shut_down(bool wait) override {
        while (wait && unfinished_ > 0 && !time_.nobody_waits() && !program_.abandoned) time_.run_next_threads();
    }

    void when_idle(std::function<void()> idle) override {
        if (unfinished_ == 0) return idle();
        idle_call_ = both(std::move(idle_call_), std::move(idle));
    }

private:
    /// Queued jobs go to idle workers, lowest number first; they begin at the next poll.
    void dispatch() {
        while (!queue_.empty() && !idle_.empty()) {
            auto job = std::make_unique<SimulatedJob>(std::move(queue_.front()), *this, *idle_.begin());
            queue_.pop_front();
            idle_.erase(idle_.begin());
            time_.wake_at(time_.now(), *job);
            assigned_.push_back(std::move(job));
        }
    }

    /// Threads that nobody will ever resume again must not be left standing: they unwind.
    void unwind() {
        const bool before = program_.abandoned.exchange(true);
        for (auto& job : assigned_) {
            time_.forget(*job);
            while (job->has_thread()) job->resume();
        }
        program_.abandoned = before;
    }

    Program::Impl& program_;
    VirtualTime& time_;
    std::set<int> idle_;
    std::deque<Counted<Job>> queue_;
    std::vector<std::unique_ptr<SimulatedJob>> assigned_;   // some of them over
    std::function<void()> idle_call_;
    int unfinished_ = 0;
};

}  // namespace

std::unique_ptr<Workers> simulated_workers(Program::Impl& program, int count) { return std::make_unique<SimulatedWorkers>(program, count); }

}  // namespace asyncio
