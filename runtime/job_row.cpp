#include "job_row.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>

#include "executor.hpp"

namespace asyncio {
namespace {

constexpr std::chrono::microseconds moment{5}, nap{200};
constexpr int many = 16, most_naps = 100;

}  // namespace

/// How many threads libuv has.
int JobRow::thread_count() {
    const char* set = std::getenv("UV_THREADPOOL_SIZE");
    const int count = set ? std::atoi(set) : 4;
    return count > 0 ? count : 1;
}

JobRow::Threads JobRow::add(std::shared_ptr<Job> job, bool counted) {
    std::vector<std::shared_ptr<Job>> done;   // destroyed after the lock
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

int JobRow::threads() {
    std::lock_guard lock(mutex_);
    burst_ = false;
    const int more = std::clamp(waiting(), 0, most_ - serving_);
    serving_ += more;
    spare_ += more;
    return more;
}

void JobRow::work(int worker) {
    Lock lock(mutex_);
    --spare_;
    while (!queue_.empty() || comes_while_staying(lock)) {
        std::shared_ptr<Job> job = std::move(queue_.front());
        queue_.pop_front();
        note_length();
        const bool last = queue_.empty() && !stays();
        lock.unlock();
        job->work(worker, !last);
        lock.lock();
        if (last && (!queue_.empty() || stays())) job->wake_loop();
        done_.push_back(std::move(job));
        ++ended_;
        end_one(lock);
        if (burst_ && serving_ > 1) break;
    }
    if (--serving_ == 0) ended_ = 0;
}

void JobRow::after() {
    std::vector<std::shared_ptr<Job>> done;   // destroyed after the lock
    std::lock_guard lock(mutex_);
    done.swap(done_);
}

void JobRow::count_one() {
    std::lock_guard lock(mutex_);
    ++left_;
}

void JobRow::end_one() {
    Lock lock(mutex_);
    end_one(lock);
}

void JobRow::end_one(Lock& lock) {
    if (--left_ > 0 || !idle_) return;
    const auto idle = std::exchange(idle_, nullptr);
    lock.unlock();
    idle();
    lock.lock();
}

bool JobRow::all_ended() {
    std::lock_guard lock(mutex_);
    return left_ == 0;
}

bool JobRow::call_at_end(std::function<void()>& idle) {
    std::lock_guard lock(mutex_);
    if (left_ == 0) return false;
    idle_ = Workers::both(std::move(idle_), std::move(idle));
    return true;
}

/// Jobs that pile up come faster than they go: that takes no clock.
void JobRow::note_arrival() {
    const bool piled_up = std::exchange(piled_up_, !queue_.empty());
    many_come_ = piled_up || piled_up_;
    if (piled_up_) return;
    const auto now = std::chrono::steady_clock::now();
    many_come_ |= now - std::exchange(latest_, now) < moment;
}

bool JobRow::comes_while_staying(Lock& lock) {
    if (burst_) return comes_meanwhile(lock);
    if (!stays()) return false;
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
bool JobRow::comes_meanwhile(Lock& lock) {
    std::size_t before = 0;
    for (int naps = 0; naps < most_naps && burst_ && (naps == 0 || queue_.size() > before); ++naps) {
        before = queue_.size();
        lock.unlock();
        std::this_thread::sleep_for(nap);
        lock.lock();
    }
    return !queue_.empty();
}

}  // namespace asyncio
