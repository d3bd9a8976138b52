#include "chrome_file.hpp"

#include <cmath>
#include <fmt/format.h>
#include <ostream>

namespace awaitscope::exports {
namespace {

constexpr int process = 1;

/// Whole nanoseconds, as microseconds: that is how exact viewers are.
double rounded(double micros) { return std::round(micros * 1000) / 1000; }

std::string id_text(std::size_t id) { return fmt::format("0x{:x}", id); }

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

ChromeFile::ChromeFile(std::ostream& out, const Json& about) : out_(out) {
    out_ << "{\"displayTimeUnit\":\"ms\",\"otherData\":" << dumped(about) << ",\"traceEvents\":[";
}

void ChromeFile::close() { out_ << "\n]}\n"; }

void ChromeFile::record(const Json& record) {
    out_ << (first_ ? "\n" : ",\n") << dumped(record);
    first_ = false;
}

void ChromeFile::name_process(const std::string& name) {
    record({{"ph", "M"}, {"pid", process}, {"name", "process_name"}, {"args", {{"name", name}}}});
}

void ChromeFile::name_thread(int thread, const std::string& name) {
    record({{"ph", "M"}, {"pid", process}, {"tid", thread}, {"name", "thread_name"}, {"args", {{"name", name}}}});
    record({{"ph", "M"},
            {"pid", process},
            {"tid", thread},
            {"name", "thread_sort_index"},
            {"args", {{"sort_index", thread}}}});
}

void ChromeFile::slice(int thread, const std::string& name, double from, double to, Json args) {
    record({{"ph", "X"}, {"pid", process}, {"tid", thread}, {"name", name}, {"ts", rounded(from)},
            {"dur", rounded(rounded(to) - rounded(from))}, {"args", std::move(args)}});
}

void ChromeFile::instant(int thread, const std::string& name, const char* category, double at, Json args) {
    record({{"ph", "i"}, {"pid", process}, {"tid", thread}, {"cat", category}, {"name", name}, {"ts", rounded(at)},
            {"s", "t"}, {"args", std::move(args)}});
}

void ChromeFile::wait_begin(const char* category, std::size_t id, const std::string& name, double at, Json args) {
    record({{"ph", "b"}, {"pid", process}, {"tid", loop_thread}, {"cat", category}, {"id", id_text(id)}, {"name", name},
            {"ts", rounded(at)}, {"args", std::move(args)}});
}

void ChromeFile::wait_end(const char* category, std::size_t id, const std::string& name, double at) {
    record({{"ph", "e"}, {"pid", process}, {"tid", loop_thread}, {"cat", category}, {"id", id_text(id)}, {"name", name},
            {"ts", rounded(at)}});
}

void ChromeFile::flow(char phase, std::size_t id, double at) {
    Json json{{"ph", std::string(1, phase)}, {"pid", process}, {"tid", loop_thread}, {"cat", "wake-up"}, {"id", id},
              {"name", "wake-up"}, {"ts", rounded(at)}};
    if (phase == 'f') json["bp"] = "e";  // binds to the slice around it, not to the next
    record(json);
}

void ChromeFile::counter(const std::string& name, double at, std::size_t value) {
    record({{"ph", "C"}, {"pid", process}, {"name", name}, {"ts", rounded(at)}, {"args", {{"handles", value}}}});
}

void NestedSlices::begin(int depth, std::string name, double at, Json args) {
    end(depth, at);
    slices_.push_back({depth, std::move(name), at, std::move(args)});
}

void NestedSlices::end(int depth, double at) {
    while (!slices_.empty() && slices_.back().depth >= depth) {
        Slice slice = std::move(slices_.back());
        slices_.pop_back();
        file_.slice(thread_, slice.name, slice.from, at, std::move(slice.args));
    }
}

}  // namespace awaitscope::exports
