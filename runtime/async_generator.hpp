#pragma once
#include <optional>

#include "coroutine.hpp"
#include "slot.hpp"

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
/// what its locals destroy is destroyed then, and nothing is awaited any more, unless aclose() was awaited before.
/// create_task, wait_for, gather and the like take what next(), asend(), athrow() and aclose() give, as in Python.
/// With a second type it can be sent things: `auto sent = co_yield i` is a std::optional<Sent>, none after next().
/// Python: async def with yield
template <class T, class Sent = None>
class [[nodiscard("an asynchronous generator does nothing until next() is awaited")]] AsyncGenerator {
public:
    class promise_type;
    using Frame = std::coroutine_handle<promise_type>;

    explicit AsyncGenerator(Frame frame) : frame_(frame) {}
    AsyncGenerator(AsyncGenerator&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
    AsyncGenerator& operator=(AsyncGenerator other) noexcept { std::swap(frame_, other.frame_); return *this; }
    ~AsyncGenerator() { close(); }

    class Next;
    class Close;
    /// Awaited, it runs the generator to its next value; none: it has ended. Throws what the generator throws, and
    /// RuntimeError if somebody else awaits it already. Python: anext(generator)
    Next next() { return Next(*this, "anext"); }
    /// The same, and the co_yield where it stands gives `value`. Throws TypeError if it has not begun.
    Next asend(Sent value) { return Next(*this, "anext", {}, std::move(value)); }
    /// The same, and the co_yield where it stands throws. One that has not begun ends at once, with that exception.
    Next athrow(std::exception_ptr exception) { return Next(*this, "athrow", std::move(exception)); }
    template <class E> requires std::is_base_of_v<BaseException, E>
    Next athrow(E exception) { return athrow(std::make_exception_ptr(std::move(exception))); }
    /// Awaited, it throws GeneratorExit at the co_yield where the generator stands, and runs it to its end.
    /// Throws what the generator throws instead, and RuntimeError if it yields another value.
    Close aclose() { return Close(*this); }
    /// Ends it where it stands, without running it any further.
    void close() {
        if (auto frame = std::exchange(frame_, nullptr)) frame.destroy();
    }

private:
    Frame frame_;
};

template <class T, class Sent>
class AsyncGenerator<T, Sent>::promise_type : public PromiseBase {
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
    void unhandled_exception() noexcept { *error = exception_out_of("async generator", true); }

    /// Goes on with whoever awaits next().
    struct HandOver {
        promise_type& promise;
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(Frame frame) noexcept { return frame.promise().continuation; }
        std::optional<Sent> await_resume() {
            if (promise.thrown) std::rethrow_exception(std::exchange(promise.thrown, nullptr));
            return std::exchange(promise.sent, std::nullopt);
        }
    };
    template <class U>
    HandOver yield_value(U&& item) {
        value.emplace(std::forward<U>(item));
        return {*this};
    }
    HandOver yield_value(T item) { return yield_value<T>(std::move(item)); }   // of what is in braces

    std::optional<T> value;       ///< that next() takes
    std::optional<Sent> sent;     ///< that co_yield gives
    std::exception_ptr thrown;    ///< that co_yield throws
};

template <class T, class Sent>
class AsyncGenerator<T, Sent>::Next {
public:
    using SuspendsTask = void;
    using IsCoroutine = void;
    Next(AsyncGenerator& generator, const char* method, std::exception_ptr thrown = {}, std::optional<Sent> sent = {})
        : generator_(generator), method_(method), error_(std::move(thrown)), sent_(std::move(sent)) {}
    Next(Next&& other)   // before it is awaited only
        : generator_(other.generator_), method_(other.method_), error_(std::move(other.error_)), sent_(std::move(other.sent_)) {}

    bool await_ready() {
        Frame frame = generator_.frame_;
        if (!frame || frame.done()) error_ = nullptr;   // it has ended: nobody is there to be told
        else if (frame.promise().started) return false;
        else if (sent_) error_ = std::make_exception_ptr(TypeError("can't send non-None value to a just-started async generator"));
        else if (!error_) return false;
        else generator_.close();
        return true;
    }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P> caller) {
        frame_ = generator_.frame_;
        promise_type& promise = frame_.promise();
        if (promise.continuation)
            throw RuntimeError(std::string(method_) + "(): asynchronous generator is already running");
        promise.started = true;
        promise.thrown = std::exchange(error_, nullptr);
        promise.sent = std::move(sent_);
        promise.continuation = caller;
        caller.promise().awaits = &promise;
        promise.error = &awaiting_.error;
        return frame_;
    }
    std::optional<T> await_resume() {
        if (!frame_) return error_ ? (std::rethrow_exception(error_), std::nullopt) : std::nullopt;
        promise_type& promise = frame_.promise();
        PromiseBase::of(std::exchange(promise.continuation, nullptr)).awaits = nullptr;
        if (awaiting_.error) std::rethrow_exception(std::move(awaiting_.error));
        return frame_.done() ? std::nullopt : std::exchange(promise.value, std::nullopt);
    }

private:
    AsyncGenerator& generator_;
    const char* method_;
    std::exception_ptr error_;
    std::optional<Sent> sent_;
    Awaiting awaiting_;
    Frame frame_;                 // none: it was not run
};

template <class T, class Sent>
class AsyncGenerator<T, Sent>::Close {
public:
    using SuspendsTask = void;
    using IsCoroutine = void;
    explicit Close(AsyncGenerator& generator)
        : generator_(generator), next_(generator, "aclose", std::make_exception_ptr(GeneratorExit())) {}

    bool await_ready() { return next_.await_ready(); }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P> caller) { return next_.await_suspend(caller); }
    void await_resume() {
        try {
            if (next_.await_resume()) throw RuntimeError("async generator ignored GeneratorExit");
        } catch (const GeneratorExit&) {
        }
        generator_.close();
    }

private:
    AsyncGenerator& generator_;
    Next next_;
};

namespace detail {
template <class T, class Sent>
Coroutine<T> next_of(AsyncGenerator<T, Sent>& generator, std::optional<T> otherwise) {
    std::optional<T> value = co_await generator.next();
    if (!value && !otherwise) throw StopAsyncIteration();
    co_return value ? *std::move(value) : *std::move(otherwise);
}
}  // namespace detail

/// The next value: `auto value = co_await anext(generator)`. Throws StopAsyncIteration if the generator has ended, and what
/// next() throws. As in Python, what it gives has no name of its own. Python: anext
template <class T, class Sent>
Coroutine<T> anext(AsyncGenerator<T, Sent>& generator) { return detail::next_of<T, Sent>(generator, std::nullopt).as("?"); }
/// The same; `otherwise`, if the generator has ended.
template <class T, class Sent>
Coroutine<T> anext(AsyncGenerator<T, Sent>& generator, std::type_identity_t<T> otherwise) {
    return detail::next_of<T, Sent>(generator, std::move(otherwise)).as("?");
}

}  // namespace asyncio
