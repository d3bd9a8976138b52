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
class SystemJob final : public AwaitedJobOf<decltype(only(std::declval<F&>()))> {
public:
    SystemJob(Loop& loop, const char* name, F function)
        : AwaitedJobOf<decltype(only(std::declval<F&>()))>(&loop, name), function_(std::move(function)) {}
    bool may_park() const override { return false; }

protected:
    void call() override { this->result_.set(only(function_)); }

private:
    F function_;
};

/// Has the running loop's default executor do the job J(loop, args...). Emits: job_submit.
template <class J, class... Args>
Future<typename J::Result> submit(Args&&... args) {
    Loop& loop = get_running_loop();
    ThreadPoolExecutor& executor = loop.default_executor();
    return asyncio::detail::submit_awaited(executor, new J(loop, std::forward<Args>(args)...));
}

template <class F>
struct SystemCall {
    const char* name;
    F function;
};

template <class F>
auto await_job(SystemCall<F> call) -> Coroutine<std::invoke_result_t<F&>> {
    auto done = co_await submit<SystemJob<F>>(call.name, std::move(call.function));
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
