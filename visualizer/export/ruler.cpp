#include "ruler.hpp"

#include <algorithm>

namespace awaitscope::exports {
namespace {

constexpr double share_of_all = 0.25;  // the part of the axis that all the events take together, at most
constexpr double share_of_gap = 0.4;   // the part of the time until the next instant that an instant takes, at most

}  // namespace

Ruler::Ruler(std::span<const Micros> times) : at(times.begin(), times.end()) {
    for (std::size_t n = 1; n < at.size(); ++n) at[n] = std::max(at[n], at[n - 1]);
    const double whole = at.back() - at.front(), count = static_cast<double>(at.size());
    has_time = whole > 0;
    const double widest = has_time ? whole * share_of_all / count : 1.0;

    for (std::size_t begin = 0, next; begin < at.size(); begin = next) {
        next = begin + 1;
        while (next < at.size() && at[next] == at[begin]) ++next;
        const double events = static_cast<double>(next - begin);
        const double step =
            next < at.size() ? std::min(widest, share_of_gap * (at[next] - at[begin]) / events) : widest;
        for (std::size_t n = begin + 1; n < next; ++n) at[n] = at[begin] + step * static_cast<double>(n - begin);
        end = at[begin] + step * events;
    }
}

}  // namespace awaitscope::exports
