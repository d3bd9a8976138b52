#pragma once
#include "calls.hpp"
#include "future.hpp"

namespace asyncio {

/// A done callback: called with the future that is done.
template <class F>
class DoneCall final : public HandleState {
public:
    DoneCall(Loop& loop, trace::Callback callback, F function, const void* tag)
        : HandleState(loop, callback), function_(std::move(function)), tag_(tag) {
        if (callback == trace::Callback::user) context_ = inherited_context();
    }
    void run() override {
        if (callback() != trace::Callback::user) return (*function_)(argument_);
        EnteredContext entered(context_);
        (*function_)(argument_);
    }
    HandleFacts facts() override {
        const bool user = callback() == trace::Callback::user;
        return {nullptr, argument_.state(), user && function_ ? callable_name(*function_) : ""};
    }
    void clear() override {
        function_.reset();
        argument_ = {};
    }
    void accept(FutureState* future) override { argument_ = AnyFuture(future); }
    const void* tag() const override { return tag_; }

private:
    std::optional<F> function_;
    AnyFuture argument_;
    Context context_;
    const void* tag_;
};

/// Adds a callback of the library. `tag` is what remove_done_callbacks knows it by.
template <class F>
void add_done_call(FutureState& future, trace::Callback callback, const void* tag, F function) {
    future.add_done_callback(new DoneCall<F>(future.loop(), callback, std::move(function), tag));
}

inline int remove_done_calls(FutureState& future, const void* tag) {
    return future.remove_done_callbacks([tag](HandleState* call) { return call->tag() == tag; });
}

template <class F>
void AnyFuture::add_done_callback(F function) const {
    const void* tag = callable_identity(function);
    state_->add_done_callback(new DoneCall<F>(state_->loop(), trace::Callback::user, std::move(function), tag));
}

template <class F>
int AnyFuture::remove_done_callback(F function) const {
    const void* tag = callable_identity(function);
    return tag ? remove_done_calls(*state_, tag) : 0;
}

}  // namespace asyncio
