#include "executor.hpp"
#include "uv.hpp"

namespace asyncio {
namespace {

class LibuvWorkers final : public Workers {
public:
    explicit LibuvWorkers(Poller& poller) : poller_(poller) {}

    void submit(std::shared_ptr<Job> job) override {
        ++left_->count;
        poller_.queue_work([job](int worker) { job->work(worker); }, [left = left_] {
            if (--left->count == 0 && left->idle) std::exchange(left->idle, nullptr)();
        });
    }

    void shut_down(bool wait) override {
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
    };
    Poller& poller_;
    std::shared_ptr<Left> left_ = std::make_shared<Left>();
};

}  // namespace

std::unique_ptr<Workers> libuv_workers(Loop& loop) { return std::make_unique<LibuvWorkers>(loop.poller()); }

}  // namespace asyncio
