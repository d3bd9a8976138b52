#pragma once
#include "exception_group.hpp"

namespace asyncio {

/// One `except* E as eg:` clause; made by on<E>().
struct ExceptStarClause {
    BaseExceptionGroup::Condition wanted;
    std::function<void(const BaseExceptionGroup&)> handle;
};

/// The clause for the exceptions of one of the classes E. The handler takes the group of them, or nothing.
template <class... E, class Handler> requires (sizeof...(E) > 0)
ExceptStarClause on(Handler handler) {
    auto wanted = [](const std::exception_ptr& e) { return (isinstance<E>(e) || ...); };
    if constexpr (std::is_invocable_v<Handler&, const BaseExceptionGroup&>) return {wanted, std::move(handler)};
    else return {wanted, [handler](const BaseExceptionGroup&) mutable { handler(); }};
}

/// Gives each clause its part of an exception; what no clause wants goes on. An exception that is no group
/// counts as a group of itself.
///
/// Throws: what is left and what handlers rethrew (`throw;`), in the shape of the original group; if handlers
/// threw anything else, an ExceptionGroup of that and of the rest.
void except_star(const std::exception_ptr& exception, const std::vector<ExceptStarClause>& clauses);

/// The same for the exception that is being handled:
///
///     try {
///         co_await async_with(TaskGroup(), body);
///     } catch (...) {
///         except_star(on<ValueError>([](const auto& eg) { print("{}", repr(eg.exceptions())); }),
///                     on<KeyError>([] { print("a key is missing"); }));
///     }
///
/// Python: try: ... except* ValueError as eg: ... except* KeyError: ...
template <std::same_as<ExceptStarClause>... Clauses>
void except_star(const Clauses&... clauses) {
    except_star(std::current_exception(), std::vector<ExceptStarClause>{clauses...});
}

}  // namespace asyncio
