#pragma once
#include "state.hpp"

/// The timeline: what each task, worker thread and the loop did, as intervals of events.
namespace awaitscope {

/// One colour's stretch of a lane, [begin, end) in event numbers, with the times of both ends.
struct Span {
    std::size_t begin = 0, end = 0;
    Micros from = 0, to = 0;
    TaskState state{};
    Ref on;                ///< what it waited for
    FutureKind kind{};
};

struct Lane {
    enum class Type : std::uint8_t { task, worker, loop };
    Type type{};
    Ref task;                    ///< task lanes
    std::int32_t worker = -1;    ///< worker lanes
    std::vector<Span> spans;     ///< in order, not overlapping; the last may be open (end = events so far)
};

struct Turn {
    std::size_t begin = 0, end = 0;  ///< event numbers of iter_begin and iter_end
    Micros from = 0, to = 0;         ///< a poll that waited makes `to` later than `from`
    Micros waited = 0;               ///< how long its poll let time pass
};

struct Timeline {
    std::size_t events = 0;
    std::vector<Lane> lanes;         ///< tasks in order of creation, then workers
    std::vector<Turn> turns;
    std::vector<Micros> times;       ///< times[n]: the time after n events; times.size() == events + 1
};

/// Extends `timeline` to the log's present size. Cheap when nothing is new.
void extend(Timeline& timeline, const Log& log);

}  // namespace awaitscope
