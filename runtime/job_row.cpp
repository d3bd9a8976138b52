#include "job_row.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>

#include "executor.hpp"

namespace asyncio {
namespace {

constexpr std::chrono::microseconds moment{5}, nap{1000};
constexpr int many = 16;

}  // namespace

/// How many threads libuv has.
int JobRow::thread_count() {
    const char* set = std::getenv("UV_THREADPOOL_SIZE");
    const int count = set ? std::atoi(set) : 4;
    return count > 0 ? count : 1;
}

JobRow::Wanted JobRow::add(Counted<Job> job, bool counted) {
    left_ += !counted;
    if (burst_ && add_apart(job)) return {0, true};
    std::lock_guard lock(mutex_);
    note_arrival();
    if (burst_) take_apart();
    queue_.push_back(std::move(job));
    note_length();
    if (waiting() <= 0) return {0, false};
    burst_ = ended_ >= many;
    return {come(burst_ ? most_ : 1), burst_};
}

/// So many more threads will come.
int JobRow::come(int most) {
    const int more = std::clamp(most, 0, most_ - serving_);
    serving_ += more;
    spare_ += more;
    return more;
}

/// False if not all threads serve: one may be wanted.
bool JobRow::add_apart(Counted<Job>& job) {
    std::lock_guard lock(apart_mutex_);
    if (serving_ < most_) return false;
    apart_.push_back(std::move(job));
    return true;
}

/// Whether there is something in the queue now.
bool JobRow::take_apart() {
    std::lock_guard lock(apart_mutex_);
    if (queue_.empty()) queue_.swap(apart_);
    else for (; !apart_.empty(); apart_.pop_front()) queue_.push_back(std::move(apart_.front()));
    note_length();
    return !queue_.empty();
}

/// A thread goes. False if it must not: it is the last one, and something has come.
bool JobRow::leave() {
    std::lock_guard lock(apart_mutex_);
    if (serving_ == 1 && !apart_.empty()) return false;
    if (--serving_ == 0) ended_ = 0;
    return true;
}

int JobRow::threads() {
    std::lock_guard lock(mutex_);
    burst_ = false;
    burst_over_.notify_all();
    take_apart();
    return come(waiting());
}

void JobRow::work(int worker) {
    Lock lock(mutex_);
    stand_by(lock);
    do while (!queue_.empty() || comes_while_staying(lock)) {
        Counted<Job> job = std::move(queue_.front());
        queue_.pop_front();
        note_length();
        const bool last = queue_.empty() && !stays();
        lock.unlock();
        job = Job::work(std::move(job), worker, !last);
        lock.lock();
        if (last && (!queue_.empty() || stays())) mailbox_->wake();
        former_.add(std::move(job));
        ++ended_;
        end_one(lock);
        if (!burst_ || serving_ - spare_ == 1) continue;
        ++spare_;
        stand_by(lock);
    } while (!leave());
}

void JobRow::after() {
    std::unique_lock lock(mutex_);
    const FormerJobs former = former_.take();
    lock.unlock();
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

/// A spare thread, in a burst: as long as another has jobs, and ends them.
void JobRow::stand_by(Lock& lock) {
    for (int ended = -1; burst_ && serving_ > spare_ && ended != ended_;) {
        ended = ended_;
        burst_over_.wait_for(lock, nap);
    }
    --spare_;
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

/// In a burst: who took each job when it comes would be in the way of the loop.
bool JobRow::comes_meanwhile(Lock& lock) {
    lock.unlock();
    std::this_thread::sleep_for(nap);
    lock.lock();
    return take_apart();
}

}  // namespace asyncio
