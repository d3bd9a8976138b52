#pragma once
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "runtime/trace/jsonl.hpp"
#include "runtime/trace/reader.hpp"
#include "tests/catch.hpp"
#include "visualizer/export/format.hpp"
#include "visualizer/model/spans.hpp"

/// What the tests of exports share.
namespace exporting {

namespace fs = std::filesystem;
using namespace awaitscope;
using nlohmann::json;


inline std::string exported(const Log& log, std::string_view format, const ExportInfo& info) {
    std::ostringstream out;
    find_format(format)->write(log, info, out);
    return out.str();
}

inline ExportInfo titled(std::string title) {
    ExportInfo info;
    info.title = std::move(title);
    return info;
}

inline void read(const std::string& lines, Log& log) {
    std::istringstream in(lines);
    asyncio::trace::read_jsonl(in, log);
}

template <class Check>
inline void for_every_golden_trace(Check check) {
    int traces = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(CONFORMANCE) / "golden")) {
        if (entry.path().extension() != ".jsonl") continue;
        INFO(entry.path().filename());
        Log log;
        asyncio::trace::read_file(entry.path(), log);
        check(log);
        ++traces;
    }
    CHECK(traces >= 110);
}

/// The data of a page, as its scripts find it.
inline json page_data(const std::string& page) {
    const std::string mark = "<script type=\"application/json\" id=\"data\">";
    const auto begin = page.find(mark) + mark.size();
    return json::parse(page.substr(begin, page.find("</script>", begin) - begin));
}

/// What is wrong with a Chrome trace for a viewer; "" if nothing. (export_chrome_test.cpp)
std::string fault(const json& trace);

}  // namespace exporting
