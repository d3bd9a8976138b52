#include <fmt/format.h>

#include "chrome_loop.hpp"
#include "words.hpp"
#include "writers.hpp"

// Chrome Trace Event JSON, as ui.perfetto.dev opens it:
//
//   event loop      what the loop's thread does (LoopTrack)
//   thread n        the jobs of the thread pool
//   Task-n …        the life of a task and, in it, what it does or waits for
//   timer, I/O      from arming to firing; from the watcher's beginning to its end
//
// Times are those of a Ruler: under the virtual clock code takes no time, and slices are drawn wider than
// they are. What is written in them is exact.
namespace awaitscope::exports {
namespace {

int worker_thread(std::int32_t worker) { return 100 + worker; }

/// Where a span ends: with the event that ended it, or at the end of the axis.
double end_of(const Recording& recording, const Lane& lane, const Span& span) {
    const bool goes_on = lane.open && &span == &lane.spans.back();
    return goes_on ? recording.ruler.end : recording.at(span.end);
}

void write_task(ChromeFile& file, const Recording& recording, const Lane& lane, Lang lang) {
    if (lane.spans.empty()) return;
    const std::size_t id = lane.task.number();
    const std::string title = recording.title_of(lane.task);
    file.wait_begin("task", id, title, recording.at(lane.spans.front().begin), {{"task", name(lane.task)}});
    for (const Span& span : lane.spans) {
        Json args{{"from", format_time(span.from)}, {"to", format_time(span.to)}};
        if (span.on) args["on"] = name(span.on);
        const std::string what = span_title(span, lang);
        file.wait_begin("task", id, what, recording.at(span.begin), std::move(args));
        file.wait_end("task", id, what, end_of(recording, lane, span));
    }
    file.wait_end("task", id, title, end_of(recording, lane, lane.spans.back()));
}

void write_worker(ChromeFile& file, const Recording& recording, const Lane& lane, Lang lang) {
    file.name_thread(worker_thread(lane.worker), fmt::format("{} {}", words::thread.in(lang), lane.worker));
    for (const Span& span : lane.spans) {
        const Job* job = recording.timeline.state.find_job(span.on);
        file.slice(worker_thread(lane.worker), fmt::format("{} {}", name(span.on), job ? job->fn : ""),
                   recording.at(span.begin), end_of(recording, lane, span),
                   {{"from", format_time(span.from)}, {"to", format_time(span.to)}});
    }
}

/// A timer or a watcher: waits that begin and end with events of their own.
struct OutsideWaits {
    ChromeFile& file;
    const Recording& recording;
    std::unordered_map<std::uint32_t, std::string> open{};  // title by Ref::bits()

    static const char* category(Ref ref) { return ref.is(Ref::Type::io) ? "I/O" : "timer"; }

    void begin(const Event& event, std::size_t index) {
        const std::string_view what = event.callback() == Callback::user    ? recording.log.text(event.text)
                                      : event.callback() == Callback::other ? recording.log.text(event.text2)
                                                                            : word(event.callback());
        const std::string title = fmt::format("{} {}", category(event.subject), what);
        if (!open.try_emplace(event.subject.bits(), title).second) return;
        file.wait_begin(category(event.subject), event.subject.number(), title, recording.at(index),
                        {{"name", name(event.subject)}});
    }

    void end(Ref ref, double at) {
        const auto found = open.find(ref.bits());
        if (found == open.end()) return;
        file.wait_end(category(ref), ref.number(), found->second, at);
        open.erase(found);
    }

    void tell(std::size_t index) {
        const Event& event = recording.log[index];
        const bool begins = event.kind == Kind::timer_arm || event.kind == Kind::io_begin;
        const bool ends =
            event.kind == Kind::timer_fire || event.kind == Kind::timer_cancel || event.kind == Kind::io_end;
        if (begins) begin(event, index);
        if (ends) end(event.subject, recording.at(index));
    }

    void close() {
        while (!open.empty()) end(Ref::from_bits(open.begin()->first), recording.ruler.end);
    }
};

}  // namespace

void write_chrome(const Log& log, const ExportInfo& info, std::ostream& out) {
    Timeline timeline;
    extend(timeline, log);
    const Ruler ruler(timeline.times);
    const Recording recording{log, timeline, ruler};

    ChromeFile file(out, {{"title", info.title}, {"source", "Awaitscope"}, {"note", words::widths.in(info.lang)}});
    file.name_process(info.title);
    file.name_thread(loop_thread, std::string(words::event_loop.in(info.lang)));
    LoopTrack loop(file, recording);
    OutsideWaits waits{file, recording};
    for (std::size_t i = 0; i < timeline.events; ++i) {
        loop.tell(i);
        waits.tell(i);
    }
    loop.close();
    waits.close();
    for (const Lane& lane : timeline.lanes) {
        if (lane.type == Lane::Type::task) write_task(file, recording, lane, info.lang);
        if (lane.type == Lane::Type::worker) write_worker(file, recording, lane, info.lang);
    }
    file.close();
}

}  // namespace awaitscope::exports
