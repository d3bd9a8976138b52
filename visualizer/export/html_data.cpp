#include "html_data.hpp"

#include <algorithm>
#include <map>

#include "html_rows.hpp"
#include "palette.hpp"
#include "ruler.hpp"
#include "words.hpp"

namespace awaitscope::exports {
namespace {

constexpr Lang langs[] = {Lang::en, Lang::zh};
constexpr const char* lang_names[] = {"en", "zh"};

/// {"en": …, "zh": …}
template <class Write>
void both(JsonText& json, std::string_view key, Write write) {
    json.key(key).open('{');
    for (int i = 0; i < 2; ++i) {
        json.key(lang_names[i]);
        write(langs[i]);
    }
    json.close('}');
}

class PageData {
public:
    PageData(const Log& log, const ExportInfo& info)
        : log_(log), info_(info), events_(std::min(log.size(), most_page_events)), history_(log) {
        extend(timeline_, log);
    }

    std::string text() {
        json_.open('{');
        json_.field("title", info_.title)
            .field("lang", lang_names[static_cast<int>(info_.lang)])
            .field("light", int{info_.light});
        json_.field("recorded", timeline_.events).field("cpp", info_.cpp).field("python", info_.python);
        add_events();
        add_times();
        add_states();
        add_sentences();
        add_rows();
        add_lanes();
        add_output();
        json_.close('}');
        return json_.text();
    }

private:
    /// events: as in a log file
    void add_events() {
        json_.key("events").open('[');
        for (std::size_t i = 0; i < events_; ++i) json_.raw(to_json(log_, log_[i]));
        json_.close(']');
    }

    /// times[n], places[n]: after n events, in microseconds; end: of the axis
    void add_times() {
        const std::span times(timeline_.times.data(), events_ + 1);
        const Ruler ruler(times);
        json_.key("times").open('[');
        for (const Micros time : times) json_.number(time);
        json_.close(']').key("places").open('[');
        for (const double place : ruler.at) json_.raw(fmt::format("{:.10g}", place));
        json_.close(']').key("end").raw(fmt::format("{:.10g}", ruler.end)).field("timed", int{ruler.has_time});
    }

    /// states: words; paints: [colour, ink]
    void add_states() {
        both(json_, "states", [&](Lang lang) {
            json_.open('[');
            for (int i = 0; i < state_count; ++i) json_.string(state_word(static_cast<TaskState>(i), lang));
            json_.close(']');
        });
        json_.key("paints").open('[');
        for (const Ink& paint : paints) json_.open('[').string(paint.fill).string(paint.ink).close(']');
        json_.close(']');
    }

    /// tell[i]: event i in a sentence; happened[n]: the paragraph for a cursor after n events, as runs:
    /// "plain", [1, "bold"], [2, "code"]
    void add_sentences() {
        both(json_, "tell", [&](Lang lang) {
            json_.open('[');
            for (std::size_t i = 0; i < events_; ++i) json_.string(tell(log_, history_.at(i), log_[i], lang).str());
            json_.close(']');
        });
        both(json_, "happened", [&](Lang lang) {
            json_.open('[');
            for (std::size_t n = 0; n <= events_; ++n) add_prose(happened(history_, log_, n, lang));
            json_.close(']');
        });
    }

    void add_prose(const Prose& prose) {
        json_.open('[');
        for (const Run& run : prose.runs) {
            if (run.style == Run::Style::plain) json_.string(run.text);
            else json_.open('[').number(run.style == Run::Style::bold ? 1 : 2).string(run.text).close(']');
        }
        json_.close(']');
    }

    /// rows: see RowTable; changes[n]: how the panels' rows differ from those after n - 1 events:
    /// panel, rows that stay at its top, rows that go, rows that come, their ids; and so on
    void add_rows() {
        RowTable table;
        std::array<RowIds, panel_count> before;
        json_.key("changes").open('[');
        for (std::size_t n = 0; n <= events_; ++n) {
            auto now = rows_of(history_.at(n), table);
            json_.open('[');
            for (std::size_t panel = 0; panel < panel_count; ++panel) add_change(panel, before[panel], now[panel]);
            json_.close(']');
            before = std::move(now);
        }
        json_.close(']').key("rows").raw("[" + table.json() + "]");
    }

    void add_change(std::size_t panel, const RowIds& before, const RowIds& now) {
        const auto [left, right] = std::mismatch(before.begin(), before.end(), now.begin(), now.end());
        const auto limit = std::min(before.end() - left, now.end() - right);
        const auto tail = std::mismatch(before.rbegin(), before.rbegin() + limit, now.rbegin()).first - before.rbegin();
        const auto go = before.end() - left - tail, come = now.end() - right - tail;
        if (go == 0 && come == 0) return;
        json_.number(panel).number(left - before.begin()).number(go).number(come);
        std::for_each(right, right + come, [&](std::size_t id) { json_.number(id); });
    }

    /// lanes: title, task, worker, open, spans (begin, end, state, label; see Span); labels; turns: begin, end, waited
    void add_lanes() {
        std::map<std::string, std::size_t> ids;  // by English text
        std::vector<Span> labels;
        const auto label_of = [&](const Span& span) {
            const auto [entry, is_new] = ids.try_emplace(label_text(span, Lang::en), labels.size());
            if (is_new) labels.push_back(span);
            return entry->second;
        };
        json_.key("lanes").open('[');
        for (const Lane& lane : timeline_.lanes) {
            json_.open('{')
                .field("title", lane_title(lane))
                .field("task", name(lane.task))
                .field("worker", lane.worker)
                .field("open", int{lane.open});
            json_.key("spans").open('[');
            for (const Span& span : lane.spans) {
                if (span.begin >= events_) break;
                json_.number(span.begin).number(std::min(span.end, events_));
                json_.number(static_cast<int>(span.state)).number(label_of(span));
            }
            json_.close(']').close('}');
        }
        json_.close(']');
        both(json_, "labels", [&](Lang lang) {
            json_.open('[');
            for (const Span& span : labels) json_.string(label_text(span, lang));
            json_.close(']');
        });
        json_.key("turns").open('[');
        for (const Turn& turn : timeline_.turns)
            if (turn.begin < events_) json_.number(turn.begin).number(std::min(turn.end, events_)).number(turn.waited);
        json_.close(']');
    }

    std::string lane_title(const Lane& lane) const {
        const Task* task = timeline_.state.find_task(lane.task);
        return task ? title(*task) : name(lane.task);
    }

    std::string label_text(const Span& span, Lang lang) const {
        const Job* job = timeline_.state.find_job(span.on);
        return job ? fmt::format("{} {}()", name(job->ref), job->fn) : span_title(span, lang);
    }

    /// output: event, time, type, by, text
    void add_output() {
        json_.key("output").open('[');
        for (const OutputLine& line : timeline_.state.output) {
            if (line.event >= events_) break;
            json_.open('[')
                .number(line.event)
                .number(line.time)
                .number(static_cast<int>(line.type))
                .string(name(line.by));
            json_.string(output_text(line)).close(']');
        }
        json_.close(']');
    }

    const Log& log_;
    const ExportInfo& info_;
    std::size_t events_;
    History history_;
    Timeline timeline_;
    JsonText json_;
};

}  // namespace

std::string page_data(const Log& log, const ExportInfo& info) {
    std::string safe;
    for (const char c : PageData(log, info).text()) c == '<' ? safe += "\\u003c" : safe += c;
    return safe;
}

}  // namespace awaitscope::exports
