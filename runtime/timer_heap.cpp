#include "timer_heap.hpp"

#include <algorithm>

namespace asyncio {

void TimerHeap::push(TimerState* timer) {
    heap_.emplace_back();
    sift_up(heap_.size() - 1, {timer->when_, ++order_, timer});
}

TimerState* TimerHeap::pop() {
    TimerState* timer = heap_.front().timer;
    remove(timer);
    return timer;
}

void TimerHeap::remove(TimerState* timer) {
    const std::size_t i = timer->position_;
    const Item last = heap_.back();
    heap_.pop_back();
    timer->position_ = TimerState::not_armed;
    if (i == heap_.size()) return;
    if (i > 0 && before(last, heap_[(i - 1) / 4])) sift_up(i, last);
    else sift_down(i, last);
}

void TimerHeap::sift_up(std::size_t i, Item item) {
    while (i > 0) {
        const std::size_t parent = (i - 1) / 4;
        if (!before(item, heap_[parent])) break;
        place(i, heap_[parent]);
        i = parent;
    }
    place(i, item);
}

void TimerHeap::sift_down(std::size_t i, Item item) {
    for (std::size_t child = 4 * i + 1; child < heap_.size(); child = 4 * i + 1) {
        std::size_t least = child;
        for (std::size_t k = child + 1; k < std::min(child + 4, heap_.size()); ++k)
            if (before(heap_[k], heap_[least])) least = k;
        if (!before(heap_[least], item)) break;
        place(i, heap_[least]);
        i = least;
    }
    place(i, item);
}

}  // namespace asyncio
