#pragma once
#include <semaphore>
#include <thread>

#include "counted.hpp"
#include "virtual_time.hpp"

namespace asyncio {

class Job;
class Program;
class Workers;

/// A job of virtual time, and the thread that does it if it may have to wait.
class SimulatedJob final : public SimulatedThread {
public:
    /// `worker` of `workers` does it: from the first resume() on.
    SimulatedJob(Counted<Job> job, Workers& workers, int worker);
    ~SimulatedJob() override;
    SimulatedJob(const SimulatedJob&) = delete;

    void resume() override;
    void park() override;
    bool is_over() const { return over_; }
    bool has_thread() const { return thread_.joinable(); }

private:
    void end(std::exception_ptr error);
    void come_to_loop();
    void thread_body();

    Counted<Job> job_;
    Program* program_;
    Workers& workers_;
    const int worker_;
    bool over_ = false;
    std::binary_semaphore go_{0};
    std::thread thread_;
};

}  // namespace asyncio
