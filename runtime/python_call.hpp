#pragma once
#include <concepts>
#include <exception>
#include <string>
#include <utility>

namespace asyncio {

/// A callback of the library's that is a function of CPython's: the trace knows it by `name`, and repr() shows `call`,
/// "Timer._fire(None)" say: a text, or a function that makes one when somebody looks.
template <class Call, class F>
struct PythonCall {
    const char* name;
    Call call;
    F function;
    void operator()() { function(); }
    std::string show_call() const {
        if constexpr (std::convertible_to<const Call&, std::string>) return call;
        else return call();
    }
};
template <class Call, class F>
PythonCall<Call, F> python_call(const char* name, Call call, F function) { return {name, std::move(call), std::move(function)}; }

/// A call that is given an exception, or None.
struct CallWithError {
    const char* function;
    std::exception_ptr error;
    std::string operator()() const;
};

}  // namespace asyncio
