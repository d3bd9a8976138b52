#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "brief_mutex.hpp"
#include "job.hpp"
#include "uv.hpp"

namespace asyncio {

/// The jobs of a loop and those of libuv's threads that do them. It may outlive the workers.
///
/// Where jobs follow each other quickly, a thread that finds none stays a moment: the next one is on its way, and waking a
/// thread takes longer than most jobs. One at most stays. A burst, jobs that come while many are done already, is for one
/// thread until the loop polls: more would only be in each other's way, and in that of the loop. The others stand by, for jobs
/// that wait for each other. Where a job is the last, its outcome wakes the loop together with the thread that is given back.
///
/// In a burst the loop does not touch the lock that the thread takes for each job: what it adds waits apart until that has none.
class JobRow final : public PoolWork {
public:
    struct Wanted {
        int now;      ///< so many more threads are wanted for work();
        bool later;   ///< and maybe more when the loop polls: threads() says how many then
    };
    /// `mailbox`: of the loop.
    explicit JobRow(std::shared_ptr<Mailbox> mailbox) : mailbox_(std::move(mailbox)) {}

    /// `counted`: by count_one(). On the loop's thread.
    Wanted add(Counted<Job> job, bool counted);
    int threads();                    ///< how many threads are wanted besides those that serve
    void work(int worker) override;   ///< a thread does jobs until there are none
    void after() override;            ///< lets go what the loop does not take back

    void count_one();                 ///< a job that is done elsewhere, or added later
    void end_one();
    bool all_ended();
    /// False if they have all ended: then it is not called.
    bool call_at_end(std::function<void()>& idle);

private:
    using Lock = std::unique_lock<BriefMutex>;
    int waiting() const { return static_cast<int>(queue_.size()) - spare_; }   // jobs for which nobody comes or stays
    void note_length() { length_.store(queue_.size(), std::memory_order_relaxed); }
    void note_arrival();
    int come(int most);
    bool add_apart(Counted<Job>& job);
    bool take_apart();
    bool leave();
    /// Whether a thread that has done its job waits for more.
    bool stays() const { return burst_ || (many_come_ && spare_ == 0); }
    void stand_by(Lock& lock);
    bool comes_while_staying(Lock& lock);
    bool comes_meanwhile(Lock& lock);
    void end_one(Lock& lock);
    static int thread_count();

    const std::shared_ptr<Mailbox> mailbox_;
    const int most_ = thread_count();
    BriefMutex mutex_;
    std::deque<Counted<Job>> queue_;
    FormerJobs former_;
    std::atomic<std::size_t> length_{0};   // the queue's, for those who do not hold the lock
    BriefMutex apart_mutex_;               // taken while mutex_ is held, or alone
    std::deque<Counted<Job>> apart_;       // what came in a burst, after those in the queue
    std::chrono::steady_clock::time_point latest_;   // when the latest job came to an empty queue
    bool many_come_ = false, piled_up_ = false;
    std::atomic<bool> burst_{false};       // the loop's thread writes it, with the lock
    std::condition_variable_any burst_over_;
    int serving_ = 0, spare_ = 0;          // threads, and those of them that have no job: they come, stay or stand by
    std::atomic<int> left_{0};             // jobs that have not ended
    int ended_ = 0;                        // jobs that have, since there was no thread
    std::function<void()> idle_;
};

}  // namespace asyncio
