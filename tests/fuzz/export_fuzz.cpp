// Whatever recording the reader accepts is exported in each format: Chrome's is JSON, and all are the same the second
// time. Run: export_fuzz CORPUS_DIR tests/conformance/golden
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "runtime/trace/reader.hpp"
#include "visualizer/export/format.hpp"

using namespace awaitscope;

namespace {

std::string exported(const Log& log, const Format& format) {
    ExportInfo info;
    info.title = "fuzz";
    std::ostringstream out;
    format.write(log, info, out);
    return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Log log;
    std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
    try {
        asyncio::trace::read_jsonl(in, log);
    } catch (const asyncio::trace::ReadError&) {
        return 0;
    }
    for (const Format& format : formats()) {
        const std::string text = exported(log, format);
        if (text != exported(log, format)) std::abort();
        if (std::string_view(format.name) == "chrome" && !nlohmann::json::accept(text)) std::abort();
    }
    return 0;
}
