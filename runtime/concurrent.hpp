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
#include "slot.hpp"
#include "virtual_time.hpp"

/// Futures between threads (Python: concurrent.futures).
namespace asyncio::concurrent {

/// The part of a future between threads that does not depend on its type.
class FutureState {
public:
    enum class Status { pending, running, cancelled, finished };
    virtual ~FutureState() = default;

    Status status() const;
    bool done() const { auto s = status(); return s == Status::cancelled || s == Status::finished; }
    bool cancel();                                  ///< false once it runs
    bool begin();                                   ///< pending -> running; false if it was cancelled
    void finish(std::exception_ptr error);          ///< the result, if any, has been stored before
    const std::exception_ptr& error() const { return error_; }
    /// Calls `callback` once done, on the thread that finishes it; at once if done already.
    void add_done_callback(std::function<void()> callback);
    /// Blocks the thread. Under the virtual clock the loop goes on meanwhile. Throws TimeoutError.
    void wait(std::optional<Seconds> timeout);

private:
    void end(Status status);
    mutable std::mutex mutex_;
    std::condition_variable done_;
    Status status_ = Status::pending;
    std::exception_ptr error_;
    std::vector<std::function<void()>> callbacks_;
};

template <class T>
class FutureOf : public FutureState {
public:
    Slot<T> slot;
};

/// What run_coroutine_threadsafe returns. Python: concurrent.futures.Future
template <class T = void>
class Future {
public:
    explicit Future(std::shared_ptr<FutureOf<T>> state) : state_(std::move(state)) {}
    bool done() const { return state_->done(); }
    bool cancelled() const { return state_->status() == FutureState::Status::cancelled; }
    bool cancel() const { return state_->cancel(); }
    /// Blocks until there is a result. Throws the error, CancelledError, or TimeoutError after `timeout` seconds.
    typename Slot<T>::Reference result(std::optional<Seconds> timeout = {}) const {
        state_->wait(timeout);
        if (cancelled()) throw CancelledError();
        if (state_->error()) std::rethrow_exception(state_->error());
        return state_->slot.get();
    }
    std::exception_ptr exception(std::optional<Seconds> timeout = {}) const {
        state_->wait(timeout);
        return state_->error();
    }

private:
    std::shared_ptr<FutureOf<T>> state_;
};

}  // namespace asyncio::concurrent
