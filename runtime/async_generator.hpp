#pragma once
#include <optional>

#include "coroutine.hpp"

namespace asyncio {

/// What calling an asynchronous generator gives: a coroutine that hands out values on its way.
///
///     AsyncGenerator<int> ticks(int n) {
///         for (int i = 0; i < n; ++i) {
///             co_await sleep(1);
///             co_yield i;
///         }
///     }
///     auto generator = ticks(3);
///     while (auto i = co_await generator.next()) print("{}", *i);
///
/// Nothing of it runs before the first next(), and only in the task that awaits next(). It ends where its owner does:
/// what its locals destroy is destroyed then, and nothing is awaited any more. Python: async def with yield
template <class T>
class [[nodiscard("an asynchronous generator does nothing until next() is awaited")]] AsyncGenerator {
public:
    class promise_type;
    using Frame = std::coroutine_handle<promise_type>;

    explicit AsyncGenerator(Frame frame) : frame_(frame) {}
    AsyncGenerator(AsyncGenerator&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
    AsyncGenerator& operator=(AsyncGenerator other) noexcept { std::swap(frame_, other.frame_); return *this; }
    ~AsyncGenerator() { close(); }

    class Next;
    /// Awaited, it runs the generator to its next value; none: it has ended. Throws what the generator throws, and
    /// RuntimeError if somebody else awaits it already. Python: anext(generator)
    Next next() { return Next(frame_); }
    /// Ends it where it stands. Python: generator.aclose()
    void close() {
        if (auto frame = std::exchange(frame_, nullptr)) frame.destroy();
    }

private:
    Frame frame_;
};

template <class T>
class AsyncGenerator<T>::promise_type : public PromiseBase {
public:
    template <class... Args>
    promise_type(const Args&... args) { arguments = call_text(args...); }
    AsyncGenerator get_return_object(const char* function = __builtin_FUNCTION(),
                                     std::source_location place = std::source_location::current()) {
        static_assert(alignof(promise_type) == alignof(PromiseBase));
        name = function;
        where = place;
        return AsyncGenerator(Frame::from_promise(*this));
    }
    void return_void() {}

    /// Goes on with whoever awaits next().
    struct HandOver {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(Frame frame) noexcept { return frame.promise().continuation; }
        void await_resume() noexcept {}
    };
    template <class U>
    HandOver yield_value(U&& item) {
        value.emplace(std::forward<U>(item));
        return {};
    }

    std::optional<T> value;   ///< that next() takes
};

template <class T>
class AsyncGenerator<T>::Next {
public:
    using SuspendsTask = void;
    explicit Next(Frame frame) : frame_(frame) {}
    Next(const Next&) = delete;

    bool await_ready() const { return !frame_ || frame_.done(); }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P> caller) {
        promise_type& promise = frame_.promise();
        if (promise.continuation) throw RuntimeError("anext(): asynchronous generator is already running");
        promise.started = true;
        promise.continuation = caller;
        caller.promise().awaits = &promise;
        promise.error = &awaiting_.error;
        running_ = true;
        return frame_;
    }
    std::optional<T> await_resume() {
        if (!running_) return std::nullopt;
        promise_type& promise = frame_.promise();
        PromiseBase::of(std::exchange(promise.continuation, nullptr)).awaits = nullptr;
        if (awaiting_.error) std::rethrow_exception(std::move(awaiting_.error));
        return frame_.done() ? std::nullopt : std::exchange(promise.value, std::nullopt);
    }

private:
    Frame frame_;
    Awaiting awaiting_;
    bool running_ = false;
};

}  // namespace asyncio
