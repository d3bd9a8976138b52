#pragma once
#include "state.hpp"

/// Finding by reference in the lists of a State, which are sorted by number.
namespace awaitscope {

/// The index of `ref`, or where it belongs. At once in a sound log, where Task-n is the n-th task.
template <class T>
std::size_t position(const Series<T>& list, Ref ref) {
    const std::size_t guess = ref.number() - std::size_t{1};
    if (guess < list.size() && list[guess].ref == ref) return guess;
    const auto found = std::lower_bound(list.begin(), list.end(), ref, [](const T& a, Ref b) { return a.ref < b; });
    return static_cast<std::size_t>(found - list.begin());
}

/// nullptr if there is none.
template <class T>
const T* find(const Series<T>& list, Ref ref) {
    const std::size_t i = position(list, ref);
    return i < list.size() && list[i].ref == ref ? &list[i] : nullptr;
}

/// The same, to be changed.
template <class T>
T* edit(Series<T>& list, Ref ref) {
    const std::size_t i = position(list, ref);
    return i < list.size() && list[i].ref == ref ? &list.edit(i) : nullptr;
}

/// The same, made if it was never mentioned before.
template <class T>
T& mention(Series<T>& list, Ref ref) {
    const std::size_t i = position(list, ref);
    if (i < list.size() && list[i].ref == ref) return list.edit(i);
    T fresh;
    fresh.ref = ref;
    return list.insert(i, std::move(fresh));
}

}  // namespace awaitscope
