#include <condition_variable>
#include <deque>
#include <system_error>
#include <thread>
#include <unordered_map>

#include "executor.hpp"

namespace asyncio {
namespace {

/// Threads that take jobs from a queue. They are started one by one, as long as jobs find nobody idle.
class ThreadWorkers final : public Workers {
public:
    explicit ThreadWorkers(int count) : most_(count) {}
    ~ThreadWorkers() override {
        shut_down(true);
        for (std::thread& thread : threads_) thread.join();
    }

    void submit(Counted<Job> job) override {
        const auto home = std::this_thread::get_id();
        decltype(former_)::node_type former;   // destroyed after the lock
        {
            std::lock_guard lock(mutex_);
            former = former_.extract(home);
            if (idle_ <= static_cast<int>(queue_.size()) && static_cast<int>(threads_.size()) < most_) start_thread();
            queue_.push_back({std::move(job), home});
        }
        filled_.notify_one();
    }

    void shut_down(bool wait) override {
        std::unique_lock lock(mutex_);
        closing_ = true;
        filled_.notify_all();
        if (wait) finished_.wait(lock, [this] { return queue_.empty() && busy_ == 0; });
    }

    void when_idle(std::function<void()> idle) override {
        {
            std::lock_guard lock(mutex_);
            if (busy_ > 0 || !queue_.empty()) {
                idle_call_ = both(std::move(idle_call_), std::move(idle));
                return;
            }
        }
        idle();
    }

private:
    struct Queued {
        Counted<Job> job;
        std::thread::id home;   ///< who submitted it
    };

    void start_thread() {
        const int number = static_cast<int>(threads_.size());
        try {
            threads_.emplace_back([this, number] { serve(number); });
        } catch (const std::system_error&) {
            throw RuntimeError("can't start new thread");
        }
    }

    void serve(int number) {
        std::unique_lock lock(mutex_);
        for (;;) {
            ++idle_;
            filled_.wait(lock, [this] { return closing_ || !queue_.empty(); });
            --idle_;
            if (queue_.empty()) return;
            auto [job, home] = std::move(queue_.front());
            queue_.pop_front();
            ++busy_;
            lock.unlock();
            job = Job::work(std::move(job), number);
            lock.lock();
            if (job) former_[home].add(std::move(job));
            --busy_;
            finished_.notify_all();
            if (busy_ > 0 || !queue_.empty() || !idle_call_) continue;
            auto idle = std::exchange(idle_call_, nullptr);
            lock.unlock();
            idle();
            lock.lock();
        }
    }

    const int most_;
    std::mutex mutex_;
    std::condition_variable filled_, finished_;
    std::deque<Queued> queue_;
    std::unordered_map<std::thread::id, FormerJobs> former_;   // by where they must go
    std::function<void()> idle_call_;
    std::vector<std::thread> threads_;
    int idle_ = 0, busy_ = 0;
    bool closing_ = false;
};

}  // namespace

std::unique_ptr<Workers> thread_workers(int count) { return std::make_unique<ThreadWorkers>(count); }

}  // namespace asyncio
