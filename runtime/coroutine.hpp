#pragma once
#include <coroutine>
#include <cstdint>
#include <cstring>
#include <exception>
#include <source_location>
#include <utility>

#include "block_pool.hpp"
#include "call_text.hpp"
#include "exceptions.hpp"
#include "here.hpp"
#include "slot.hpp"

namespace asyncio {

template <class T> class Coroutine;

/// Chooses the awaiter for what stands behind a `co_await` (see awaiters.hpp).
template <class Awaited>
decltype(auto) awaiter_for(Awaited&& awaited);

class PromiseBase;
/// Debug mode: notes who makes the coroutine.
void note_origin(const PromiseBase& promise);

/// What owns a coroutine's frame, whatever the coroutine returns.
class FrameOwner {
public:
    explicit FrameOwner(std::coroutine_handle<> frame) : frame_(frame) {}
    FrameOwner(const FrameOwner&) = delete;
    /// Lets go of the frame, if it is this one's.
    bool gives_away(std::coroutine_handle<> frame) {
        const bool mine = frame_ == frame;
        if (mine) frame_ = nullptr;
        return mine;
    }

protected:
    std::coroutine_handle<> frame_;
};

/// Lies where a frame awaits another one.
struct Awaiting {
    std::exception_ptr error;         ///< what the other one has thrown
    FrameOwner* awaited = nullptr;    ///< what owns the other one's frame; none: something that outlives the awaiting
};

/// Destroys a coroutine's frame, and before it what it awaits: the innermost first, as if each were thrown out of its
/// `co_await`. However many there are, the stack stays flat.
void destroy_inside_out(std::coroutine_handle<> frame);
/// For a coroutine that was never started: warns, and destroys it. In long rows of them (each a parameter of the next)
/// the stack stays flat, too.
void destroy_never_awaited(PromiseBase& coroutine);

/// What every coroutine frame carries, whatever it returns: who awaits it, and where it stands.
class PromiseBase {
public:
    static void* operator new(std::size_t size) { return BlockPool::take(size); }
    static void operator delete(void* frame, std::size_t size) { BlockPool::give(frame, size); }

    std::suspend_always initial_suspend() noexcept { return {}; }

    /// Goes on with whoever awaits the coroutine; a task's own coroutine just gives control back to the task.
    struct Final {
        bool await_ready() noexcept { return false; }
        template <class P>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<P> frame) noexcept {
            auto continuation = frame.promise().continuation;
            return continuation ? continuation : std::noop_coroutine();
        }
        void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept { *error = exception_out_of("coroutine"); }

    template <class Awaited>
    decltype(auto) await_transform(Awaited&& awaited, std::source_location place = std::source_location::current()) {
        where = place;
        return awaiter_for(std::forward<Awaited>(awaited));
    }

    const char* file() const { return where.file_name(); }
    std::uint32_t line() const { return where.line(); }
    /// The promise of the frame that awaits this one; nullptr for a task's own.
    const PromiseBase* awaited_by() const { return continuation ? &of(continuation) : nullptr; }
    /// All promises lie at the same place in their frames.
    static PromiseBase& of(std::coroutine_handle<> frame) {
        return std::coroutine_handle<PromiseBase>::from_address(frame.address()).promise();
    }

    std::coroutine_handle<> continuation;   ///< the frame that awaits this one; none for a task's own
    PromiseBase* awaits = nullptr;          ///< the promise of the frame that this one awaits, if it is one
    std::exception_ptr* error = nullptr;    ///< where an exception goes; if another frame awaits this one: into its Awaiting
    const char* name = "";
    std::source_location where;             ///< of the latest co_await; before the first, of the function
    trace::TextId arguments = 0;            ///< the call's arguments as text, if it is recorded
    bool started = false;
};

template <class T>
class Promise : public PromiseBase {
public:
    template <class... Args>
    Promise(const Args&... args) { arguments = call_text(args...); }
    Coroutine<T> get_return_object(const char* function = __builtin_FUNCTION(),
                                   std::source_location place = std::source_location::current());
    template <class U> requires std::is_constructible_v<T, U&&>
    void return_value(U&& value) { result->set(std::forward<U>(value)); }
    void return_value(T value) { result->set(std::move(value)); }
    void deliver_to(Slot<T>& slot) { result = &slot; }

private:
    Slot<T>* result = nullptr;              ///< where the result goes
};

template <>
class Promise<void> : public PromiseBase {
public:
    template <class... Args>
    Promise(const Args&... args) { arguments = call_text(args...); }
    Coroutine<void> get_return_object(const char* function = __builtin_FUNCTION(),
                                      std::source_location place = std::source_location::current());
    void return_void() {}
    void deliver_to(Slot<void>&) {}
};

/// Python's __name__ for a __qualname__: "get" for "Queue.get".
inline const char* short_name(const char* name) {
    const char* dot = std::strrchr(name, '.');
    return dot ? dot + 1 : name;
}

/// "coroutine 'f' was never awaited". Emits: warning; writes to standard error.
void warn_never_awaited(const char* name);
/// The same; in debug mode it also tells where the coroutine was made.
void warn_never_awaited(const PromiseBase& coroutine);

/// What calling a coroutine function gives: nothing has run yet. It can be awaited once, or be given to
/// a task; awaiting it is a direct transfer of control, never a trip through the ready queue.
///
/// Destroying one that was never started warns (Python: RuntimeWarning "coroutine 'f' was never awaited").
template <class T = void>
class [[nodiscard("a coroutine does nothing until it is awaited or made a task")]] Coroutine : public FrameOwner {
public:
    using promise_type = Promise<T>;
    using Frame = std::coroutine_handle<promise_type>;
    using Value = T;

    explicit Coroutine(Frame frame) : FrameOwner(frame) {}
    Coroutine(Coroutine&& other) noexcept : FrameOwner(std::exchange(other.frame_, nullptr)) {}
    Coroutine& operator=(Coroutine other) noexcept { std::swap(frame_, other.frame_); return *this; }
    ~Coroutine() {
        if (!frame_) return;
        if (!promise().started) destroy_never_awaited(promise());
        else frame_.destroy();
    }

    /// Ends it without running it any further, and without a warning. Python: coro.close()
    void close() {
        if (auto frame = std::exchange(frame_, nullptr)) frame.destroy();
    }
    const char* name() const { return frame_ ? short_name(promise().name) : ""; }   ///< of its function; "" if it has ended
    /// Calls it something else in traces, and says nothing of its arguments: for functions that stand for another.
    /// Of "Queue.get" a trace says `get`; the warning that it was never awaited says it all (Python: __qualname__).
    Coroutine&& as(const char* name) && {
        promise().name = name;
        promise().arguments = 0;
        return std::move(*this);
    }

    /// Why it cannot be started: it has been before; nullptr: it can.
    const char* problem() const {
        if (!frame_) return "cannot reuse already awaited coroutine";
        return promise().started ? "coroutine is being awaited already" : nullptr;
    }
    /// For those who start it. Throws RuntimeError if there is a problem.
    Frame start() {
        if (const char* problem = this->problem()) [[unlikely]] throw RuntimeError(problem);
        promise().started = true;
        return frame();
    }
    Frame release() { return Frame::from_address(std::exchange(frame_, nullptr).address()); }   ///< gives the frame away, not started

private:
    Frame frame() const { return Frame::from_address(frame_.address()); }
    promise_type& promise() const { return frame().promise(); }
};

template <class T>
Coroutine<T> Promise<T>::get_return_object(const char* function, std::source_location place) {
    static_assert(alignof(Promise) == alignof(PromiseBase));
    name = function;
    where = place;
    if (here.origins) [[unlikely]] note_origin(*this);
    return Coroutine<T>(std::coroutine_handle<Promise>::from_promise(*this));
}

inline Coroutine<void> Promise<void>::get_return_object(const char* function, std::source_location place) {
    name = function;
    where = place;
    if (here.origins) [[unlikely]] note_origin(*this);
    return Coroutine<void>(std::coroutine_handle<Promise>::from_promise(*this));
}

/// Returns what `check` does. If it throws, the exception takes the coroutine along: that it was never
/// awaited is told when the error has been handled, as in Python, whose traceback keeps the arguments.
template <class T, class Check>
decltype(auto) checked_for(Coroutine<T>& coroutine, Check check) {
    try {
        return check();
    } catch (BaseException& error) {
        error.keep(std::make_shared<Coroutine<T>>(std::move(coroutine)));
        throw;
    }
}

/// `co_await coroutine`: control goes straight into it, and straight back at its end.
template <class T>
class CoroutineAwaiter {
public:
    explicit CoroutineAwaiter(Coroutine<T>& coroutine) : awaiting_{nullptr, &coroutine} {}
    CoroutineAwaiter(const CoroutineAwaiter&) = delete;

    bool await_ready() { frame_ = coroutine().start(); return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P> caller) {
        auto& promise = frame_.promise();
        promise.continuation = caller;
        caller.promise().awaits = &promise;
        promise.error = &awaiting_.error;
        promise.deliver_to(result_);
        return frame_;
    }
    T await_resume() {
        PromiseBase::of(frame_.promise().continuation).awaits = nullptr;
        coroutine().close();  // its locals and parameters go when it ends, as in Python
        if (awaiting_.error) std::rethrow_exception(std::move(awaiting_.error));
        return result_.take();
    }

private:
    Coroutine<T>& coroutine() const { return static_cast<Coroutine<T>&>(*awaiting_.awaited); }

    typename Coroutine<T>::Frame frame_;
    Awaiting awaiting_;
    [[no_unique_address]] Slot<T> result_;
};

}  // namespace asyncio
