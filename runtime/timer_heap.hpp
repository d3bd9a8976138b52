#pragma once
#include <vector>

#include "handle.hpp"

namespace asyncio {

/// The armed timers, by (deadline, order of arming): a 4-ary heap whose timers know their place, so
/// that cancelling one does not search. Holds a reference to each.
class TimerHeap {
public:
    bool empty() const { return heap_.empty(); }
    std::size_t size() const { return heap_.size(); }
    Micros next_deadline() const { return heap_.front().when; }
    void push(TimerState* timer);
    TimerState* pop();                  ///< the earliest; the caller takes over the reference
    void remove(TimerState* timer);     ///< likewise

private:
    struct Item { Micros when; std::uint64_t order; TimerState* timer; };
    static bool before(const Item& a, const Item& b) { return a.when != b.when ? a.when < b.when : a.order < b.order; }
    void place(std::size_t i, const Item& item) {
        heap_[i] = item;
        item.timer->position_ = static_cast<std::uint32_t>(i);
    }
    void sift_up(std::size_t i, Item item);
    void sift_down(std::size_t i, Item item);

    std::vector<Item> heap_;
    std::uint64_t order_ = 0;
};

}  // namespace asyncio
