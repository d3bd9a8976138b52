#pragma once
#include <optional>
#include <vector>

#include "gather.hpp"

namespace asyncio {

/// A cancellation on its way from a task or a gather down to all that it waits for: each task is asked before what it waits
/// for, and each child before the next. In Python each calls the next; here rows may be longer than a stack is deep.
class CancelWalk {
public:
    explicit CancelWalk(const CancelMessage& message) : message_(message) {}
    CancelWalk(const CancelWalk&) = delete;
    ~CancelWalk();

    /// Whether it passes a cancellation on to others: a task and a gather do.
    static bool asks_others(const FutureState& future) { return future.is_task() || future.kind() == trace::FutureKind::gather; }

    /// Whether anything was cancelled, or asked to. Throws RecursionError if a task waits for itself.
    /// Emits: cancel, future_done and what follows from them.
    bool run(FutureState& first);

private:
    struct Asked {
        Counted<FutureState> future;
        std::size_t child = 0;   // which one is being asked, of a gather's
        bool any = false;        // has taken it
    };
    std::optional<bool> answer_at_once(FutureState& future);
    FutureState* first_to_ask(const Asked& asked) const;
    FutureState* next_to_ask(Asked& asked, bool& answer) const;

    const CancelMessage& message_;
    std::vector<Asked> asked_;   // from the first to the present one
};

}  // namespace asyncio
