#pragma once
#include <utility>
#include <vector>

/// Python's heapq, step by step, so that what compares equal comes out in the same order (which is not that
/// of coming, nor that of std::push_heap).
namespace asyncio::heapq {

/// Moves the item at `position` up to where it belongs, not above `top`.
template <class T>
void sift_down(std::vector<T>& heap, std::size_t top, std::size_t position) {
    T item = std::move(heap[position]);
    while (position > top) {
        const std::size_t parent = (position - 1) / 2;
        if (!(item < heap[parent])) break;
        heap[position] = std::move(heap[parent]);
        position = parent;
    }
    heap[position] = std::move(item);
}

/// Fills the place at `position` with smaller children down to a leaf, then moves its item up from there.
template <class T>
void sift_up(std::vector<T>& heap, std::size_t position) {
    const std::size_t top = position;
    T item = std::move(heap[position]);
    for (std::size_t child; (child = 2 * position + 1) < heap.size(); position = child) {
        if (child + 1 < heap.size() && !(heap[child] < heap[child + 1])) ++child;
        heap[position] = std::move(heap[child]);
    }
    heap[position] = std::move(item);
    sift_down(heap, top, position);
}

/// Puts an item in. Python: heapq.heappush
template <class T>
void heappush(std::vector<T>& heap, T item) {
    heap.push_back(std::move(item));
    sift_down(heap, 0, heap.size() - 1);
}

/// Takes the smallest item out of a heap that is not empty.
template <class T>
T heappop(std::vector<T>& heap) {
    T last = std::move(heap.back());
    heap.pop_back();
    if (heap.empty()) return last;
    T smallest = std::exchange(heap.front(), std::move(last));
    sift_up(heap, 0);
    return smallest;
}

}  // namespace asyncio::heapq
