#include "gate.hpp"

namespace awaitscope {

using asyncio::trace::Kind;

void Gate::let_on(std::size_t seen, std::size_t events, std::optional<Kind> until) {
    const std::lock_guard lock(mutex_);
    events_ = events;
    until_ = until ? static_cast<int>(*until) : no_kind;
    if (held_at_ != seen) return;
    held_ = false;
    changed_.notify_all();
}

void Gate::hold() {
    events_ = 0;
    until_ = no_kind;
}

void Gate::open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
}

void Gate::leave() {
    const std::lock_guard lock(mutex_);
    left_ = true;
    events_ = 0;
}

bool Gate::reported() const {
    const std::lock_guard lock(mutex_);
    return held_ || ended_;
}

bool Gate::wait_for_report(std::chrono::duration<double> patience) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [this] { return held_ || ended_; });
}

bool Gate::wait_until_gone(std::chrono::duration<double> patience) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [this] { return gone_; });
}

bool Gate::begin() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !held_ || open_; });
    return !open_;
}

void Gate::appended(const asyncio::trace::Log& log, std::size_t index) {
    const Kind kind = log[index].kind;
    const std::size_t events = index + 1;
    if (events < events_ && static_cast<int>(kind) != until_ && kind != Kind::end) [[likely]] return;
    std::unique_lock lock(mutex_);
    if (kind == Kind::end) ended_ = true;
    else stay(lock, events);
    changed_.notify_all();
}

void Gate::stay(std::unique_lock<std::mutex>& lock, std::size_t events) {
    if (left_) changed_.wait(lock, [] { return false; });
    if (open_) return;
    held_ = true;
    held_at_ = events;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !held_ || open_; });
    if (left_) changed_.wait(lock, [] { return false; });
}

void Gate::end() {
    const std::lock_guard lock(mutex_);
    ended_ = gone_ = true;
    changed_.notify_all();
}

}  // namespace awaitscope
