#include <algorithm>
#include <cmath>
#include <ostream>

#include "ruler.hpp"
#include "svg_canvas.hpp"
#include "words.hpp"
#include "writers.hpp"

// The timeline as a picture for a slide: a lane for each task and worker, the loop's turns, a legend.
namespace awaitscope::exports {
namespace {

constexpr double width = 1600, left = 262, right = 1512, margin = 40;
constexpr double lanes_top = 148, small = 15;
constexpr std::size_t most_lanes = 100;

class Picture {
public:
    Picture(const Log& log, const ExportInfo& info)
        : log_(log), info_(info), timeline_(folded(log)), ruler_(timeline_.times),
          canvas_(info.light ? light_shades : dark_shades), shades_(canvas_.shades) {
        shown_ = std::min(timeline_.lanes.size(), most_lanes);
        pitch_ = std::clamp(640.0 / static_cast<double>(std::max<std::size_t>(1, shown_)), 22.0, 64.0);
        loop_y_ = lanes_top + pitch_ * static_cast<double>(shown_) + 24;
    }

    std::string draw() {
        draw_head();
        draw_axis();
        for (std::size_t i = 0; i < shown_; ++i)
            draw_lane(timeline_.lanes[i], lanes_top + pitch_ * static_cast<double>(i));
        draw_loop();
        draw_legend(loop_y_ + 66);
        draw_notes(loop_y_ + 110);
        return canvas_.finish(width, loop_y_ + 130, info_.title, summary());
    }

private:
    static Timeline folded(const Log& log) {
        Timeline timeline;
        extend(timeline, log);
        return timeline;
    }

    double x(double place) const { return ruler_.end > 0 ? left + place / ruler_.end * (right - left) : left; }
    double x_of(std::size_t event) const { return x(ruler_.of(event)); }

    std::string counted(std::size_t count, const Caption& one, const Caption& many) const {
        return fmt::format("{} {}", count, (count == 1 ? one : many).in(info_.lang));
    }

    /// "3 tasks · 64 events · 9 turns of the loop · 2.000 s"
    std::string summary() const {
        if (log_.empty()) return std::string(words::nothing.in(info_.lang));
        return fmt::format("{} · {} · {} · {}", counted(timeline_.state.tasks.size(), words::task, words::tasks),
                           counted(timeline_.events, words::event, words::events),
                           counted(timeline_.turns.size(), words::turn, words::turns),
                           format_time(timeline_.times.back()));
    }

    void draw_head() {
        canvas_.text(margin, 58, 30, shades_.text, fitted(info_.title, 30, width - 2 * margin), Anchor::start, true);
        canvas_.text(margin, 88, 17, shades_.dim, summary());
    }

    void draw_axis() {
        const double bottom = loop_y_;
        if (!ruler_.has_time) return;
        const double step = tick_distance();
        for (double t = 0; t <= ruler_.at.back(); t += step) {
            canvas_.line(x(t), lanes_top - 10, x(t), bottom, shades_.grid);
            canvas_.text(x(t), lanes_top - 18, small, shades_.dim, format_time(static_cast<Micros>(std::llround(t))),
                         Anchor::middle);
        }
    }

    /// 1, 2 or 5 times a power of ten, so that there are at most ten ticks.
    double tick_distance() const {
        const double least = ruler_.end / 10, power = std::pow(10, std::floor(std::log10(least)));
        for (double factor : {1.0, 2.0, 5.0})
            if (factor * power >= least && factor * power >= 1) return factor * power;
        return std::max(1.0, 10 * power);
    }

    std::string lane_title(const Lane& lane) const {
        if (lane.type == Lane::Type::worker) return fmt::format("{} {}", words::thread.in(info_.lang), lane.worker);
        const Task* task = timeline_.state.find_task(lane.task);
        return task ? title(*task) : name(lane.task);
    }

    void draw_lane(const Lane& lane, double top) {
        const double height = std::min(34.0, std::round(pitch_ * 0.58));
        canvas_.text(margin, top + height / 2 + 6, 17, shades_.soft, fitted(lane_title(lane), 17, left - margin - 16));
        double drawn = left;  // what is narrower than half a pixel shares it with what comes before
        for (const Span& span : lane.spans) {
            const bool goes_on = lane.open && &span == &lane.spans.back();
            const double from = std::max(x_of(span.begin), drawn), to = goes_on ? x(ruler_.end) : x_of(span.end);
            if (to - from < 0.5) continue;
            drawn = to;
            draw_span(span, from, to, top, height);
        }
        if (!lane.spans.empty() && lane.spans.back().state >= TaskState::done)
            canvas_.sign(x_of(lane.spans.back().end) + 14, top + height / 2, lane.spans.back().state);
    }

    /// Only what runs fills its row.
    void draw_span(const Span& span, double from, double to, double top, double height) {
        const bool runs = span.state == TaskState::running || span.state == TaskState::thread;
        const double inset = runs ? 0 : 2;
        const std::string what = describe(span);
        canvas_.bar(from, top + inset, to - from, height - 2 * inset, span.state,
                    fmt::format("{}: {} – {}", what, format_time(span.from), format_time(span.to)));
        const double size = std::min(15.0, height - 6), room = to - from - 16;
        for (const std::string& text : {what, std::string(state_word(span.state, info_.lang))}) {
            if (text_width(text, size) > room) continue;
            const Ink& paint = paints[static_cast<int>(span.state)];
            canvas_.rect(from + 5, top + inset + 1, text_width(text, size) + 6, height - 2 * inset - 2, paint.fill, 3);
            return canvas_.text(from + 8, top + height / 2 + size * 0.36, size, paint.ink, text);
        }
    }

    std::string describe(const Span& span) const {
        const Job* job = span.on.is(Ref::Type::job) ? timeline_.state.find_job(span.on) : nullptr;
        return job ? fmt::format("{} {}", name(job->ref), job->fn) : span_title(span, info_.lang);
    }

    void draw_loop() {
        canvas_.text(margin, loop_y_ + 6, 17, shades_.soft, words::event_loop.in(info_.lang));
        canvas_.line(left, loop_y_, right, loop_y_, shades_.grid, 2);
        double ticked = -1, written = -1;
        for (std::size_t i = 0; i < timeline_.turns.size(); ++i) {
            const Turn& turn = timeline_.turns[i];
            const double from = x_of(turn.begin), to = x_of(turn.end);
            if (from >= ticked + 1) canvas_.line(from, loop_y_ - 7, from, loop_y_ + 7, shades_.dim, 1.5), ticked = from;
            const std::string waits = fmt::format("{} {}", words::waits.in(info_.lang), format_time(turn.waited));
            const bool says_wait = turn.waited > 0 && text_width(waits, small) + 20 < to - from;
            const std::string label = says_wait ? waits : std::to_string(i + 1);
            const double middle = says_wait ? (from + to) / 2 : from, half = text_width(label, small) / 2;
            if (middle - half < written + 6) continue;
            canvas_.text(middle, loop_y_ + 26, small, says_wait ? shades_.soft : shades_.dim, label, Anchor::middle);
            written = middle + half;
        }
    }

    bool appears(TaskState state) const {
        const auto has_it = [=](const Lane& lane) {
            return std::ranges::find(lane.spans, state, &Span::state) != lane.spans.end();
        };
        return std::ranges::any_of(timeline_.lanes, has_it);
    }

    void draw_legend(double y) {
        double at = left;
        for (const TaskState state : legend_order) {
            if (!appears(state)) continue;
            const std::string_view word = state_word(state, info_.lang);
            canvas_.bar(at, y - 13, 24, 16, state, word);
            canvas_.text(at + 32, y, small, shades_.soft, word);
            at += 32 + text_width(word, small) + 28;
        }
    }

    void draw_notes(double y) {
        const Caption& note = ruler_.has_time ? words::widths : words::no_time;
        canvas_.text(left, y, 13, shades_.dim, note.in(info_.lang));
        if (const std::size_t hidden = timeline_.lanes.size() - shown_)
            canvas_.text(margin, y, 13, shades_.dim, fmt::format("{} {}", hidden, words::more_lanes.in(info_.lang)));
    }

    const Log& log_;
    const ExportInfo& info_;
    Timeline timeline_;
    Ruler ruler_;
    SvgCanvas canvas_;
    const Shades& shades_;
    std::size_t shown_;
    double pitch_, loop_y_;
};

}  // namespace

void write_svg(const Log& log, const ExportInfo& info, std::ostream& out) { out << Picture(log, info).draw(); }

}  // namespace awaitscope::exports
