#include "gather.hpp"

#include <algorithm>

namespace asyncio {

void GatherState::watch(std::vector<AnyFuture> children) {
    children_ = std::move(children);
    if (children_.empty()) {
        store_results();
        return finish(Status::finished);
    }
    for (auto child = children_.begin(); child != children_.end(); ++child) {
        if (std::find(children_.begin(), child, *child) != child) continue;  // the same one twice: run once, result twice
        ++watched_;
        Counted<GatherState> self(this);
        add_done_call(*child->state(), trace::Callback::gather_child_done, this,
                      [self](const AnyFuture& done) { self->child_done(done); });
    }
}

bool GatherState::cancel(const CancelMessage& message) {
    if (done()) return false;
    bool any = false;
    for (const AnyFuture& child : children_)
        if (child.cancel(message)) any = true;
    if (any) cancel_requested_ = true;
    return any;
}

void GatherState::add_parts(std::vector<FutureState*>& parts) {
    for (const AnyFuture& child : children_) parts.push_back(child.state());
}

void GatherState::child_done(const AnyFuture& child) {
    ++finished_;
    FutureState& state = *child.state();
    if (done()) {
        if (!child.cancelled()) state.mark_retrieved();
        return;
    }
    if (!return_exceptions_) {
        if (child.cancelled()) return set_exception(state.make_cancelled_error());
        if (auto error = state.exception()) return set_exception(error);
    }
    if (finished_ == watched_) finish_with_results(child);
}

void GatherState::finish_with_results(const AnyFuture& last) {
    if (cancel_requested_) {
        for (const AnyFuture& child : children_) child.state()->mark_retrieved();
        return set_exception(last.state()->make_cancelled_error());
    }
    begin_set_result();
    store_results();
    finish_result();
}

}  // namespace asyncio
