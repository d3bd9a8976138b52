#pragma once
#include "ensure_future.hpp"

namespace asyncio {

namespace detail {

template <class T>
void copy_result(const Future<T>& from, const Future<T>& to) {
    if (from.cancelled()) to.cancel();
    else if (auto error = from.exception()) to.set_exception(error);
    else if constexpr (std::is_void_v<T>) to.set_result();
    else to.set_result(result_to_keep(from));
}

/// The future that stands before the work.
template <class T>
class ShieldOf final : public FutureOf<T> {
public:
    explicit ShieldOf(FutureState& inner) : FutureOf<T>(inner.loop(), trace::FutureKind::shield), inner_(inner) {}
    void add_parts(std::vector<FutureState*>& parts) override {
        if (!this->done()) parts.push_back(&inner_);
    }

private:
    FutureState& inner_;   // its done callback keeps it, as long as it is not done itself
};

}  // namespace detail

/// A future that follows `awaitable`, but does not pass a cancellation on: if the waiter is cancelled,
/// the work goes on. Keep a reference to the work; once the shield is cancelled nobody else has one.
///
/// Python: asyncio.shield. Emits: shield.inner_done, shield.outer_done.
template <class A>
auto shield(A awaitable) -> Future<ResultOf<A>> {
    using T = ResultOf<A>;
    Future<T> inner = ensure_future(std::move(awaitable));
    if (inner.done()) return inner;
    Future<T> outer(new detail::ShieldOf<T>(*inner.state()));
    FutureState* tag = outer.state();
    add_done_call(*inner.state(), trace::Callback::shield_inner_done, tag, [outer](const AnyFuture& done) {
        if (outer.cancelled()) {
            if (!done.cancelled()) done.state()->mark_retrieved();
            return;
        }
        detail::copy_result(Future<T>(done.state()), outer);
    });
    add_done_call(*outer.state(), trace::Callback::shield_outer_done, [inner, tag](const AnyFuture&) {
        if (!inner.done()) remove_done_calls(*inner.state(), tag);
    });
    return outer;
}

/// A coroutine that has a name is used up, as by create_task.
template <class T>
Future<T> shield(Coroutine<T>& coroutine) { return shield(std::move(coroutine)); }

}  // namespace asyncio
