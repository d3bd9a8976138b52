#include "cancel_walk.hpp"

#include "task.hpp"

namespace asyncio {
namespace {

TaskState& as_task(FutureState& future) { return static_cast<TaskState&>(future); }
GatherState& as_gather(FutureState& future) { return static_cast<GatherState&>(future); }

}  // namespace

CancelWalk::~CancelWalk() {
    for (const Asked& asked : asked_)
        if (asked.future->is_task()) as_task(*asked.future).passes_cancel_on_ = false;
}

bool CancelWalk::run(FutureState& first) {
    FutureState* next = &first;
    for (bool answer = false;;) {
        while (next) {
            const std::optional<bool> at_once = answer_at_once(*next);
            if (at_once) answer = *at_once;
            next = at_once ? nullptr : first_to_ask(asked_.back());
        }
        while (!next) {
            if (asked_.empty()) return answer;
            next = next_to_ask(asked_.back(), answer);
            if (!next) asked_.pop_back();
        }
    }
}

/// Nothing if it has to ask others: then it is in the row.
std::optional<bool> CancelWalk::answer_at_once(FutureState& future) {
    if (!asks_others(future)) return future.cancel(message_);
    if (future.is_task()) future.mark_retrieved();   // as Task.cancel does, even if it is done
    if (future.done()) return false;
    if (future.is_task()) {
        TaskState& task = as_task(future);
        task.request_cancel(message_);
        if (!task.waiter_) {
            task.cancel_at_next_step(message_);
            return true;
        }
        task.pass_cancel_on();
    }
    asked_.push_back({Counted<FutureState>(&future)});
    return {};
}

FutureState* CancelWalk::first_to_ask(const Asked& asked) const {
    return asked.future->is_task() ? as_task(*asked.future).waiter_.get() : as_gather(*asked.future).children_.front().state();
}

/// Nobody, if that was the last: then `answer` is that of the whole.
FutureState* CancelWalk::next_to_ask(Asked& asked, bool& answer) const {
    if (asked.future->is_task()) {
        TaskState& task = as_task(*asked.future);
        task.passes_cancel_on_ = false;
        if (!answer) task.cancel_at_next_step(message_);
        answer = true;
        return nullptr;
    }
    GatherState& gather = as_gather(*asked.future);
    asked.any = asked.any || answer;
    if (++asked.child < gather.children_.size()) return gather.children_[asked.child].state();
    if (asked.any) gather.cancel_requested_ = true;
    answer = asked.any;
    return nullptr;
}

}  // namespace asyncio
