#include "exception_group.hpp"

#include <algorithm>

#include "quoted.hpp"

namespace asyncio {
namespace unrestricted {

/// A group with something among it that is no Exception. Its name is what the trace shows.
class BaseExceptionGroup final : public BaseException, public asyncio::BaseExceptionGroup {
public:
    BaseExceptionGroup(std::string message, std::vector<std::exception_ptr> exceptions)
        : asyncio::BaseExceptionGroup(std::move(message), std::move(exceptions)) {
        static_cast<BaseException&>(*this) = BaseException(text());
    }
    std::string arguments() const override { return shown(); }
    std::exception_ptr pointer() const override { return std::make_exception_ptr(*this); }
};

}  // namespace unrestricted

BaseExceptionGroup::BaseExceptionGroup(std::string message, std::vector<std::exception_ptr> exceptions)
    : message_(std::move(message)), exceptions_(std::move(exceptions)) {
    if (exceptions_.empty()) throw ValueError("second argument (exceptions) must be a non-empty sequence");
}

std::string BaseExceptionGroup::text() const {
    const std::size_t n = exceptions_.size();
    return message_ + " (" + std::to_string(n) + (n == 1 ? " sub-exception)" : " sub-exceptions)");
}

std::string BaseExceptionGroup::shown() const {
    std::string inside;
    for (const std::exception_ptr& e : exceptions_) inside += (inside.empty() ? "" : ", ") + repr(e);
    return quoted(message_) + (in_tuple_ ? ", (" + inside + ",)" : ", [" + inside + "]");
}

ExceptionGroup::ExceptionGroup(std::string message, std::vector<std::exception_ptr> exceptions)
    : BaseExceptionGroup(std::move(message), std::move(exceptions)) {
    if (!std::ranges::all_of(this->exceptions(), isinstance<Exception>))
        throw TypeError("Cannot nest BaseExceptions in an ExceptionGroup");
    static_cast<BaseException&>(*this) = BaseException(text());
}

GroupPtr make_exception_group(std::string message, std::vector<std::exception_ptr> exceptions) {
    if (std::ranges::all_of(exceptions, isinstance<Exception>))
        return std::make_shared<ExceptionGroup>(std::move(message), std::move(exceptions));
    return std::make_shared<unrestricted::BaseExceptionGroup>(std::move(message), std::move(exceptions));
}

GroupPtr group_around(const std::exception_ptr& exception) {
    const auto group = std::const_pointer_cast<BaseExceptionGroup>(make_exception_group("", {exception}));
    group->in_tuple_ = true;
    return group;
}

GroupPtr group_of(const std::exception_ptr& exception) {
    const auto* group = exception_cast<BaseExceptionGroup>(exception);
    if (!group) return nullptr;
    return {std::make_shared<std::exception_ptr>(exception), group};  // it lives as long as a pointer to it
}

std::string type_name(const BaseExceptionGroup& group) { return type_name(group.pointer()); }
std::string repr(const BaseExceptionGroup& group) { return repr(group.pointer()); }
std::string Str::operator()(const BaseExceptionGroup& group) const { return (*this)(group.pointer()); }
std::string Str::operator()(const ExceptionGroup& group) const { return group.what(); }

BaseExceptionGroup::Split BaseExceptionGroup::split(const Condition& wanted) const {
    const std::exception_ptr self = pointer();
    if (wanted(self)) return {group_of(self), nullptr};
    std::vector<std::exception_ptr> match, rest;
    for (const std::exception_ptr& exception : exceptions_) {
        if (const GroupPtr group = group_of(exception)) {
            const Split inner = group->split(wanted);
            if (inner.match) match.push_back(inner.rest ? inner.match->pointer() : exception);
            if (inner.rest) rest.push_back(inner.match ? inner.rest->pointer() : exception);
        } else {
            (wanted(exception) ? match : rest).push_back(exception);
        }
    }
    return {part(std::move(match)), part(std::move(rest))};
}

GroupPtr BaseExceptionGroup::part(std::vector<std::exception_ptr> exceptions) const {
    if (exceptions.empty()) return nullptr;
    const auto group = std::const_pointer_cast<BaseExceptionGroup>(derive(std::move(exceptions)));
    dynamic_cast<BaseException&>(*group).stand_for(itself());
    return group;
}

GroupPtr BaseExceptionGroup::derive(std::vector<std::exception_ptr> exceptions) const {
    return make_exception_group(message_, std::move(exceptions));
}

}  // namespace asyncio
