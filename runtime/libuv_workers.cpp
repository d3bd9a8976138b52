#include <utility>
#include <vector>

#include "executor.hpp"
#include "job_row.hpp"
#include "uv.hpp"

namespace asyncio {
namespace {

/// libuv's threads. A job that need not wait for anything is done in the loop's next poll, and takes none of them.
class LibuvWorkers final : public Workers {
public:
    explicit LibuvWorkers(Loop& loop) : poller_(loop.poller()), mailbox_(loop.mailbox()), row_(std::make_shared<JobRow>(mailbox_)) {}

    void submit(Counted<Job> job) override {
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
        FormerJobs former;
        for (auto& job : std::exchange(brief_, {})) {
            if (!job->done_at_once()) {
                hand_over(std::move(job), true);
                continue;
            }
            former.add(Job::work(std::move(job), worker_number()));
            row_->end_one();
        }
    }

    void hand_over(Counted<Job> job, bool counted) {
        const auto wanted = row_->add(std::move(job), counted);
        send_threads(wanted.now);
        if (!wanted.later || std::exchange(asks_later_, true)) return;
        mailbox_->leave([this] { send_threads(); });
    }

    void send_threads() {
        asks_later_ = false;
        send_threads(row_->threads());
    }

    void send_threads(int count) {
        for (; count > 0; --count) poller_.queue_work(row_);
    }

    Poller& poller_;
    std::shared_ptr<Mailbox> mailbox_;
    std::vector<Counted<Job>> brief_;   // submitted since the latest poll
    bool asks_later_ = false;           // a letter for the next poll is left
    std::shared_ptr<JobRow> row_;
};

}  // namespace

std::unique_ptr<Workers> libuv_workers(Loop& loop) { return std::make_unique<LibuvWorkers>(loop); }

}  // namespace asyncio
