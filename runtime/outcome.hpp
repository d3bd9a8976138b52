#pragma once
#include <fmt/format.h>

#include <exception>
#include <variant>

#include "exceptions.hpp"
#include "python_repr.hpp"
#include "slot.hpp"

namespace asyncio {

/// Asks gather to give exceptions as if they were results: `gather(return_exceptions, a, b)`.
struct ReturnExceptions {
    explicit ReturnExceptions() = default;
};
inline constexpr ReturnExceptions return_exceptions{};

/// A result or the exception that came instead.
template <class T>
class Outcome {
public:
    Outcome(T value) : value_(std::move(value)) {}
    Outcome(std::exception_ptr exception) : value_(std::move(exception)) {}
    bool has_value() const { return value_.index() == 0; }
    /// Throws the exception if there is no value.
    const T& value() const {
        if (!has_value()) std::rethrow_exception(std::get<1>(value_));
        return std::get<0>(value_);
    }
    T& value() {   ///< the same, of which it can be moved
        static_cast<void>(std::as_const(*this).value());
        return std::get<0>(value_);
    }
    std::exception_ptr exception() const { return has_value() ? nullptr : std::get<1>(value_); }

private:
    std::variant<T, std::exception_ptr> value_;
};

/// Python: repr() of an element of gather's list: `1`, `'x'`, `ValueError('x')`.
template <class T>
std::string repr(const Outcome<T>& outcome) {
    return outcome.has_value() ? python_repr(outcome.value()) : repr(outcome.exception());
}

}  // namespace asyncio

/// @cond
// `print("{}", outcome)` shows what str() gives: of a text the text, of an exception its message.
template <class T>
struct fmt::formatter<asyncio::Outcome<T>> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const asyncio::Outcome<T>& outcome, Out& out) const {
        if (!outcome.has_value()) return fmt::formatter<std::string>::format(asyncio::str(outcome.exception()), out);
        if constexpr (std::is_convertible_v<const T&, std::string>) return fmt::formatter<std::string>::format(outcome.value(), out);
        else return fmt::formatter<std::string>::format(repr(outcome), out);
    }
};
/// @endcond
