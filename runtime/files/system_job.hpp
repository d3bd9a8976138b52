#pragma once
#include "../awaiters.hpp"
#include "../executor.hpp"

/// Calls of the system as jobs of the running loop's default executor, with what aiofiles calls them.
namespace asyncio::files {

/// A result that is handed on and never copied.
template <class T>
struct Only {
    explicit Only(T t) : value(std::move(t)) {}
    Only(Only&&) = default;
    Only& operator=(Only&&) = default;
    T value;
};

namespace detail {

template <class F, class... Args>
auto only(F& function, Args&... args) {
    if constexpr (std::is_void_v<std::invoke_result_t<F&, Args&...>>) {
        function(args...);
        return Only<None>({});
    } else {
        return Only(function(args...));
    }
}

/// A job whose function sleeps for nobody's sake but the system's.
template <class F>
class SystemJob final : public Job {
public:
    using R = decltype(only(std::declval<F&>()));
    SystemJob(Loop& loop, const char* name, F function, std::shared_ptr<concurrent::FutureOf<R>> outcome)
        : Job(loop, name, outcome), function_(std::move(function)), slot_(outcome->slot) {}
    bool may_park() const override { return false; }

protected:
    void call() override { slot_.set(only(function_)); }

private:
    F function_;
    Slot<R>& slot_;   // lives in the outcome
};

/// Submits the job that `make(loop, outcome)` makes. Emits: job_submit.
template <class J, class Make>
Future<typename J::R> submit(Make make) {
    using R = typename J::R;
    Loop& loop = get_running_loop();
    ThreadPoolExecutor& executor = loop.default_executor();
    auto outcome = std::make_shared<concurrent::FutureOf<R>>();
    std::shared_ptr<J> job = make(loop, outcome);
    executor.submit(job);
    Future<R> destination(new FutureOf<R>(loop, trace::FutureKind::executor));
    asyncio::detail::chain<R>(*job, outcome, destination);
    return destination;
}

template <class F>
struct SystemCall {
    const char* name;
    F function;
};

template <class F>
auto await_job(SystemCall<F> call) -> Coroutine<std::invoke_result_t<F&>> {
    using J = SystemJob<F>;
    auto done = co_await submit<J>([&](Loop& loop, auto outcome) {
        return std::make_shared<J>(loop, call.name, std::move(call.function), std::move(outcome));
    });
    if constexpr (!std::is_void_v<std::invoke_result_t<F&>>) co_return std::move(done.value);
}

}  // namespace detail

/// Awaits `function()`, done in the executor as the job `name`. Cancelling the await does not stop it.
///
/// Python: loop.run_in_executor(None, function). Emits: job_submit, suspend; later job_begin, job_end, executor.deliver.
template <class F>
auto in_executor(const char* name, F function) -> Coroutine<std::invoke_result_t<F&>> {
    return detail::await_job(detail::SystemCall<F>{name, std::move(function)}).as(name);
}

}  // namespace asyncio::files
