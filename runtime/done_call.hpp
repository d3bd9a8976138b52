#pragma once
#include "calls.hpp"
#include "future.hpp"

namespace asyncio {

/// A done callback of the library: called with the future that is done, as an Argument.
template <class F, class Argument = AnyFuture>
class DoneCall : public CallOf<HandleState, F> {
public:
    DoneCall(trace::Callback callback, F function) : CallOf<HandleState, F>(callback, std::move(function)) {}
    void run() override {
        Argument argument(argument_.state());
        if constexpr (std::is_invocable_v<F&, Argument&>) static_cast<void>(this->function()(argument));
        else static_cast<void>(this->function()());
    }
    HandleFacts facts() override { return {nullptr, argument_.state(), ""}; }
    /// That of the future that is done, while it has it.
    Loop* loop() const override { return argument_ ? &argument_.get_loop() : here.loop; }
    void clear() override {
        CallOf<HandleState, F>::clear();
        argument_ = {};
    }
    void accept(FutureState* future) override { argument_ = AnyFuture(future); }

protected:
    AnyFuture argument_;
};

/// One that can be removed: known by its tag.
template <class F>
class TaggedDoneCall final : public DoneCall<F> {
public:
    TaggedDoneCall(trace::Callback callback, F function, const void* tag) : DoneCall<F>(callback, std::move(function)), tag_(tag) {}
    const void* tag() const override { return tag_; }

private:
    const void* tag_;
};

/// The program's, called in `context`.
template <class F, class Argument>
class UserDoneCall final : public DoneCall<F, Argument> {
public:
    UserDoneCall(F function, Context context)
        : DoneCall<F, Argument>(trace::Callback::user, std::move(function)), context_(std::move(context)) {}
    void run() override {
        EnteredContext entered(context_);
        DoneCall<F, Argument>::run();
    }
    HandleFacts facts() override {
        return {nullptr, this->argument_.state(), this->has_function() ? callable_name(this->function()) : ""};
    }
    std::string show() override {
        if (!this->has_function()) return "";
        return qualified_name(this->function()) + "(" + (this->argument_ ? detail::show_future_in_call(this->argument_) : "") + ")";
    }
    const void* tag() const override { return this->has_function() ? callable_identity(this->function()) : nullptr; }

private:
    Context context_;
};

/// Adds a callback of the library.
template <class F>
void add_done_call(FutureState& future, trace::Callback callback, F function) {
    future.add_done_callback(new DoneCall<F>(callback, std::move(function)));
}
/// The same; `tag` is what remove_done_calls knows it by.
template <class F>
void add_done_call(FutureState& future, trace::Callback callback, const void* tag, F function) {
    future.add_done_callback(new TaggedDoneCall<F>(callback, std::move(function), tag));
}

/// Removes all with that tag; returns how many.
inline int remove_done_calls(FutureState& future, const void* tag) {
    return future.remove_done_callbacks([tag](HandleState* call) { return call->tag() == tag; });
}

template <class Argument, class F>
void AnyFuture::add_user_callback(F function, std::optional<Context> context) const {
    checked().add_done_callback(new UserDoneCall<F, Argument>(std::move(function), context ? std::move(*context) : inherited_context()));
}

template <class F>
int AnyFuture::remove_done_callback(F function) const {
    const void* tag = callable_identity(function);
    return tag ? remove_done_calls(checked(), tag) : 0;
}

}  // namespace asyncio
