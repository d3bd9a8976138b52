#pragma once
#include <string>
#include <vector>

#include "visualizer/story/story.hpp"

namespace awaitscope {

/// Events of one log in words, for panels that show many of them. Keeps what was said last.
class Narration {
public:
    explicit Narration(const Log& log) : log_(log), history_(log) {}

    /// "What just happened" after `events` events.
    const Prose& happened(std::size_t events, Lang lang) const;

    /// The event `index` in one line.
    std::string line(std::size_t index, Lang lang) const;

    /// The events whose line contains `filter` (any case), in order. A long log is searched piece by piece:
    /// searched() tells how far it has come; ask again in the next frame.
    const std::vector<std::size_t>& matches(const std::string& filter, Lang lang) const;
    bool searched() const { return next_ == log_.size(); }

private:
    const Log& log_;
    mutable History history_;
    mutable Prose happened_;
    mutable std::size_t happened_at_ = ~std::size_t{0};
    mutable Lang happened_lang_{}, matches_lang_{};
    mutable std::string filter_;
    mutable std::vector<std::size_t> matches_;
    mutable std::size_t next_ = 0;
};

}  // namespace awaitscope
