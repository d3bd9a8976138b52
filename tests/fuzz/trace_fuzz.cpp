// The reader meets anything: it never crashes, and what it accepts comes back the same when it is
// written and read again. Run: trace_fuzz CORPUS_DIR tests/conformance/golden
#include <cstdlib>
#include <sstream>

#include "runtime/trace/jsonl.hpp"
#include "runtime/trace/reader.hpp"

using namespace asyncio::trace;

static std::string rewritten(const std::string& text) {
    Log log;
    std::istringstream in(text);
    std::ostringstream out;
    try {
        read_jsonl(in, log);
    } catch (const ReadError&) {
    }
    write_jsonl(log, out);
    return out.str();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string once = rewritten({reinterpret_cast<const char*>(data), size});
    if (rewritten(once) != once) std::abort();
    return 0;
}
