#pragma once
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "concurrent.hpp"
#include "context.hpp"
#include "delivery.hpp"
#include "handle.hpp"
#include "mailbox.hpp"
#include "program.hpp"
#include "virtual_time.hpp"

namespace asyncio {

class Recorder;
class Workers;

/// One call that an executor makes in a thread of its own.
class Job : public SimulatedThread, public std::enable_shared_from_this<Job> {
public:
    /// Emits: job_submit.
    Job(Loop& loop, const std::string& function, std::shared_ptr<concurrent::FutureState> outcome) : Job(&loop, function, std::move(outcome)) {}
    /// The same without a loop (nullptr): nothing of it can be delivered, and in real time it is not recorded.
    Job(Loop* loop, const std::string& function, std::shared_ptr<concurrent::FutureState> outcome);
    ~Job() override;

    std::uint32_t number() const { return number_; }
    concurrent::FutureState& outcome() const { return *outcome_; }
    /// Has `deliver` pushed to the loop's ready queue when the outcome is there.
    void deliver_with(HandleState* deliver);

    /// Runs the function, here and now, and tells the loop. False if it was cancelled before.
    /// Emits: job_begin, job_end; push of the delivery. With `wakes` false, that waits for the loop's next poll: who has
    /// it so, has the poll end, by wake_loop() or otherwise.
    bool work(int worker, bool wakes = true);
    void wake_loop() { mailbox_->wake(); }
    /// Has `note` run on the loop's thread: how a thread of real time writes the log.
    void record_later(Mailbox::Letter note);

    /// Real time: whether it is worth to try and do the job in the loop's poll. If done_at_once(), which waits for
    /// nothing, has the result, work() only hands it out; if not, a thread does the work.
    virtual bool brief() const { return false; }
    virtual bool done_at_once() { return false; }
    /// Virtual time: whether the function may sleep, or wait for the loop. Else it needs no thread of its own.
    virtual bool may_park() const { return true; }

    // Virtual time: the loop resumes, the thread parks.
    void assign(Workers& workers, int worker) { workers_ = &workers; worker_ = worker; }
    void resume() override;
    void park();                       ///< until somebody resumes it. Throws Abandoned if the program was abandoned
    bool unfinished_thread() const { return thread_.joinable(); }

protected:
    virtual void call() = 0;           ///< stores the result; may throw

private:
    std::exception_ptr perform();
    void end(std::exception_ptr error);
    void thread_body();

    Program* program_;
    Recorder* recorder_ = nullptr;
    Loop* loop_;
    std::shared_ptr<Mailbox> mailbox_;
    std::shared_ptr<concurrent::FutureState> outcome_;
    bool wakes_ = true;
    std::optional<Delivery> delivery_;   // if the loop is closed, the handle goes with the job
    std::uint32_t number_ = 0;
    Workers* workers_ = nullptr;
    int worker_ = -1;
    bool over_ = false;
    std::binary_semaphore go_{0};
    std::thread thread_;
};

/// A job whose function gives an R.
template <class R, class F>
class JobOf final : public Job {
public:
    JobOf(Loop* loop, const std::string& name, F function, std::shared_ptr<concurrent::FutureOf<R>> outcome)
        : Job(loop, name, outcome), function_(std::move(function)), slot_(outcome->slot) {}

protected:
    void call() override {
        if constexpr (std::is_void_v<R>) function_();
        else slot_.set(function_());
    }

private:
    F function_;
    Slot<R>& slot_;   // lives in the outcome
};

}  // namespace asyncio
