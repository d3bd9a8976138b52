#pragma once
#include <atomic>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "duration.hpp"
#include "exceptions.hpp"
#include "program.hpp"
#include "slot.hpp"
#include "virtual_time.hpp"

/// Futures between threads (Python: concurrent.futures).
namespace asyncio::concurrent {

/// What a thread gets from a cancelled future. Unlike asyncio's it is an ordinary Exception, as in Python.
struct CancelledError : Exception { using Exception::Exception; };

/// The part of a future between threads that does not depend on its type.
class FutureState {
public:
    enum class Status { pending, running, cancelled, finished };
    virtual ~FutureState() = default;

    Status status() const { return status_.load(std::memory_order_acquire); }
    bool done() const { return status() >= Status::cancelled; }
    bool cancel();                                  ///< false once it runs or has ended
    bool begin();                                   ///< pending -> running; false if it was cancelled
    void finish(std::exception_ptr error);          ///< the result, if any, has been stored before
    const std::exception_ptr& error() const { return error_; }
    /// Calls `callback` once done, on the thread that finishes it; at once if done already.
    void add_done_callback(std::function<void()> callback);
    /// Keeps `object` alive as long as this future.
    void keep(std::shared_ptr<void> object) { kept_ = std::move(object); }
    /// Blocks the thread. Under the virtual clock the loop goes on meanwhile. Throws TimeoutError.
    void wait(std::optional<Seconds> timeout);
    /// What it failed with; nullptr if it has a result. Throws CancelledError. Once it is done.
    const std::exception_ptr& exception() const;

private:
    bool move_on(Status from, Status to);           // false if it is not `from` any more
    bool end(Status from, Status to);               // the same, and tells those who wait and the callbacks
    void wait_virtually(VirtualTime& time, SimulatedThread& thread, std::optional<Seconds> timeout);
    void block_loop(Program::Impl& program, std::optional<Seconds> timeout);

    std::mutex mutex_;                              // held where it ends: a pending one is begun without
    std::condition_variable done_;
    std::atomic<Status> status_{Status::pending};
    std::exception_ptr error_;
    std::function<void()> callback_;                // the first; often the only one
    std::vector<std::function<void()>> callbacks_;  // the others
    std::shared_ptr<void> kept_;
};

template <class T>
class FutureOf : public FutureState {
public:
    Slot<T> slot;
};

/// What run_coroutine_threadsafe and an executor's submit return. Python: concurrent.futures.Future
template <class T = void>
class Future {
public:
    explicit Future(std::shared_ptr<FutureOf<T>> state) : state_(std::move(state)) {}
    bool done() const { return state_->done(); }   ///< it has a result or an error, or was cancelled
    bool running() const { return state_->status() == FutureState::Status::running; }
    bool cancelled() const { return state_->status() == FutureState::Status::cancelled; }
    /// Asks for cancellation; what runs on the loop is cancelled there. Returns false if it is too late.
    bool cancel() const { return state_->cancel(); }
    /// Calls `fn(Future)` on the thread that finishes it; at once if it is done.
    template <class F>
    void add_done_callback(F fn) const {
        state_->add_done_callback([state = std::weak_ptr(state_), fn = std::move(fn)]() mutable { fn(Future(state.lock())); });
    }
    /// Blocks until there is a result. Throws the error, CancelledError, or TimeoutError after `timeout` seconds.
    typename Slot<T>::Reference result(std::optional<Seconds> timeout = {}) const {
        if (auto error = exception(timeout)) std::rethrow_exception(error);
        return state_->slot.get();
    }
    /// The same for the error it failed with; nullptr if it has a result.
    std::exception_ptr exception(std::optional<Seconds> timeout = {}) const {
        state_->wait(timeout);
        return state_->exception();
    }
    const std::shared_ptr<FutureOf<T>>& state() const { return state_; }   ///< for the library

private:
    std::shared_ptr<FutureOf<T>> state_;
};

}  // namespace asyncio::concurrent
