#pragma once
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <source_location>
#include <string>
#include <type_traits>

#include "exception_group.hpp"
#include "exceptions.hpp"
#include "printed.hpp"
#include "repr_value.hpp"

namespace asyncio {

class AnyFuture;

namespace detail {

/// A format string that knows on which line it stands.
template <class... Args>
struct LineFormat {
    template <class S>
    consteval LineFormat(const S& text, std::source_location where = std::source_location::current())
        : format(text), line(where.line()) {
        if constexpr (sizeof...(Args) > 0)
            if (std::string_view(text).find('{') == std::string_view::npos)
                throw "print() takes fmt's format strings: an argument is shown where {} stands";
    }
    fmt::format_string<PrintedAs<Args>...> format;
    std::uint32_t line;
};

void print_lines(const std::string& text, std::uint32_t source_line);

template <class S>
concept Text = std::is_same_v<std::remove_cvref_t<S>, std::string> || std::is_same_v<std::remove_cvref_t<S>, std::string_view> ||
               std::is_same_v<std::remove_cvref_t<S>, const char*>;
/// What str() and repr() show alike: a lock, a queue, a handle. (The others have formatters of their own.)
template <class T>
concept ShownByRepr = std::is_class_v<T> && !PlainValue<T> && !std::is_base_of_v<BaseException, T> && !std::is_base_of_v<BaseExceptionGroup, T> &&
                      !std::is_base_of_v<AnyFuture, T> && requires(const T& value) { { repr(value) } -> std::same_as<std::string>; };

/// What can be shown and is no text.
template <class T>
concept Showable = !std::is_convertible_v<const T&, std::string_view> && !std::is_same_v<T, std::source_location> &&
                   (KnownValue<T> || fmt::is_formattable<T>::value);

}  // namespace detail

/// Writes a line to the program's output, and to the trace. Python: print, with fmt's format strings; `{}` shows
/// True, [1, 'a'] and None as there, but the double 2.0 as 2, for many an int of Python's is a double in C++.
///
///     print("{} got {}", name, value);
///
/// Emits: out, once a line. (An object, not a function: else fmt::print would be a candidate wherever an
/// argument is of fmt's.)
struct Print {
    static constexpr const char* python_name = "print";   ///< as a callback: call_soon(print, "now")
    template <class... Args>
    void operator()(detail::LineFormat<std::type_identity_t<Args>...> format, Args&&... args) const {
        detail::print_lines(fmt::format(format.format, detail::printed(std::forward<Args>(args))...), format.line);
    }
    void operator()(std::source_location where = std::source_location::current()) const { detail::print_lines("", where.line()); }
    /// A text that was put together before.
    template <detail::Text S>
    void operator()(const S& text, std::source_location where = std::source_location::current()) const {
        detail::print_lines(std::string(text), where.line());
    }
    /// What str() gives in Python: print(42), print(error), print(task).
    template <detail::Showable T>
    void operator()(const T& value, std::source_location where = std::source_location::current()) const {
        if constexpr (detail::KnownValue<T>) detail::print_lines(detail::str_of_value(value), where.line());
        else detail::print_lines(fmt::format("{}", value), where.line());
    }
};
inline constexpr Print print;

/// Puts a label into the trace. Emits: mark. Python: recorder.mark
void mark(std::string_view label);

}  // namespace asyncio

/// @cond
// `print("{}", e)` shows what str(e) gives, as Python's print does.
template <class E> requires std::is_base_of_v<asyncio::BaseException, E>
struct fmt::formatter<E> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const E& exception, Out& out) const { return fmt::formatter<std::string>::format(asyncio::str(exception), out); }
};
template <>
struct fmt::formatter<asyncio::None> : fmt::formatter<std::string> {
    template <class Out>
    auto format(asyncio::None, Out& out) const { return fmt::formatter<std::string>::format("None", out); }
};
template <>
struct fmt::formatter<asyncio::BaseExceptionGroup> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const asyncio::BaseExceptionGroup& group, Out& out) const { return fmt::formatter<std::string>::format(asyncio::str(group), out); }
};
template <>
struct fmt::formatter<std::exception_ptr> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const std::exception_ptr& exception, Out& out) const {
        return fmt::formatter<std::string>::format(exception ? asyncio::str(exception) : "None", out);
    }
};
template <>
struct fmt::formatter<asyncio::GroupPtr> : fmt::formatter<std::exception_ptr> {
    template <class Out>
    auto format(const asyncio::GroupPtr& group, Out& out) const {
        return fmt::formatter<std::exception_ptr>::format(group ? group->pointer() : nullptr, out);
    }
};
// So it shows what repr(lock) gives, or repr(queue).
template <asyncio::detail::ShownByRepr T>
struct fmt::formatter<T> : fmt::formatter<std::string> {
    template <class Out>
    auto format(const T& value, Out& out) const { return fmt::formatter<std::string>::format(repr(value), out); }
};
/// @endcond
