#include "except_star.hpp"

#include <algorithm>

namespace asyncio {
namespace {

/// The exceptions in a group that are no groups.
void add_leaves(const BaseExceptionGroup& group, std::vector<std::exception_ptr>& leaves) {
    for (const std::exception_ptr& exception : group.exceptions()) {
        if (const GroupPtr inner = group_of(exception)) add_leaves(*inner, leaves);
        else leaves.push_back(exception);
    }
}

/// Runs a handler while its part of the exception is being handled, and returns what it threw.
std::exception_ptr thrown_by(const ExceptStarClause& clause, const std::exception_ptr& part) {
    try {
        std::rethrow_exception(part);
    } catch (const BaseExceptionGroup& group) {
        try {
            clause.handle(group);
        } catch (...) {
            return std::current_exception();
        }
    }
    return nullptr;
}

/// What the clauses leave of an exception.
struct Left {
    GroupPtr unwanted;                               ///< by any clause
    std::vector<std::exception_ptr> leaves;          ///< of what a handler rethrew
    std::vector<std::exception_ptr> thrown;          ///< by handlers, of their own
    bool handled = false;
};

Left run_clauses(GroupPtr group, const std::vector<ExceptStarClause>& clauses) {
    Left left;
    for (const ExceptStarClause& clause : clauses) {
        if (!group) break;
        const auto [match, rest] = group->split(clause.wanted);
        group = rest;
        if (!match) continue;
        left.handled = true;
        const std::exception_ptr part = match->pointer();
        const std::exception_ptr thrown = thrown_by(clause, part);
        if (thrown == part) add_leaves(*match, left.leaves);
        else if (thrown) left.thrown.push_back(thrown);
    }
    left.unwanted = group;
    return left;
}

/// An exception that is no group: the first clause that wants it has it, as a group of itself.
void run_clause_for(const std::exception_ptr& exception, const std::vector<ExceptStarClause>& clauses) {
    const auto clause = std::ranges::find_if(clauses, [&](const ExceptStarClause& c) { return c.wanted(exception); });
    if (clause == clauses.end()) std::rethrow_exception(exception);
    if (const std::exception_ptr thrown = thrown_by(*clause, group_around(exception)->pointer())) std::rethrow_exception(thrown);
}

}  // namespace

void except_star(const std::exception_ptr& exception, const std::vector<ExceptStarClause>& clauses) {
    const GroupPtr group = group_of(exception);
    if (!group) return run_clause_for(exception, clauses);
    Left left = run_clauses(group, clauses);
    if (!left.handled) std::rethrow_exception(exception);
    if (left.unwanted) add_leaves(*left.unwanted, left.leaves);
    const GroupPtr rest = group->subgroup([&](const std::exception_ptr& e) {
        return std::ranges::find(left.leaves, e) != left.leaves.end();
    });
    if (left.thrown.empty() && rest) rest->raise();
    if (left.thrown.empty()) return;
    if (rest) left.thrown.push_back(rest->pointer());
    make_exception_group("", std::move(left.thrown))->raise();
}

}  // namespace asyncio
