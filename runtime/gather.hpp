#pragma once
#include <tuple>
#include <vector>

#include "awaitable_range.hpp"
#include "ensure_future.hpp"
#include "gather_results.hpp"
#include "outcome.hpp"

namespace asyncio {

/// The part of a gather that does not depend on its types. Python: _GatheringFuture and its closure.
class GatherState : public FutureState {
public:
    GatherState(Loop& loop, bool return_exceptions)
        : FutureState(loop, trace::FutureKind::gather), return_exceptions_(return_exceptions) {}

    /// Watches the children. `may_repeat`: one may be among them twice.
    void watch(std::vector<AnyFuture> children, bool may_repeat = true);
    /// Watches one more, unless it is among them already.
    void add(const AnyFuture& child);
    /// Nobody will have it: the children that it watches go their own ways, and their exceptions are nobody's any more.
    void give_up() {
        status_ = Status::cancelled;
        children_.clear();   // whose callbacks hold this
    }
    /// Asks every unfinished child; the gather is done when they are.
    bool cancel(const CancelMessage& message = {}) override;
    void add_parts(std::vector<FutureState*>& parts) override;

protected:
    virtual void store_results() = 0;   ///< all children are done: fills the slot
    std::vector<AnyFuture> children_;

private:
    friend class CancelWalk;
    void child_done(const AnyFuture& child);
    void watch(const AnyFuture& child);
    void finish_with_results();

    std::size_t finished_ = 0, watched_ = 0;
    bool return_exceptions_, cancel_requested_ = false;
};

namespace detail {

/// What gather puts into its result for one child.
template <class T, bool WithExceptions>
struct GatherElement {
    using Type = Value<T>;
    static Type of(const AnyFuture& child) {
        if constexpr (std::is_void_v<T>) return None{};
        else return slot_of<T>(*child.state()).to_keep();
    }
};
template <class T>
struct GatherElement<T, true> {
    using Type = Outcome<Value<T>>;
    static Type of(const AnyFuture& child) {
        if (child.cancelled()) return std::make_exception_ptr(CancelledError(child.state()->cancel_message().value_or("")));
        if (auto error = child.exception()) return error;
        return GatherElement<T, false>::of(child);
    }
};

template <bool WithExceptions, class... T>
class GatherEach final : public FutureOf<GatherResults<typename GatherElement<T, WithExceptions>::Type...>, GatherState> {
public:
    using Result = GatherResults<typename GatherElement<T, WithExceptions>::Type...>;
    explicit GatherEach(Loop& loop) : FutureOf<Result, GatherState>(loop, WithExceptions) {}
private:
    void store_results() override { store(std::index_sequence_for<T...>()); }
    template <std::size_t... I>
    void store(std::index_sequence<I...>) {
        this->slot_.set(GatherElement<T, WithExceptions>::of(this->children_[I])...);
    }
};

template <bool WithExceptions, class T>
class GatherVector final : public FutureOf<std::vector<typename GatherElement<T, WithExceptions>::Type>, GatherState> {
public:
    using Result = std::vector<typename GatherElement<T, WithExceptions>::Type>;
    explicit GatherVector(Loop& loop) : FutureOf<Result, GatherState>(loop, WithExceptions) {}
private:
    void store_results() override {
        Result results;
        results.reserve(this->children_.size());
        for (const AnyFuture& child : this->children_) results.push_back(GatherElement<T, WithExceptions>::of(child));
        this->slot_.set(std::move(results));
    }
};

/// Futures that gather made for itself are not reported when they are destroyed while pending.
template <class A>
AnyFuture gather_child(A&& awaitable) {
    AnyFuture child = ensure_future(std::forward<A>(awaitable));
    if constexpr (!is_future<std::decay_t<A>>) child.state()->do_not_report_destruction();
    return child;
}

/// A gather of arguments that come one by one: as in CPython each is watched before the next becomes a task, so that what is
/// done already is told in between. What is given by its name may come more than once.
template <class State>
class Gathering {
public:
    Gathering() = default;
    Gathering(const Gathering&) = delete;
    ~Gathering() { if (state_) state_->give_up(); }   // one was refused

    template <class T>
    void add(Coroutine<T>& coroutine) {
        if (!again(&coroutine)) take_named(&coroutine, gather_child(std::move(coroutine)));
    }
    template <class A>
    void add(A&& awaitable) {
        if constexpr (is_future<std::decay_t<A>>) {
            if (state_) check_loop(awaitable, state_->loop());
            take(awaitable);
        } else if constexpr (is_coroutine<std::decay_t<A>> && std::is_lvalue_reference_v<A>) {
            add(static_cast<Coroutine<typename std::decay_t<A>::Value>&>(awaitable));   // one of as_completed's
        } else if constexpr (std::is_lvalue_reference_v<A>) {
            if (!again(&awaitable)) take_named(&awaitable, gather_child(awaitable));
        } else take(gather_child(std::forward<A>(awaitable)));
    }
    /// The gather of all that came.
    Counted<State> finish() {
        if (!state_) {
            state_ = Counted<State>(new State(get_running_loop()));
            state_->watch(std::vector<AnyFuture>());
        }
        return std::exchange(state_, {});
    }

private:
    /// Whether it came before: then its child comes again.
    bool again(const void* awaitable) {
        for (const auto& [made_of, child] : named_)
            if (made_of == awaitable) return take(child), true;
        return false;
    }
    void take_named(const void* awaitable, AnyFuture child) {
        named_.emplace_back(awaitable, child);
        take(child);
    }
    void take(const AnyFuture& child) {
        if (!state_) state_ = Counted<State>(new State(child.get_loop()));
        state_->add(child);
    }

    Counted<State> state_;   // none before the first, whose loop it has
    std::vector<std::pair<const void*, AnyFuture>> named_;
};

template <bool WithExceptions, class... A>
auto gather_each(A&&... awaitables) {
    using State = GatherEach<WithExceptions, ResultOf<std::remove_reference_t<A>>...>;
    Gathering<State> gathering;
    (gathering.add(std::forward<A>(awaitables)), ...);
    const Counted<State> state = gathering.finish();
    return Future<typename State::Result>(state.get());
}

template <bool WithExceptions, class A>
auto gather_vector(std::vector<A> awaitables) {
    using State = GatherVector<WithExceptions, ResultOf<A>>;
    std::vector<AnyFuture> children;
    children.reserve(awaitables.size());
    for (A& awaitable : awaitables) {
        if constexpr (is_future<A>)
            if (!children.empty()) check_loop(awaitable, children.front().get_loop());
        children.push_back(gather_child(std::move(awaitable)));
    }
    auto* state = new State(children.empty() ? get_running_loop() : children.front().get_loop());
    Future<typename State::Result> future(state);
    state->watch(std::move(children), is_future<A>);
    return future;
}

template <class A>
auto unless_tag(A&& awaitable) {
    if constexpr (std::is_same_v<std::decay_t<A>, ReturnExceptions>) return std::tuple<>();
    else return std::tuple<A&&>(std::forward<A>(awaitable));
}

}  // namespace detail

/// Waits for all of `awaitables` at once; coroutines become tasks now, in the order of the arguments.
/// Gives their results in the same order: GatherResults.
///
/// The first exception goes to whoever awaits the gather, at once; the other children go on and are
/// NOT cancelled. Cancelling the gather cancels all children that are not done.
/// Python: asyncio.gather. Emits: task_new and push for each coroutine; gather.child_done later.
template <class... A>
auto gather(A&&... awaitables) { return detail::gather_each<false>(std::forward<A>(awaitables)...); }
/// The same with exceptions as results: Outcomes; it is done when all children are. The word
/// `return_exceptions` may stand first or last.
template <class... A> requires (std::is_same_v<std::decay_t<A>, ReturnExceptions> || ...)
auto gather(A&&... awaitables) {
    return std::apply([](auto&&... a) { return detail::gather_each<true>(std::forward<decltype(a)>(a)...); },
                      std::tuple_cat(detail::unless_tag(std::forward<A>(awaitables))...));
}
/// The same for as many as a range holds, in its order: a vector of results (None for those of AnyTask, as all_tasks() gives
/// them). Coroutines in a range that has a name are taken out of it, as Python's gather uses them up.
///
///     auto pages = co_await gather(urls | std::views::transform(fetch));
template <AwaitableRange R>
auto gather(R&& awaitables) { return detail::gather_vector<false>(detail::listed(std::forward<R>(awaitables))); }
template <AwaitableRange R>
auto gather(ReturnExceptions, R&& awaitables) { return detail::gather_vector<true>(detail::listed(std::forward<R>(awaitables))); }
template <AwaitableRange R>
auto gather(R&& awaitables, ReturnExceptions) { return detail::gather_vector<true>(detail::listed(std::forward<R>(awaitables))); }

}  // namespace asyncio
