#include "history.hpp"

namespace awaitscope {

/// Snapshots at equal distances. When there are too many, every other one goes and the distance doubles:
/// memory stays bounded while the distance grows with the log.
struct History::Impl {
    static constexpr std::size_t most = 256;

    const Log& log;
    State state{};                  // the latest answer
    std::vector<State> snapshots{}; // [i]: after (i + 1) * distance events
    std::size_t distance = 1024;

    void fold_to(std::size_t events) {
        while (state.events < events) {
            fold(state, log, log[state.events]);
            if (state.events == (snapshots.size() + 1) * distance) keep();
        }
    }

    void keep() {
        snapshots.push_back(state);
        if (snapshots.size() < most) return;
        for (std::size_t i = 0; i < most / 2; ++i) snapshots[i] = std::move(snapshots[2 * i + 1]);
        snapshots.resize(most / 2);
        distance *= 2;
    }

    /// Goes back, or far ahead, to the last snapshot that is not beyond `events`.
    void jump(std::size_t events) {
        const std::size_t nearest = std::min(events / distance, snapshots.size());
        if (events >= state.events && nearest * distance <= state.events) return;
        if (nearest == 0) state = State();
        else state = snapshots[nearest - 1];
    }
};

History::History(const Log& log) : impl_(new Impl{.log = log}) {}
History::~History() = default;

const State& History::at(std::size_t events) {
    events = std::min(events, impl_->log.size());
    impl_->jump(events);
    impl_->fold_to(events);
    return impl_->state;
}

}  // namespace awaitscope
