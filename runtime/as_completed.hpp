#pragma once
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "awaitable_range.hpp"
#include "ensure_future.hpp"
#include "queue.hpp"
#include "wait.hpp"

namespace asyncio {

/// The part of as_completed that does not depend on the type: who is done comes out of a queue.
class Completions : public std::enable_shared_from_this<Completions> {
public:
    /// Begins to watch (duplicates merged), and arms the timeout.
    void watch(Loop& loop, std::vector<AnyFuture> futures, std::optional<Seconds> timeout);
    std::size_t count() const { return count_; }
    /// The next one that is done. Throws TimeoutError.
    Coroutine<AnyFuture> next();

private:
    void child_done(std::size_t place, const AnyFuture& child);
    void time_is_up();

    Queue<AnyFuture> done_;               // an empty future stands for "the time is up"
    std::map<std::size_t, AnyFuture> todo_;   // by their place in the argument
    TimerHandle timeout_;
    std::size_t count_ = 0;
};

/// One of as_completed's coroutines. It can only be moved, as all coroutines; a copy of one that has a name takes it, so
/// that `for (auto next : as_completed(tasks))` is what it is in Python.
template <class T>
class Ticket : public Coroutine<T> {
public:
    explicit Ticket(Coroutine<T> coroutine) : Coroutine<T>(std::move(coroutine)) {}
    Ticket(Ticket& taken) : Coroutine<T>(std::move(static_cast<Coroutine<T>&>(taken))) {}
    Ticket(Ticket&&) = default;
};
template <class T> inline constexpr bool detail::is_coroutine<Ticket<T>> = true;

/// What as_completed returns: a range of coroutines, "tickets" (the first that is awaited gives the first
/// result, whichever ticket it is), or by next() the tasks themselves.
template <class A>
class AsCompleted {
public:
    using T = ResultOf<A>;
    /// A future as it was given; for everything else the task that was given or made of it.
    using Item = std::conditional_t<std::is_same_v<A, Future<T>>, Future<T>, Task<T>>;
    AsCompleted(std::vector<A> awaitables, std::optional<Seconds> timeout)
        : awaitables_(std::move(awaitables)), timeout_(timeout) {}

    class Iterator {
    public:
        explicit Iterator(AsCompleted* range) : range_(range) { advance(); }
        Ticket<T>& operator*() { return *ticket_; }
        Iterator& operator++() { advance(); return *this; }
        bool operator!=(std::default_sentinel_t) const { return ticket_.has_value(); }
    private:
        void advance() {
            ticket_.reset();
            if (range_->given_++ < range_->completions_->count())
                ticket_.emplace(Coroutine<T>(wait_for_one(range_->completions_).as("_wait_for_one")));
        }
        AsCompleted* range_;
        std::optional<Ticket<T>> ticket_;
    };

    /// Coroutines become tasks here, in the order of the argument; not before.
    Iterator begin() {
        watch();
        return Iterator(this);
    }
    std::default_sentinel_t end() const { return {}; }

    /// The next task or future that is done; an empty one when there are no more. Throws: TimeoutError.
    ///
    ///     while (auto task = co_await completed.next()) print("{}: {}", task.get_name(), task.result());
    ///
    /// Python 3.13: `async for task in as_completed(tasks)`.
    Coroutine<Item> next() {
        if (!completions_) watch();
        return given_ < completions_->count() ? (++given_, item_of(completions_)) : no_more();
    }

private:
    void watch() {
        std::vector<AnyFuture> futures;
        for (A& awaitable : awaitables_) {
            if constexpr (std::is_base_of_v<AnyFuture, A>) detail::check_loop(awaitable, get_running_loop());
            futures.push_back(ensure_future(std::move(awaitable)));
        }
        completions_ = std::make_shared<Completions>();
        completions_->watch(get_running_loop(), std::move(futures), timeout_);
    }
    static Coroutine<Item> item_of(std::shared_ptr<Completions> completions) {
        AnyFuture done = co_await completions->next();
        if constexpr (std::is_same_v<Item, Task<T>>) co_return Item(static_cast<TaskState*>(done.state()));
        else co_return Item(done.state());
    }
    static Coroutine<Item> no_more() { co_return Item(); }
    static Coroutine<T> wait_for_one(std::shared_ptr<Completions> completions) {
        AnyFuture done = co_await completions->next();
        co_return detail::result_to_keep(Future<T>(done.state()));
    }

    std::vector<A> awaitables_;
    std::optional<Seconds> timeout_;
    std::shared_ptr<Completions> completions_;
    std::size_t given_ = 0;
};

/// Hands out results in the order of completion:
///
///     for (auto next : as_completed(tasks)) { auto result = co_await next; ... }
///
/// After `timeout` seconds the awaits that are left throw TimeoutError; nothing is cancelled. Nor does
/// leaving the loop early cancel anything. Python: asyncio.as_completed; next() is its asynchronous iteration.
///
/// Any range will do: what it holds is taken in its order, and coroutines are taken out of it.
template <AwaitableRange R>
auto as_completed(R&& awaitables, std::optional<Seconds> timeout = {}) {
    return AsCompleted<std::ranges::range_value_t<R>>(detail::listed(std::forward<R>(awaitables)), timeout);
}

/// The same for a few tasks or futures: `as_completed({a, b}, 1)`.
template <class F> requires std::is_base_of_v<AnyFuture, F>
AsCompleted<F> as_completed(std::initializer_list<F> futures, std::optional<Seconds> timeout = {}) {
    return AsCompleted<F>(std::vector<F>(futures), timeout);
}

/// The same for coroutines (or futures) of one type, one by one.
template <class A, class... More>
    requires (sizeof...(More) > 0 && (std::is_same_v<std::decay_t<A>, std::decay_t<More>> && ...))
AsCompleted<std::decay_t<A>> as_completed(A&& first, More&&... more) {
    std::vector<std::decay_t<A>> awaitables;
    awaitables.reserve(1 + sizeof...(More));
    const auto add = [&awaitables]<class Given>(Given&& awaitable) {   // a coroutine that has a name is used up, too
        if constexpr (detail::is_coroutine<std::decay_t<Given>>) awaitables.push_back(std::move(awaitable));
        else awaitables.push_back(std::forward<Given>(awaitable));
    };
    (add(std::forward<A>(first)), ..., add(std::forward<More>(more)));
    return AsCompleted<std::decay_t<A>>(std::move(awaitables), {});
}

/// A single future is refused, as in Python. Throws: TypeError
template <class T>
AsCompleted<Future<T>> as_completed(const Future<T>&, std::optional<Seconds> = {}) {
    throw TypeError("expect an iterable of futures, not Future");
}
template <class T>
AsCompleted<Task<T>> as_completed(const Task<T>&, std::optional<Seconds> = {}) {
    throw TypeError("expect an iterable of futures, not Task");
}
template <class T>
AsCompleted<Coroutine<T>> as_completed(const Coroutine<T>&, std::optional<Seconds> = {}) {
    throw TypeError("expect an iterable of futures, not coroutine");
}
template <class T>
AsCompleted<Coroutine<T>> as_completed(const Sleep<T>&, std::optional<Seconds> = {}) {
    throw TypeError("expect an iterable of futures, not coroutine");
}

}  // namespace asyncio
