#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "loop.hpp"
#include "sync/event.hpp"
#include "wait.hpp"
#include "wait_for.hpp"

namespace asyncio {

/// What a race gives.
template <class T>
struct RaceResult {
    std::optional<T> winner_result = {};
    std::optional<std::size_t> winner_index = {};     ///< none: all have failed
    std::vector<std::exception_ptr> exceptions = {};  ///< of those that were started, in order; the winner's is nullptr
};

/// Runs coroutine functions that start one after the other: each when the one before has failed, or `delay` seconds after
/// it (none: only when it has failed). The first to return wins, and the others are cancelled. A second one that returns
/// in the same turn has lost (CPython 3.11: AssertionError).
///
/// Python: asyncio.staggered.staggered_race. Emits: a task for each, which waits for the one before; suspend (wait).
template <class T>
Coroutine<RaceResult<T>> staggered_race(std::vector<std::function<Coroutine<T>()>> coro_fns, std::optional<Seconds> delay);

namespace detail {

template <class T>
class Race : public std::enable_shared_from_this<Race<T>> {
public:
    Race(Loop& loop, std::vector<std::function<Coroutine<T>()>> coro_fns, std::optional<Seconds> delay)
        : loop_(&loop), coro_fns_(std::move(coro_fns)), delay_(delay) {}

    void start(std::optional<Event> previous_failed) {
        running_.push_back(loop_->create_task(run_one_coro(this->shared_from_this(), std::move(previous_failed))));
    }
    const std::vector<Task<>>& running() const { return running_; }
    void cancel_all_but(std::size_t index) {
        for (std::size_t i = 0; i < running_.size(); ++i)
            if (i != index) running_[i].cancel();
    }
    RaceResult<T> result;

private:
    static Coroutine<> run_one_coro(std::shared_ptr<Race> race, std::optional<Event> previous_failed) {
        if (previous_failed) co_await race->turn_comes(*previous_failed);
        if (race->next_ == race->coro_fns_.size()) co_return;
        const std::size_t index = race->next_++;
        Event failed;
        race->start(failed);
        race->result.exceptions.push_back(nullptr);
        std::exception_ptr error;
        try {
            T value = co_await race->coro_fns_[index]();
            race->won(index, std::move(value));
        } catch (...) {
            error = std::current_exception();
        }
        if (!error) co_return;
        if (describe(error).leaves_the_loop) std::rethrow_exception(error);
        race->result.exceptions[index] = error;
        failed.set();
    }

    Coroutine<> turn_comes(Event previous_failed) {
        try {
            co_await wait_for(previous_failed.wait(), delay_);
        } catch (const TimeoutError&) {}
    }

    void won(std::size_t index, T value) {
        if (result.winner_index) return;
        result.winner_index = index;
        result.winner_result = std::move(value);
        cancel_all_but(index);
    }

    Loop* loop_;
    std::vector<std::function<Coroutine<T>()>> coro_fns_;
    std::optional<Seconds> delay_;
    std::vector<Task<>> running_;   // one more than was started: it waits for its turn
    std::size_t next_ = 0;
};

}  // namespace detail

template <class T>
Coroutine<RaceResult<T>> staggered_race(std::vector<std::function<Coroutine<T>()>> coro_fns, std::optional<Seconds> delay) {
    auto race = std::make_shared<detail::Race<T>>(get_running_loop(), std::move(coro_fns), delay);
    race->start({});
    struct NoneIsLeft {
        detail::Race<T>& race;
        ~NoneIsLeft() { race.cancel_all_but(race.running().size()); }
    } none_is_left{*race};
    for (std::size_t done_count = 0; done_count != race->running().size();) {
        const auto waited = co_await wait(race->running());
        done_count = waited.done.size();
        for (const Task<>& task : waited.done)
            if (!task.cancelled() && task.exception()) std::rethrow_exception(task.exception());
    }
    co_return std::move(race->result);
}

}  // namespace asyncio
