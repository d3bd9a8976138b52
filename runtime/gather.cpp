#include "gather.hpp"

#include <algorithm>
#include <utility>

#include "cancel_walk.hpp"

namespace asyncio {

void GatherState::watch(std::vector<AnyFuture> children, bool may_repeat) {
    children_ = std::move(children);
    if (children_.empty()) {
        store_results();
        return finish(Status::finished);
    }
    for (const AnyFuture& child : children_)
        if (!may_repeat || !std::exchange(child.state()->gathered_, true)) watch(child);   // one twice: run once, result twice
    for (const AnyFuture& child : children_) child.state()->gathered_ = false;
}

void GatherState::add(const AnyFuture& child) {
    const bool known = std::ranges::find(children_, child) != children_.end();
    children_.push_back(child);
    if (!known) watch(child);
}

void GatherState::watch(const AnyFuture& child) {
    ++watched_;
    add_done_call(*child.state(), trace::Callback::gather_child_done,
                  [self = Counted<GatherState>(this)](const AnyFuture& done) { self->child_done(done); });
}

bool GatherState::cancel(const CancelMessage& message) { return CancelWalk(message).run(*this); }

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
    if (finished_ == watched_) finish_with_results();
}

void GatherState::finish_with_results() {
    if (cancel_requested_) {
        for (const AnyFuture& child : children_) child.state()->mark_retrieved();
        return set_exception(children_.back().state()->make_cancelled_error());   // not the last to end, the last argument
    }
    begin_set_result();
    store_results();
    finish_result();
}

}  // namespace asyncio
