#include <utility>
#include <vector>

#include "executor.hpp"
#include "uv.hpp"

namespace asyncio {
namespace {

/// libuv's threads. A job that need not wait for anything is done in the loop's next poll, and takes none of them.
class LibuvWorkers final : public Workers {
public:
    explicit LibuvWorkers(Loop& loop) : poller_(loop.poller()), mailbox_(loop.mailbox()) {}

    void submit(std::shared_ptr<Job> job) override {
        ++left_->count;
        if (!job->brief()) return hand_over(std::move(job));
        if (brief_.empty()) mailbox_->leave([this] { do_brief_jobs(); });
        brief_.push_back(std::move(job));
    }

    void shut_down(bool wait) override {
        do_brief_jobs();
        while (wait && left_->count > 0) poller_.poll(trace::forever);
    }

    void when_idle(std::function<void()> idle) override {
        if (left_->count == 0) return idle();
        left_->idle = std::move(idle);
    }

private:
    /// What is under way may outlive the workers.
    struct Left {
        int count = 0;
        std::function<void()> idle;

        void one_done() {
            if (--count == 0 && idle) std::exchange(idle, nullptr)();
        }
    };

    void do_brief_jobs() {
        for (auto& job : std::exchange(brief_, {})) {
            if (!job->done_at_once()) {
                hand_over(std::move(job));
                continue;
            }
            job->work(worker_number());
            left_->one_done();
        }
    }

    void hand_over(std::shared_ptr<Job> job) {
        poller_.queue_work([job](int worker) { job->work(worker); }, [left = left_] { left->one_done(); });
    }

    Poller& poller_;
    std::shared_ptr<Mailbox> mailbox_;
    std::vector<std::shared_ptr<Job>> brief_;   // submitted since the latest poll
    std::shared_ptr<Left> left_ = std::make_shared<Left>();
};

}  // namespace

std::unique_ptr<Workers> libuv_workers(Loop& loop) { return std::make_unique<LibuvWorkers>(loop); }

}  // namespace asyncio
