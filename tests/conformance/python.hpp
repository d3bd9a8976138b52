#pragma once
#include <cmath>
#include <filesystem>
#include <tuple>
#include <vector>

#include "runtime/asyncio.hpp"

/// What Python has without an import, for programs that are ported line by line.
using asyncio::ArithmeticError;
using asyncio::AssertionError;
using asyncio::BaseException;
using asyncio::BaseExceptionGroup;
using asyncio::Exception;
using asyncio::ExceptionGroup;
using asyncio::IndexError;
using asyncio::KeyboardInterrupt;
using asyncio::KeyError;
using asyncio::LookupError;
using asyncio::OSError;
using asyncio::OverflowError;
using asyncio::RuntimeError;
using asyncio::SystemExit;
using asyncio::TimeoutError;
using asyncio::TypeError;
using asyncio::ValueError;
using asyncio::ZeroDivisionError;
using asyncio::isinstance;
using asyncio::print;
using asyncio::repr;
using asyncio::str;
using asyncio::type_name;

// These are the words that no line of such a program goes without.
using asyncio::Coroutine;
using asyncio::Future;
using asyncio::Task;

/// [expression(item) for item in items], as Python shows it.
template <class Items, class Expression>
std::string repr_each(const Items& items, Expression expression) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ", ") + repr(expression(item));
    return "[" + text + "]";
}

/// round(number, digits)
inline double rounded(double number, int digits) {
    const double scale = std::pow(10, digits);
    return std::nearbyint(number * scale) / scale;
}

/// e.args
inline std::string repr_args(const BaseException& e) {
    return e.has_message() ? repr(std::tuple(e.message())) : "()";
}

/// A Python literal b"...", and how Python shows it: b'...'. Bytes are a std::string here.
inline std::string repr_bytes(std::string_view bytes) {
    std::string text = "b'";
    for (unsigned char c : bytes) {
        if (c == '\n') text += "\\n";
        else if (c == '\r') text += "\\r";
        else if (c == '\t') text += "\\t";
        else if (c == '\\' || c == '\'') text += {'\\', static_cast<char>(c)};
        else if (c < ' ' || c >= 0x7f) text += fmt::format("\\x{:02x}", c);
        else text += static_cast<char>(c);
    }
    return text + "'";
}

/// What f() throws, or that it throws nothing.
template <class F>
void refused(F f) {
    try {
        f();
        print("no error");
    } catch (const BaseException& e) {
        print("{}", repr(e));
    }
}

/// str.upper()
inline std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

/// tempfile.TemporaryDirectory
class TemporaryDirectory {
public:
    TemporaryDirectory() : path_((std::filesystem::temp_directory_path() / "twin-XXXXXX").string()) {
        if (!mkdtemp(path_.data())) throw OSError("no temporary directory");
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
    const std::string& path() const { return path_; }
    std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }

private:
    std::string path_;
};
/// e.args[0]
inline std::string first_arg(const std::exception_ptr& e) {
    try {
        std::rethrow_exception(e);
    } catch (const BaseException& exception) {
        return exception.message();
    }
}
