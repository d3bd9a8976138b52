#pragma once
#include <memory>

#include "state.hpp"

namespace awaitscope {

/// Any instant of a log, quickly: folds from the nearest snapshot. It may be asked while the log still
/// grows on another thread.
class History {
public:
    explicit History(const Log& log);
    ~History();

    /// The state after the first `events` events (clamped to the log's size). Valid until the next call.
    const State& at(std::size_t events);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Folds one event: the only function that changes a State. A broken log (an unknown task, a run of
/// what is not in the queue) is folded as far as it makes sense; nothing throws.
void fold(State& state, const Log& log, const Event& event);

}  // namespace awaitscope
