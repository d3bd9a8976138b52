#include <deque>
#include <set>

#include "executor.hpp"
#include "program_state.hpp"

namespace asyncio {
namespace {

class SimulatedWorkers final : public Workers {
public:
    SimulatedWorkers(Program::Impl& program, int count) : program_(program), time_(*program.virtual_time) {
        for (int i = 0; i < count; ++i) idle_.insert(i);
    }
    ~SimulatedWorkers() override { unwind(); }

    void submit(std::shared_ptr<Job> job) override {
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
            std::shared_ptr<Job> job = std::move(queue_.front());
            queue_.pop_front();
            job->assign(*this, *idle_.begin());
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
            while (job->unfinished_thread()) job->resume();
        }
        program_.abandoned = before;
    }

    Program::Impl& program_;
    VirtualTime& time_;
    std::set<int> idle_;
    std::deque<std::shared_ptr<Job>> queue_;
    std::vector<std::shared_ptr<Job>> assigned_;   // kept: their last reference must go on the loop's thread
    std::function<void()> idle_call_;
    int unfinished_ = 0;
};

}  // namespace

std::unique_ptr<Workers> simulated_workers(Program::Impl& program, int count) { return std::make_unique<SimulatedWorkers>(program, count); }

}  // namespace asyncio
