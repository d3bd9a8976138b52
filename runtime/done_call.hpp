#pragma once
#include "calls.hpp"
#include "future.hpp"

namespace asyncio {

/// A done callback: called with the future that is done, as an Argument.
template <class F, class Argument = AnyFuture>
class DoneCall final : public HandleState {
public:
    DoneCall(trace::Callback callback, F function, const void* tag, Context context = {})
        : HandleState(callback), function_(std::move(function)), context_(std::move(context)), tag_(tag) {}
    void run() override {
        if (callback() != trace::Callback::user) return call();
        EnteredContext entered(context_);
        call();
    }
    HandleFacts facts() override {
        const bool user = callback() == trace::Callback::user;
        return {nullptr, argument_.state(), user && function_ ? callable_name(*function_) : ""};
    }
    /// Of the future that is done, while it has it.
    Loop* loop() const override { return argument_ ? &argument_.get_loop() : here.loop; }
    std::string show() override {
        if (callback() != trace::Callback::user) return HandleState::show();
        if (!function_) return "";
        return qualified_name(*function_) + "(" + (argument_ ? detail::show_future_in_call(argument_) : "") + ")";
    }
    void clear() override {
        function_.reset();
        argument_ = {};
    }
    void accept(FutureState* future) override { argument_ = AnyFuture(future); }
    const void* tag() const override { return tag_; }

private:
    void call() {
        Argument argument(argument_.state());
        if constexpr (std::is_invocable_v<F&, Argument&>) static_cast<void>((*function_)(argument));
        else static_cast<void>((*function_)());
    }

    std::optional<F> function_;
    AnyFuture argument_;
    Context context_;
    const void* tag_;
};

/// Adds a callback of the library. `tag` is what remove_done_callbacks knows it by.
template <class F>
void add_done_call(FutureState& future, trace::Callback callback, const void* tag, F function) {
    future.add_done_callback(new DoneCall<F>(callback, std::move(function), tag));
}

inline int remove_done_calls(FutureState& future, const void* tag) {
    return future.remove_done_callbacks([tag](HandleState* call) { return call->tag() == tag; });
}

template <class Argument, class F>
void AnyFuture::add_user_callback(F function, std::optional<Context> context) const {
    const void* tag = callable_identity(function);
    checked().add_done_callback(new DoneCall<F, Argument>(trace::Callback::user, std::move(function), tag,
                                                        context ? std::move(*context) : inherited_context()));
}

template <class F>
int AnyFuture::remove_done_callback(F function) const {
    const void* tag = callable_identity(function);
    return tag ? remove_done_calls(checked(), tag) : 0;
}

}  // namespace asyncio
