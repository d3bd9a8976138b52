#pragma once
#include <functional>
#include <optional>
#include <tuple>

#include "callable_name.hpp"
#include "handle.hpp"
#include "repr_value.hpp"

/// The callbacks that handles carry. Base is HandleState or TimerState.
namespace asyncio {

class AnyFuture;

namespace detail {

/// The future or task that is the first argument of a call, as the trace tells it; else nullptr. Of a method's call the
/// object is no argument.
template <class F, class Call>
FutureState* first_argument(const Call& call) {
    constexpr std::size_t first = std::is_member_function_pointer_v<F> ? 2 : 1;
    if constexpr (std::tuple_size_v<Call> > first) {
        using A = std::decay_t<std::tuple_element_t<first, Call>>;
        if constexpr (std::is_base_of_v<AnyFuture, A>) return std::get<first>(call).state();
    }
    return nullptr;
}

std::string show_future_in_call(const AnyFuture& future);

/// An argument in the repr of a call, cut if it is long.
template <class A>
std::string show_argument_of_call(const A& argument) {
    if constexpr (std::is_base_of_v<AnyFuture, A>) return show_future_in_call(argument);
    else return repr_value(argument);
}

/// "Clock.tick(1, 'a')". Of a method's call the object is no argument.
template <class F, class... Args>
std::string show_call(const F& function, const Args&... args) {
    std::string text;
    std::size_t left_out = std::is_member_function_pointer_v<F>;
    ((left_out ? (left_out = 0, void()) : void(text += (text.empty() ? "" : ", ") + show_argument_of_call(args))), ...);
    return qualified_name(function) + "(" + text + ")";
}

}  // namespace detail

/// A handle with what it calls, until it is cleared. (A std::optional would take another word to say whether it is there.)
template <class Base, class F>
class CallOf : public Base {
public:
    template <class... Args>
    explicit CallOf(trace::Callback callback, Args&&... args) : Base(callback), function_(std::forward<Args>(args)...) {}
    ~CallOf() override { drop_function(); }
    void clear() override { drop_function(); }

protected:
    bool has_function() const { return !this->cleared_; }
    F& function() { return function_; }   ///< while it is there
    const F& function() const { return function_; }

private:
    void drop_function() {
        if (this->cleared_) return;
        this->cleared_ = true;
        function_.~F();
    }

    union { F function_; };
};

/// One that belongs to nothing but its loop.
template <class Base, class F>
class LoopCall : public CallOf<Base, F> {
public:
    template <class... Args>
    LoopCall(Loop& loop, trace::Callback callback, Args&&... args)
        : CallOf<Base, F>(callback, std::forward<Args>(args)...), loop_(&loop) {}
    Loop* loop() const override { return loop_; }

private:
    Loop* loop_;
};

/// A user's function and its arguments, called in `context`.
template <class Base, class F, class... Args>
class UserCall final : public LoopCall<Base, std::tuple<F, Args...>> {
public:
    UserCall(Loop& loop, Context context, F function, Args... args)
        : LoopCall<Base, std::tuple<F, Args...>>(loop, trace::Callback::user, std::move(function), std::move(args)...),
          context_(std::move(context)) {}

    void run() override {
        EnteredContext entered(context_);
        std::apply([](auto& function, auto&... args) { static_cast<void>(std::invoke(function, args...)); }, this->function());
    }
    HandleFacts facts() override {
        if (!this->has_function()) return {};
        return {nullptr, detail::first_argument<F>(this->function()), callable_name(std::get<0>(this->function()))};
    }
    std::string show() override {
        if (!this->has_function()) return "";
        return std::apply([](const auto&... all) { return detail::show_call(all...); }, this->function());
    }
    const Context* context() const override { return &context_; }

private:
    Context context_;
};

/// A function that is called in a context; it has the function's name.
template <class F>
struct InContext {
    Context context;
    F function;
    void operator()() {
        EnteredContext entered(context);
        function();
    }
    std::string method_name() const { return callable_name(function); }
    std::string show_call() const requires requires { function.show_call(); } { return function.show_call(); }
};

/// A callback of the library itself, with what the trace tells of it.
template <class Base, class F>
class OwnCall final : public LoopCall<Base, F> {
public:
    OwnCall(Loop& loop, trace::Callback callback, F function, FutureState* fut = nullptr, TaskState* task = nullptr)
        : LoopCall<Base, F>(loop, callback, std::move(function)), fut_(fut), task_(task) {}

    void run() override { this->function()(); }
    HandleFacts facts() override {
        const bool named = this->callback() >= trace::Callback::user && this->has_function();   // the others have a word of their own
        return {task_, fut_, named ? callable_name(this->function()) : ""};
    }
    std::string show() override {
        if constexpr (requires { this->function().show_call(); })
            if (this->has_function()) return this->function().show_call();
        return Base::show();
    }

private:
    FutureState* fut_;  // the function holds the references to this and the next
    TaskState* task_;
};

namespace detail {

/// The last parameter of a method, if it may be left out: `call_later(1, &Task<>::cancel, task)`.
template <class F> struct OptionalLast {};
template <class R, class C, class A> struct OptionalLast<R (C::*)(std::optional<A>) const> { using Type = std::optional<A>; };

template <class F, class... Args>
concept LeavesLastOut = !std::is_invocable_v<F&, Args&...> && requires { typename OptionalLast<F>::Type; } &&
                        std::is_invocable_v<F&, Args&..., typename OptionalLast<F>::Type&>;

}  // namespace detail

template <class Base, class F, class... Args>
Base* call_in(Context context, Loop& loop, F&& function, Args&&... args) {
    if constexpr (detail::LeavesLastOut<std::decay_t<F>, std::decay_t<Args>...>)
        return call_in<Base>(std::move(context), loop, function, std::forward<Args>(args)...,
                             typename detail::OptionalLast<std::decay_t<F>>::Type());
    else
        return new UserCall<Base, std::decay_t<F>, std::decay_t<Args>...>(loop, std::move(context), std::forward<F>(function),
                                                                          std::forward<Args>(args)...);
}

/// The first argument may be the Context to call in; else it is a copy of the present one.
template <class Base, class F, class... Args>
Base* user_call(Loop& loop, F&& function, Args&&... args) {
    if constexpr (std::is_same_v<std::decay_t<F>, Context>) return call_in<Base>(function, loop, std::forward<Args>(args)...);
    else return call_in<Base>(inherited_context(), loop, std::forward<F>(function), std::forward<Args>(args)...);
}

template <class Base, class F>
Base* own_call(Loop& loop, trace::Callback callback, F function, FutureState* fut = nullptr, TaskState* task = nullptr) {
    return new OwnCall<Base, F>(loop, callback, std::move(function), fut, task);
}
/// The same where the program's code is called: in a copy of the present context.
template <class Base, class F>
Base* own_call_in_context(Loop& loop, trace::Callback callback, F function, FutureState* fut = nullptr) {
    return own_call<Base>(loop, callback, InContext<F>{inherited_context(), std::move(function)}, fut);
}

}  // namespace asyncio
