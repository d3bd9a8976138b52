#include "format.hpp"

#include <algorithm>

#include "runtime/trace/jsonl.hpp"
#include "writers.hpp"

namespace awaitscope {
namespace {

void write_jsonl(const Log& log, const ExportInfo&, std::ostream& out) { asyncio::trace::write_jsonl(log, out); }

constexpr Format all[] = {
    {"jsonl", ".jsonl", "application/jsonl", "the recording itself, to open again or compare",
     "记录本身，可重新打开或比较", write_jsonl},
    {"chrome", ".json", "application/json", "a Chrome trace, for ui.perfetto.dev",
     "Chrome 跟踪文件，用 ui.perfetto.dev 打开", exports::write_chrome},
    {"svg", ".svg", "image/svg+xml", "the timeline as a picture for a slide", "时间线图片，可放进幻灯片",
     exports::write_svg},
    {"html", ".html", "text/html", "a page that steps through the recording in a browser", "在浏览器里单步回放的网页",
     exports::write_html},
};

}  // namespace

std::span<const Format> formats() { return all; }

const Format* find_format(std::string_view name) {
    const auto found =
        std::find_if(std::begin(all), std::end(all), [=](const Format& format) { return name == format.name; });
    return found == std::end(all) ? nullptr : found;
}

}  // namespace awaitscope
