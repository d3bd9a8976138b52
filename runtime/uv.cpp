#include "uv.hpp"

#include <uv.h>

#include <atomic>

#include "exceptions.hpp"
#include "trace/event.hpp"

namespace asyncio {
namespace {

void check(int code, const char* operation) {
    if (code < 0) throw OSError(std::string("[") + uv_err_name(code) + "] " + operation + ": " + uv_strerror(code));
}

/// libuv does not number its threads; the trace wants to tell them apart.
int worker_number() {
    static std::atomic<int> next{0};
    static thread_local int number = next++;
    return number;
}

struct Work {
    uv_work_t request{};
    std::function<void(int)> work;
    std::function<void()> after;
    std::size_t* in_flight;
};

}  // namespace

struct Poller::Impl {
    uv_loop_t loop{};
    uv_async_t wake{};
    uv_timer_t timer{};
    std::size_t in_flight = 0;   // requests that the thread pool has
};

Poller::Poller() : impl_(std::make_unique<Impl>()) {
    check(uv_loop_init(&impl_->loop), "start the event loop");
    check(uv_async_init(&impl_->loop, &impl_->wake, [](uv_async_t*) {}), "make the loop's wake-up");
    check(uv_timer_init(&impl_->loop, &impl_->timer), "make the loop's timer");
}

Poller::~Poller() {
    while (impl_->in_flight > 0) uv_run(&impl_->loop, UV_RUN_ONCE);
    uv_close(reinterpret_cast<uv_handle_t*>(&impl_->wake), nullptr);
    uv_close(reinterpret_cast<uv_handle_t*>(&impl_->timer), nullptr);
    uv_run(&impl_->loop, UV_RUN_DEFAULT);
    uv_loop_close(&impl_->loop);
}

void Poller::poll(Micros timeout) {
    if (timeout == 0) {
        uv_run(&impl_->loop, UV_RUN_NOWAIT);
        return;
    }
    if (timeout != trace::forever) {
        uv_update_time(&impl_->loop);
        uv_timer_start(&impl_->timer, [](uv_timer_t*) {}, static_cast<std::uint64_t>((timeout + 999) / 1000), 0);
    }
    uv_run(&impl_->loop, UV_RUN_ONCE);
    uv_timer_stop(&impl_->timer);
}

void Poller::wake() { uv_async_send(&impl_->wake); }

bool Poller::busy() const { return impl_->in_flight > 0; }

void Poller::queue_work(std::function<void(int)> work, std::function<void()> after) {
    auto* job = new Work{{}, std::move(work), std::move(after), &impl_->in_flight};
    job->request.data = job;
    ++impl_->in_flight;
    const int code = uv_queue_work(&impl_->loop, &job->request,
        [](uv_work_t* request) { static_cast<Work*>(request->data)->work(worker_number()); },
        [](uv_work_t* request, int) {
            std::unique_ptr<Work> job(static_cast<Work*>(request->data));
            --*job->in_flight;
            if (job->after) job->after();
        });
    if (code < 0) {
        --impl_->in_flight;
        delete job;
    }
    check(code, "queue work for the thread pool");
}

}  // namespace asyncio
