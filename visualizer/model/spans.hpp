#pragma once
#include "state.hpp"

/// The timeline: what each task, worker thread and the loop did, as intervals of events.
namespace awaitscope {

/// One colour's stretch of a lane: the events [begin, end), of which `begin` brought the state about and
/// `end` ended it, with the times of both. So the state after n events is that of the span with
/// begin < n <= end. A task's last span (done, failed, cancelled) is its task_done alone.
struct Span {
    std::size_t begin = 0, end = 0;
    Micros from = 0, to = 0;
    TaskState state{};
    Ref on;                ///< what it waited for
    FutureKind kind{};
};

struct Lane {
    enum class Type : std::uint8_t { task, worker };
    Type type{};
    Ref task;                    ///< task lanes
    std::int32_t worker = -1;    ///< worker lanes
    std::vector<Span> spans;     ///< in order, not overlapping
    bool open = false;           ///< the last one goes on; its end is the end of the log so far
};

struct Turn {
    std::size_t begin = 0, end = 0;  ///< indices of its iter_begin and iter_end; the log's end while it goes on
    Micros from = 0, to = 0;         ///< a poll that waited makes `to` later than `from`
    Micros waited = 0;               ///< how long its poll let time pass
};

struct Timeline {
    std::size_t events = 0;
    std::vector<Lane> lanes;         ///< tasks in order of creation, then workers
    std::vector<Turn> turns;
    std::vector<Micros> times{0};    ///< times[n]: the time after n events; times.size() == events + 1
    State state;                     ///< after `events` events: what extend() goes on from
};

/// Extends `timeline` to the log's present size. Cheap when nothing is new.
void extend(Timeline& timeline, const Log& log);

}  // namespace awaitscope
