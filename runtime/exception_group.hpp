#pragma once
#include <concepts>
#include <functional>
#include <memory>
#include <vector>

#include "exceptions.hpp"

namespace asyncio {

class BaseExceptionGroup;
/// A group that somebody else may hold, too; nullptr is Python's None.
using GroupPtr = std::shared_ptr<const BaseExceptionGroup>;

/// Several exceptions as one, possibly groups among them.
///
/// `catch (const ExceptionGroup&)` catches those of Exceptions only, `catch (const BaseExceptionGroup&)` those
/// with a BaseException among them, too. Python: BaseExceptionGroup
class BaseExceptionGroup {
public:
    virtual ~BaseExceptionGroup() = default;

    const std::string& message() const { return message_; }  ///< without the count that str(e) has
    const std::vector<std::exception_ptr>& exceptions() const { return exceptions_; }
    /// What was being handled when it was made, what it was raised from, and its notes: see BaseException.
    const std::exception_ptr& context() const { return itself().context(); }
    const std::exception_ptr& cause() const { return itself().cause(); }
    const std::vector<std::string>& notes() const { return itself().notes(); }
    bool suppress_context() const { return itself().suppress_context(); }

    /// What of the group is wanted and what is not. Inner groups keep their message and their place, and all parts what the
    /// group was raised from, what was being handled then, and the notes.
    struct Split { GroupPtr match, rest; };
    using Condition = std::function<bool(const std::exception_ptr&)>;
    /// Asks of the group itself, then of what is in it.
    Split split(const Condition& wanted) const;
    /// The same, for the exceptions of one of the classes E.
    template <class... E> requires (sizeof...(E) > 0)
    Split split() const { return split([](const std::exception_ptr& e) { return (isinstance<E>(e) || ...); }); }
    /// The first half of split(): a group of those that were asked for, nullptr if there are none.
    GroupPtr subgroup(const Condition& wanted) const { return split(wanted).match; }
    template <class... E> requires (sizeof...(E) > 0)
    GroupPtr subgroup() const { return split<E...>().match; }
    /// A group of other exceptions with the same message, and nothing else of this one.
    GroupPtr derive(std::vector<std::exception_ptr> exceptions) const;

    virtual std::exception_ptr pointer() const = 0;          ///< the group as an exception
    [[noreturn]] void raise() const { std::rethrow_exception(pointer()); }

protected:
    /// Throws: ValueError if there are none.
    BaseExceptionGroup(std::string message, std::vector<std::exception_ptr> exceptions);
    std::string text() const;                                ///< "message (2 sub-exceptions)"
    std::string shown() const;                               ///< "'message', [ValueError('a'), KeyError('b')]"

private:
    friend GroupPtr group_around(const std::exception_ptr& exception);
    GroupPtr part(std::vector<std::exception_ptr> exceptions) const;
    const BaseException& itself() const { return dynamic_cast<const BaseException&>(*this); }

    std::string message_;
    std::vector<std::exception_ptr> exceptions_;
    bool in_tuple_ = false;                                  // so its repr shows them
};

/// What an exception_ptr holds: an exception_ptr stays as it is.
template <class E>
std::exception_ptr exception_pointer(E exception) {
    if constexpr (std::is_same_v<E, std::exception_ptr>) return exception;
    else return std::make_exception_ptr(std::move(exception));
}

/// A group of Exceptions: `ExceptionGroup("message", ValueError("a"), KeyError("b"))`.
class ExceptionGroup : public Exception, public BaseExceptionGroup {
public:
    /// Throws: ValueError if there are none, TypeError if one is not an Exception.
    ExceptionGroup(std::string message, std::vector<std::exception_ptr> exceptions);
    template <class... E> requires (sizeof...(E) > 0 && !(std::same_as<E, std::vector<std::exception_ptr>> || ...))
    ExceptionGroup(std::string message, E... exceptions)
        : ExceptionGroup(std::move(message), std::vector{exception_pointer(std::move(exceptions))...}) {}

    const std::string& message() const { return BaseExceptionGroup::message(); }   ///< without the count of exceptions
    using BaseException::context, BaseException::cause, BaseException::notes, BaseException::suppress_context;
    std::string arguments() const override { return shown(); }
    std::exception_ptr pointer() const override { return std::make_exception_ptr(*this); }
};

/// An ExceptionGroup if all are Exceptions, else one that only `catch (const BaseExceptionGroup&)` catches.
/// Python: BaseExceptionGroup(message, exceptions). Throws: ValueError if there are none.
GroupPtr make_exception_group(std::string message, std::vector<std::exception_ptr> exceptions);

/// What an `except*` clause is given of an exception that is no group: ExceptionGroup('', (ValueError('a'),)).
GroupPtr group_around(const std::exception_ptr& exception);

/// The group that an exception is, or nullptr.
GroupPtr group_of(const std::exception_ptr& exception);

std::string type_name(const BaseExceptionGroup& group);
std::string repr(const BaseExceptionGroup& group);      ///< ExceptionGroup('message', [ValueError('a'), KeyError('b')])
inline std::string repr(const GroupPtr& group) { return group ? repr(*group) : "None"; }
// Both of what it is would do.
inline std::string type_name(const ExceptionGroup& group) { return type_name(static_cast<const BaseException&>(group)); }
inline std::string repr(const ExceptionGroup& group) { return repr(static_cast<const BaseException&>(group)); }

}  // namespace asyncio
