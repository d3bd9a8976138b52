#pragma once
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "exception_cast.hpp"

namespace asyncio {

class BaseExceptionGroup;
class ExceptionGroup;

namespace detail {
std::string repr_of_number(double number);
/// For what is asked of something that is none. Throws: AttributeError "'NoneType' object has no attribute 'read'"
[[noreturn]] void refuse_none(const char* attribute);
}

/// The root of Python's exceptions. `catch (const Exception&)` does not catch what derives from this
/// class alone: CancelledError, KeyboardInterrupt, SystemExit. Nor does std::exception.
class BaseException {
public:
    BaseException() : BaseException(std::string(), false) {}
    explicit BaseException(std::string message) : BaseException(std::move(message), true) {}
    BaseException(const char* message) : BaseException(std::string(message)) {}
    template <class N> requires std::is_arithmetic_v<N>
    explicit BaseException(N number) : BaseException(text_of(number)) { quoted_ = false; }
    virtual ~BaseException() = default;

    virtual const char* what() const noexcept { return message_.c_str(); }  ///< Python: str(e)
    const std::string& message() const { return message_; }
    bool has_message() const { return has_message_; }
    /// What stands between the parentheses of repr(e).
    virtual std::string arguments() const;
    /// The exception that was being handled when this one was made, if any. Python: e.__context__
    const std::exception_ptr& context() const { return context_; }
    /// The exception that this one was raised from (see raise_from), if any. Python: e.__cause__
    const std::exception_ptr& cause() const { return cause_; }
    void set_cause(std::exception_ptr cause) { cause_ = std::move(cause), suppress_context_ = true; }
    /// It was raised from another one or from None, so that its context is not worth a word. Python: e.__suppress_context__
    bool suppress_context() const { return suppress_context_; }
    /// For those who raise it where `context` is being handled, though no `catch` of C++ is there.
    void raised_while_handling(const std::exception_ptr& context) {
        if (!context_) context_ = context;
    }
    /// Text that is written below the exception where it is reported. Python: 3.11
    void add_note(std::string note) { notes_.push_back(std::move(note)); }
    const std::vector<std::string>& notes() const { return notes_; }                 ///< Python: e.__notes__
    /// Keeps `object` alive as long as this exception, as Python's traceback keeps what its frames hold.
    void keep(std::shared_ptr<void> object) { kept_ = std::move(object); }
    /// Stands for `other`: has its context, cause and notes, and keeps what that keeps.
    void stand_for(const BaseException& other) {
        context_ = other.context_, cause_ = other.cause_, kept_ = other.kept_, notes_ = other.notes_;
        suppress_context_ = other.suppress_context_;
    }

private:
    template <class N>
    static std::string text_of(N number) {
        if constexpr (std::is_floating_point_v<N>) return detail::repr_of_number(number);
        else return std::to_string(number);
    }
    BaseException(std::string message, bool has_message)
        : message_(std::move(message)), context_(std::current_exception()), has_message_(has_message) {}

    std::string message_;
    std::exception_ptr context_, cause_;
    std::shared_ptr<void> kept_;
    std::vector<std::string> notes_;
    bool has_message_ = false, quoted_ = true, suppress_context_ = false;
};

/// Python's Exception: what a program usually means by "an error".
class Exception : public BaseException, public std::exception {
public:
    using BaseException::BaseException;
    const char* what() const noexcept override { return BaseException::what(); }
};

struct CancelledError : BaseException { using BaseException::BaseException; };
struct GeneratorExit : BaseException { using BaseException::BaseException; };
struct KeyboardInterrupt : BaseException { using BaseException::BaseException; };
struct SystemExit : BaseException {
    SystemExit() = default;   ///< Python: its code is None
    explicit SystemExit(int code) : BaseException(code), code(code) {}
    explicit SystemExit(std::string text) : BaseException(std::move(text)), code(1) {}   ///< what to say instead of a code
    SystemExit(const char* text) : SystemExit(std::string(text)) {}
    int code = 0;             ///< the process's, by Python's rule
};

struct ArithmeticError : Exception { using Exception::Exception; };
struct FloatingPointError : ArithmeticError { using ArithmeticError::ArithmeticError; };
struct OverflowError : ArithmeticError { using ArithmeticError::ArithmeticError; };
struct ZeroDivisionError : ArithmeticError { using ArithmeticError::ArithmeticError; };
struct AssertionError : Exception { using Exception::Exception; };
struct BufferError : Exception { using Exception::Exception; };
struct ImportError : Exception { using Exception::Exception; };
struct LookupError : Exception { using Exception::Exception; };
struct IndexError : LookupError { using LookupError::LookupError; };
struct KeyError : LookupError {
    explicit KeyError(std::string key) : LookupError(std::move(key)), shown_("'" + message() + "'") {}
    KeyError(const char* key) : KeyError(std::string(key)) {}
    template <class N> requires std::is_arithmetic_v<N>
    explicit KeyError(N key) : LookupError(key), shown_(message()) {}
    const char* what() const noexcept override { return shown_.c_str(); }  // Python shows the key's repr
private:
    std::string shown_;
};
struct EOFError : Exception { using Exception::Exception; };
/// What the system refused. os_errors.hpp has the kinds that Python tells apart by the code.
struct OSError : Exception {
    OSError() = default;
    using Exception::Exception;
    /// Python: OSError(code, strerror), whose text is "[Errno 2] No such file or directory", and which is a
    /// FileNotFoundError. Here `throw` makes it what is written there; so type_name and repr call it by Python's name, and
    /// from the coroutine's end (or set_exception) on it is caught as such. throw_os_error throws the right one at once.
    OSError(int code, std::string strerror, std::string operation = {}, std::string address = {});
    /// What an operation on one path or two was about. Python: e.filename, e.filename2
    struct Paths {
        std::string filename;
        std::optional<std::string> filename2 = {};
    };
    /// Python: OSError(code, strerror, filename), whose text goes on with ": 'a.txt'" or ": 'a' -> 'b'".
    OSError(int code, std::string strerror, std::string operation, Paths paths);
    std::string arguments() const override;

    int code = 0;            ///< Python: e.errno, which is a macro in C; 0: none
    std::string strerror;    ///< the text without the code
    std::string operation;   ///< "connect", "accept"; empty: not known
    std::string address;     ///< of the peer, or the path; empty: none
    std::optional<std::string> filename, filename2;   ///< the paths that the text names
};
struct TimeoutError : OSError { using OSError::OSError; };
struct RuntimeError : Exception { using Exception::Exception; };
struct SendfileNotAvailableError : RuntimeError { using RuntimeError::RuntimeError; };
struct NotImplementedError : RuntimeError { using RuntimeError::RuntimeError; };
struct RecursionError : RuntimeError { using RuntimeError::RuntimeError; };
struct TypeError : Exception { using Exception::Exception; };
struct ValueError : Exception { using Exception::Exception; };
struct InvalidStateError : Exception { using Exception::Exception; };
struct MemoryError : Exception { using Exception::Exception; };
struct StopAsyncIteration : Exception { using Exception::Exception; };
struct StopIteration : Exception { using Exception::Exception; };
struct SystemError : Exception { using Exception::Exception; };
struct AttributeError : Exception { using Exception::Exception; };
struct NameError : Exception { using Exception::Exception; };

/// A stream ended before there was enough to read.
struct IncompleteReadError : EOFError {
    IncompleteReadError(std::string partial, std::optional<std::size_t> expected);
    std::string partial;                    ///< what there was
    std::optional<std::size_t> expected;    ///< none: a separator was looked for
};
/// A stream's limit was reached before the separator was found.
struct LimitOverrunError : Exception {
    LimitOverrunError(std::string message, std::size_t consumed) : Exception(std::move(message)), consumed(consumed) {}
    std::size_t consumed;                   ///< bytes that have no separator in them
};

/// What is being handled, as Python would have it: of an OSError, the kind that its code means (see os_errors.hpp).
std::exception_ptr handled_exception() noexcept;
/// The same where it leaves a frame, a "coroutine" say. A StopIteration is a RuntimeError then, raised from it; so is a
/// StopAsyncIteration that leaves a generator. Python: PEP 479
std::exception_ptr exception_out_of(const char* frame, bool generator = false) noexcept;
/// The same of an exception that is not thrown yet: one without a code stays what it is.
std::exception_ptr os_error_of_its_kind(const OSError& error) noexcept;

/// What an exception looks like from outside. For C++'s own exceptions, the Python type that means the same.
struct ExceptionInfo {
    std::string type;      ///< "ValueError"; the class name without namespaces
    std::string message;   ///< str(e)
    std::string repr;      ///< ValueError('x')
    bool cancelled = false;          ///< a CancelledError
    bool leaves_the_loop = false;    ///< SystemExit, KeyboardInterrupt, or an abandoned program
};
/// What is known of an exception; of nullptr, that it is "None".
ExceptionInfo describe(const std::exception_ptr& exception);

std::string type_name(const std::exception_ptr& exception);  ///< Python: type(e).__name__
std::string repr(const std::exception_ptr& exception);       ///< Python: repr(e); "None" for no exception
std::string type_name(const BaseException& exception);       ///< of what it really is
std::string repr(const BaseException& exception);
/// Python: str(e). (An object, so that it can be handed on: `transform(errors, str)`.)
struct Str {
    std::string operator()(const std::exception_ptr& exception) const;
    std::string operator()(const BaseException& exception) const { return exception.what(); }
    std::string operator()(const BaseExceptionGroup& group) const;   ///< "message (2 sub-exceptions)"
    std::string operator()(const ExceptionGroup& group) const;
};
inline constexpr Str str;

/// See isinstance.
template <class E>
struct IsInstance {
    bool operator()(const BaseException& exception) const { return dynamic_cast<const E*>(&exception) != nullptr; }
    bool operator()(const std::exception_ptr& exception) const { return exception_cast<E>(exception) != nullptr; }
};

/// Whether an exception is an E (a class): `isinstance<ValueError>(e)`. Python: isinstance(e, E)
template <class E>
inline constexpr IsInstance<E> isinstance;

/// The exception that is being handled, if it is `exception`; else a copy, as an E.
template <class E> requires std::is_base_of_v<BaseException, E>
std::exception_ptr pointer_to(const E& exception) {
    const std::exception_ptr current = std::current_exception();
    return exception_cast<BaseException>(current) == &exception ? current : std::make_exception_ptr(exception);
}

/// Python: raise error from cause
template <class E> requires std::is_base_of_v<BaseException, E>
[[noreturn]] void raise_from(E error, std::exception_ptr cause) {
    error.set_cause(std::move(cause));
    throw error;
}
template <class E, class C> requires (std::is_base_of_v<BaseException, E> && std::is_base_of_v<BaseException, C>)
[[noreturn]] void raise_from(E error, const C& cause) { raise_from(std::move(error), pointer_to(cause)); }

/// Python: raise error from None
template <class E> requires std::is_base_of_v<BaseException, E>
[[noreturn]] void raise_from(E error, std::nullptr_t) { raise_from(std::move(error), std::exception_ptr()); }

/// Whether it is a CancelledError.
bool is_cancelled_error(const std::exception_ptr& exception);

}  // namespace asyncio
