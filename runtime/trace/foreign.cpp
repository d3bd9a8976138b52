#include "foreign.hpp"

#include <algorithm>

namespace asyncio::trace {
namespace {

using namespace std::string_view_literals;

struct Format {
    std::string_view beginning, advice;
};
constexpr Format formats[] = {
    {"\x1f\x8b"sv, "compressed; unpack it first (gunzip)"},
    {"\x28\xb5\x2f\xfd"sv, "compressed; unpack it first (unzstd)"},
    {"\xfd""7zXZ"sv, "compressed; unpack it first (unxz)"},
    {"PK\x03\x04"sv, "a zip archive; unpack it first (unzip)"},
    {"\x89PNG"sv, "a picture (PNG); export the recording as jsonl and open that"},
    {"%PDF"sv, "a PDF; export the recording as jsonl and open that"},
    {"\x7f""ELF"sv, "a program, not a recording of one"},
    {"<"sv, "a page or a picture (HTML, SVG); export the recording as jsonl and open that"},
};

constexpr std::string_view chrome =
    "a Chrome trace; open it in ui.perfetto.dev, or export the recording as jsonl and open that";
constexpr std::string_view array = "a JSON list; a recording has one JSON object a line";
constexpr std::string_view other_json = "JSON, but no recording; that has lines like {\"ev\":\"run\",\"h\":\"H1\"}";
constexpr std::string_view binary = "a binary file; a recording is text, one JSON object a line";
constexpr std::string_view text = "not a recording; that has lines like {\"ev\":\"run\",\"h\":\"H1\"}";

bool contains(std::string_view head, std::string_view part) { return head.find(part) != std::string_view::npos; }

}  // namespace

std::string_view foreign_format(std::string_view head) {
    const bool has_mark = head.starts_with("\xef\xbb\xbf");
    const auto begin = std::min(head.find_first_not_of(" \t\r\n", has_mark ? 3 : 0), head.size());
    const std::string_view content = head.substr(begin);
    for (const Format& format : formats)
        if (content.starts_with(format.beginning)) return format.advice;
    if (contains(head, "\0"sv)) return binary;
    if (contains(content, "\"traceEvents\"") || (content.starts_with("[") && contains(content, "\"ph\"")))
        return chrome;
    if (content.starts_with("[")) return array;
    if (!content.starts_with("{")) return text;
    return contains(content, "\"ev\"") ? "" : other_json;
}

}  // namespace asyncio::trace
