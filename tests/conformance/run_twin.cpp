#include "run_twin.hpp"

#include "runtime/program.hpp"

namespace conformance {

Recording run_twin(const Twin& twin) {
    Recording recording{std::make_unique<asyncio::trace::Log>(), ""};
    asyncio::Program program(asyncio::Clock::virtual_time, recording.log.get());
    program.set_output([&](std::string_view line) { recording.out.append(line).append("\n"); });
    try {
        program.run(twin.program);
    } catch (...) {
        // The last event tells.
    }
    return recording;
}

}  // namespace conformance
