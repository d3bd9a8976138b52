#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <thread>
#include <utility>
#include <vector>

#include "brief_mutex.hpp"
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
/// thread takes longer than most jobs. One at most stays. A burst, jobs that come while many are done already, is for one
/// thread until the loop polls: more would only be in each other's way, and in that of the loop.
class JobRow {
public:
    enum class Threads { enough, one_more, ask_later };

    /// Whether another thread is wanted, to serve(); or maybe, when the loop polls: threads() says how many then.
    /// `counted`: by count_one().
    Threads add(std::shared_ptr<Job> job, bool counted) {
        std::vector<std::shared_ptr<Job>> done;   // destroyed after the lock, on the loop's thread
        std::lock_guard lock(mutex_);
        done.swap(done_);
        left_ += !counted;
        note_arrival();
        queue_.push_back(std::move(job));
        note_length();
        if (waiting() <= 0) return Threads::enough;
        burst_ |= ended_ >= many;
        if (burst_ && serving_ > 0) return Threads::ask_later;
        if (serving_ == most_) return Threads::enough;
        ++serving_, ++spare_;
        return Threads::one_more;
    }

    /// How many threads are wanted besides those that serve.
    int threads() {
        std::lock_guard lock(mutex_);
        burst_ = false;
        const int more = std::clamp(waiting(), 0, most_ - serving_);
        serving_ += more;
        spare_ += more;
        return more;
    }

    /// A thread of libuv's does jobs until there are none.
    void serve(int worker) {
        std::unique_lock lock(mutex_);
        --spare_;
        while (!queue_.empty() || comes_while_staying(lock)) {
            std::shared_ptr<Job> job = std::move(queue_.front());
            queue_.pop_front();
            note_length();
            lock.unlock();
            job->work(worker);
            lock.lock();
            done_.push_back(std::move(job));
            ++ended_;
            end_one(lock);
            if (burst_ && serving_ > 1) break;
        }
        if (--serving_ == 0) ended_ = 0;
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
        idle_ = Workers::both(std::move(idle_), std::move(idle));
        return true;
    }

private:
    int waiting() const { return static_cast<int>(queue_.size()) - spare_; }   // jobs for which nobody comes or stays
    void note_length() { length_.store(queue_.size(), std::memory_order_relaxed); }

    bool comes_while_staying(std::unique_lock<BriefMutex>& lock) {
        if (burst_) return comes_meanwhile(lock);
        if (!(many_come_ || piled_up_) || spare_ > 0) return false;
        ++spare_;
        lock.unlock();
        const auto end = std::chrono::steady_clock::now() + moment;
        while (length_.load(std::memory_order_relaxed) == 0 && std::chrono::steady_clock::now() < end) {}
        lock.lock();
        --spare_;
        return !queue_.empty();
    }
    /// In a burst: who took the jobs meanwhile would be in the way of the loop. Until that polls or submits no more, or the
    /// jobs have waited long enough.
    bool comes_meanwhile(std::unique_lock<BriefMutex>& lock) {
        std::size_t before = 0;
        for (int naps = 0; naps < most_naps && burst_ && (naps == 0 || queue_.size() > before); ++naps) {
            before = queue_.size();
            lock.unlock();
            std::this_thread::sleep_for(nap);
            lock.lock();
        }
        return !queue_.empty();
    }
    /// Jobs that pile up come faster than they go: that takes no clock.
    void note_arrival() {
        const bool piles_up = std::exchange(piled_up_, !queue_.empty());
        if (piled_up_) return;
        const auto now = std::chrono::steady_clock::now();
        many_come_ = now - std::exchange(latest_, now) < moment || piles_up;
    }

    void end_one(std::unique_lock<BriefMutex>& lock) {
        if (--left_ > 0 || !idle_) return;
        const auto idle = std::exchange(idle_, nullptr);
        lock.unlock();
        idle();
        lock.lock();
    }

    static constexpr std::chrono::microseconds moment{5}, nap{200};
    static constexpr int many = 16, most_naps = 100;
    const int most_ = thread_count();
    BriefMutex mutex_;
    std::deque<std::shared_ptr<Job>> queue_;
    std::vector<std::shared_ptr<Job>> done_;
    std::atomic<std::size_t> length_{0};   // the queue's, for those who do not hold the lock
    std::chrono::steady_clock::time_point latest_;   // when the latest job came
    bool many_come_ = false, piled_up_ = false, burst_ = false;
    int serving_ = 0, spare_ = 0;          // threads, and those of them that have no job: they come, or stay
    int left_ = 0;                         // jobs that have not ended
    int ended_ = 0;                        // jobs that have, since there was no thread
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
        send_threads();
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
        const auto threads = row_->add(std::move(job), counted);
        if (threads == JobRow::Threads::one_more) return send_thread();
        if (threads == JobRow::Threads::enough || std::exchange(asks_later_, true)) return;
        mailbox_->leave([this] { send_threads(); });
    }

    void send_threads() {
        asks_later_ = false;
        for (int more = row_->threads(); more > 0; --more) send_thread();
    }

    void send_thread() {
        poller_.queue_work([row = row_](int worker) { row->serve(worker); }, [row = row_] { row->forget_done(); });
    }

    Poller& poller_;
    std::shared_ptr<Mailbox> mailbox_;
    std::vector<std::shared_ptr<Job>> brief_;   // submitted since the latest poll
    bool asks_later_ = false;                   // a letter for the next poll is left
    std::shared_ptr<JobRow> row_ = std::make_shared<JobRow>();
};

}  // namespace

std::unique_ptr<Workers> libuv_workers(Loop& loop) { return std::make_unique<LibuvWorkers>(loop); }

}  // namespace asyncio
