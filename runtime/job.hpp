#pragma once
#include <memory>
#include <string>
#include <vector>

#include "concurrent.hpp"
#include "future.hpp"
#include "handle.hpp"
#include "mailbox.hpp"
#include "owner_of.hpp"
#include "program.hpp"

namespace asyncio {

/// One call that an executor makes in a thread of its own. When it has been made, the job comes to its loop, if it has one,
/// as the handle that delivers what came of it. References are counted on the loop's thread alone: who else has a job has one
/// of them, and hands it on.
class Job : public HandleState {
public:
    /// Emits: job_submit, if the program is recorded; without a loop (nullptr) in virtual time only.
    Job(Loop* loop, const std::string& function);

    std::uint32_t number() const { return job_number_; }
    Loop* loop() const override { return loop_; }   ///< only to be looked at on its thread
    bool loop_is_closed() const { return mailbox_->closed(); }

    /// A thread does the job: runs the function, here and now, and hands the job over to its loop. If there is none, or that
    /// is closed, it gives back a job that is awaited; another goes in this thread. Emits: job_begin, job_end; push of
    /// executor.deliver, if anybody waits for it. With `wakes` false that waits for the loop's next poll: who has it so, has
    /// the poll end, by Mailbox::wake() or otherwise.
    static Counted<Job> work(Counted<Job> job, int worker, bool wakes = true);
    /// Has `note` run on the loop's thread: how a thread of real time writes the log.
    void record_later(Mailbox::Note note);

    /// Real time: whether it is worth to try and do the job in the loop's poll. If done_at_once(), which waits for
    /// nothing, has the result, work() only hands it out; if not, a thread does the work.
    virtual bool brief() const { return false; }
    virtual bool done_at_once() { return false; }
    /// Virtual time: whether the function may sleep, or wait for the loop. Else it needs no thread of its own.
    virtual bool may_park() const { return true; }
    /// Whether the loop's thread has ties to it, even if the loop is closed.
    virtual bool awaited() const { return false; }

    // The steps of work(). In virtual time they are taken with the baton.
    virtual bool begin() = 0;                             ///< false if it was cancelled before: the job has ended
    std::exception_ptr perform(SimulatedThread* thread);  ///< what it threw
    virtual void finish(std::exception_ptr error) = 0;    ///< the outcome is there for those who wait
    // Real time: what the log is to have before whatever follows from it.
    virtual void record_begin_later(int worker);
    virtual void record_end_later(trace::State state, const std::exception_ptr& error);
    void record_begin(int worker);
    void record_end(trace::State state, const std::exception_ptr& error = nullptr);

protected:
    virtual void call() = 0;           ///< stores the result; may throw
    /// The same, by a letter that lives until it has come.
    void record_later(HandleState& letter);

private:
    bool is_recorded() const { return job_number_ != 0; }
    Recorder& recorder() const;

    std::uint32_t job_number_ = 0;     // 0: it is not recorded
    Program* program_;
    Loop* loop_;
    std::shared_ptr<Mailbox> mailbox_;
};

/// Jobs that nobody needs any more, and no loop took back. They must go where their references are counted.
class FormerJobs {
public:
    FormerJobs() = default;
    ~FormerJobs() { for (auto& job : jobs_) job->clear(); }
    FormerJobs(FormerJobs&&) = default;
    FormerJobs& operator=(FormerJobs&&) = delete;
    void add(Counted<Job> job) { if (job) jobs_.push_back(std::move(job)); }
    FormerJobs take() { return std::move(*this); }

private:
    std::vector<Counted<Job>> jobs_;
};

/// A job whose outcome is for the one future of its loop that awaits it, and may be cancelled through that until it begins.
class AwaitedJob : public Job {
public:
    using Job::Job;
    bool begin() override { return move_on(Status::pending, Status::running); }
    void finish(std::exception_ptr error) override;
    void arrive(Loop& loop) override;
    // It comes to the loop after its beginning, or never; and is the first to follow from its own end, which it brings along.
    void record_begin_later(int worker) override {
        begun_.worker = worker;
        record_later(begun_);
    }
    void record_end_later(trace::State, const std::exception_ptr&) override { brings_end_ = true; }
    HandleFacts facts() override { return {nullptr, destination_.get(), ""}; }
    void clear() override { destination_ = nullptr; }
    bool awaited() const override { return true; }

protected:
    /// Ties the job to its future, both ways (Python: futures._chain_future). On the loop's thread, before its next poll.
    void await_in(FutureState* destination);
    FutureState* destination() const { return destination_.get(); }
    std::exception_ptr error() const;   ///< what it failed with, as the loop's side knows it
    /// It will not be performed any more: called in the thread that finished or cancelled it.
    virtual void over() {}

private:
    /// Tells the loop that a thread has begun.
    class Begun final : public HandleState {
    public:
        Begun() : HandleState(trace::Callback::other) {}
        void arrive(Loop&) override { job().record_begin(worker); }
        void run() override {}
        HandleFacts facts() override { return {}; }
        Loop* loop() const override { return nullptr; }
        void retain() override {}
        void release() override {}
        int worker = 0;
    private:
        inline AwaitedJob& job() const;
    };

    enum class Status : std::uint8_t { pending, running, cancelled, finished };
    bool move_on(Status from, Status to) { return status_.compare_exchange_strong(from, to, std::memory_order_acq_rel); }
    void cancel_call();
    void record_own_end();

    Begun begun_;
    std::atomic<Status> status_{Status::pending};
    bool brings_end_ = false;
    Counted<FutureState> destination_;
    std::exception_ptr error_;
};

inline AwaitedJob& AwaitedJob::Begun::job() const { return owner_of(this, &AwaitedJob::begun_); }

/// The same, with a result of type T.
template <class T>
class AwaitedJobOf : public AwaitedJob {
public:
    using Result = T;
    using AwaitedJob::AwaitedJob;
    /// The future that awaits it.
    Future<T> future() {
        Future<T> destination(new FutureOf<T>(*loop(), trace::FutureKind::executor));
        await_in(destination.state());
        return destination;
    }
    void run() override {
        if (destination()->cancelled()) return;
        Future<T> destination(this->destination());
        if (auto failed = error()) destination.set_exception(std::move(failed));
        else if constexpr (std::is_void_v<T>) destination.set_result();
        else destination.set_result(result_.take());
    }

protected:
    [[no_unique_address]] Slot<T> result_;   ///< for call()
};

/// The awaited job of calling a function without arguments.
template <class F>
class AwaitedCall final : public AwaitedJobOf<std::invoke_result_t<F&>> {
public:
    AwaitedCall(Loop* loop, const std::string& name, F function)
        : AwaitedJobOf<std::invoke_result_t<F&>>(loop, name), function_(std::move(function)) {}

protected:
    void call() override {
        if constexpr (std::is_void_v<std::invoke_result_t<F&>>) function_();
        else this->result_.set(function_());
    }

private:
    [[no_unique_address]] F function_;
};

/// A job whose outcome is for whoever has its future between threads.
template <class F>
class SubmittedCall final : public Job {
public:
    using Outcome = concurrent::FutureOf<std::invoke_result_t<F&>>;
    SubmittedCall(Loop* loop, const std::string& name, F function, std::shared_ptr<Outcome> outcome)
        : Job(loop, name), function_(std::move(function)), outcome_(std::move(outcome)) {}
    bool begin() override { return outcome_->begin(); }
    void finish(std::exception_ptr error) override { outcome_->finish(std::move(error)); }
    void arrive(Loop&) override { release(); }   // nobody there waits for it
    void run() override {}
    HandleFacts facts() override { return {}; }

protected:
    void call() override {
        if constexpr (std::is_void_v<std::invoke_result_t<F&>>) function_();
        else outcome_->slot.set(function_());
    }

private:
    F function_;
    std::shared_ptr<Outcome> outcome_;
};

}  // namespace asyncio
