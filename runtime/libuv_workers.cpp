#include "executor.hpp"
#include "uv.hpp"

namespace asyncio {
namespace {

class LibuvWorkers final : public Workers {
public:
    explicit LibuvWorkers(Poller& poller) : poller_(poller) {}

    void submit(std::shared_ptr<Job> job) override {
        ++unfinished_;
        poller_.queue_work([job](int worker) { job->work(worker); }, [this] { --unfinished_; });
    }

    void shut_down(bool wait) override {
        while (wait && unfinished_ > 0) poller_.poll(trace::forever);
    }

private:
    Poller& poller_;
    int unfinished_ = 0;
};

}  // namespace

std::unique_ptr<Workers> libuv_workers(Loop& loop) { return std::make_unique<LibuvWorkers>(loop.poller()); }

}  // namespace asyncio
