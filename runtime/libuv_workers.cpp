#include <chrono>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include "executor.hpp"
#include "uv.hpp"

namespace asyncio {
namespace {

/// How many threads libuv has.
int thread_count() {
    const char* set = std::getenv("UV_THREADPOOL_SIZE");
    const int count = set ? std::atoi(set) : 4;
    return count > 0 ? count : 1;
}

/// The jobs of a loop and those of libuv's threads that do them. It may outlive the workers.
///
/// Where jobs follow each other quickly, a thread that finds none stays a moment: the next one is on its way, and waking a
/// thread takes longer than most jobs. One at most stays; every job that waits has one that stays, or all threads are busy.
class JobRow {
public:
    /// True if one thread more is wanted, to serve(). `counted`: by count_one().
    bool add(std::shared_ptr<Job> job, bool counted) {
        std::vector<std::shared_ptr<Job>> done;   // destroyed after the lock, on the loop's thread
        std::lock_guard lock(mutex_);
        done.swap(done_);
        left_ += !counted;
        note_arrival();
        queue_.push_back(std::move(job));
        note_length();
        const bool wanted = queue_.size() > staying_ && serving_ < most_;
        serving_ += wanted;
        return wanted;
    }

    /// A thread of libuv's does jobs until there are none.
    void serve(int worker) {
        std::unique_lock lock(mutex_);
        while (!queue_.empty() || comes_while_staying(lock)) {
            std::shared_ptr<Job> job = std::move(queue_.front());
            queue_.pop_front();
            note_length();
            lock.unlock();
            job->work(worker);
            lock.lock();
            done_.push_back(std::move(job));
            end_one(lock);
        }
        --serving_;
    }

    /// On the loop's thread: lets go what is done.
    void forget_done() {
        std::vector<std::shared_ptr<Job>> done;
        std::lock_guard lock(mutex_);
        done.swap(done_);
    }

    void count_one() {
        std::lock_guard lock(mutex_);
        ++left_;
    }
    void end_one() {
        std::unique_lock lock(mutex_);
        end_one(lock);
    }
    bool all_ended() {
        std::lock_guard lock(mutex_);
        return left_ == 0;
    }
    /// False if they have all ended: then it is not called.
    bool call_at_end(std::function<void()>& idle) {
        std::lock_guard lock(mutex_);
        if (left_ == 0) return false;
        idle_ = std::move(idle);
        return true;
    }

private:
    void note_length() { length_.store(queue_.size(), std::memory_order_relaxed); }

    bool comes_while_staying(std::unique_lock<std::mutex>& lock) {
        if (!many_come_ || staying_ > 0) return false;
        ++staying_;
        lock.unlock();
        const auto end = std::chrono::steady_clock::now() + moment;
        while (length_.load(std::memory_order_relaxed) == 0 && std::chrono::steady_clock::now() < end) {}
        lock.lock();
        --staying_;
        return !queue_.empty();
    }
    void note_arrival() {
        const auto now = std::chrono::steady_clock::now();
        many_come_ = now - std::exchange(latest_, now) < moment;
    }

    void end_one(std::unique_lock<std::mutex>& lock) {
        if (--left_ > 0 || !idle_) return;
        const auto idle = std::exchange(idle_, nullptr);
        lock.unlock();
        idle();
        lock.lock();
    }

    static constexpr std::chrono::microseconds moment{5};
    const int most_ = thread_count();
    std::mutex mutex_;
    std::deque<std::shared_ptr<Job>> queue_;
    std::vector<std::shared_ptr<Job>> done_;
    std::atomic<std::size_t> length_{0};   // the queue's, for those who do not hold the lock
    std::size_t staying_ = 0;
    std::chrono::steady_clock::time_point latest_;   // when the latest job came
    bool many_come_ = false;
    int serving_ = 0, left_ = 0;           // threads; jobs that have not ended
    std::function<void()> idle_;
};

/// libuv's threads. A job that need not wait for anything is done in the loop's next poll, and takes none of them.
class LibuvWorkers final : public Workers {
public:
    explicit LibuvWorkers(Loop& loop) : poller_(loop.poller()), mailbox_(loop.mailbox()) {}

    void submit(std::shared_ptr<Job> job) override {
        if (!job->brief()) return hand_over(std::move(job), false);
        row_->count_one();
        if (brief_.empty()) mailbox_->leave([this] { do_brief_jobs(); });
        brief_.push_back(std::move(job));
    }

    void shut_down(bool wait) override {
        do_brief_jobs();
        while (wait && !row_->all_ended()) poller_.poll(trace::forever);
    }

    void when_idle(std::function<void()> idle) override {
        if (!row_->call_at_end(idle)) idle();
    }

private:
    void do_brief_jobs() {
        for (auto& job : std::exchange(brief_, {})) {
            if (!job->done_at_once()) {
                hand_over(std::move(job), true);
                continue;
            }
            job->work(worker_number());
            row_->end_one();
        }
    }

    void hand_over(std::shared_ptr<Job> job, bool counted) {
        if (row_->add(std::move(job), counted))
            poller_.queue_work([row = row_](int worker) { row->serve(worker); }, [row = row_] { row->forget_done(); });
    }

    Poller& poller_;
    std::shared_ptr<Mailbox> mailbox_;
    std::vector<std::shared_ptr<Job>> brief_;   // submitted since the latest poll
    std::shared_ptr<JobRow> row_ = std::make_shared<JobRow>();
};

}  // namespace

std::unique_ptr<Workers> libuv_workers(Loop& loop) { return std::make_unique<LibuvWorkers>(loop); }

}  // namespace asyncio
