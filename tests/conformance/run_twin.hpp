#pragma once
#include <memory>
#include <string>

#include "runtime/trace/log.hpp"
#include "twins.hpp"

namespace conformance {

/// What a run leaves behind.
struct Recording {
    std::unique_ptr<asyncio::trace::Log> log;
    std::string out;    ///< the printed lines
};

/// Runs it under the virtual clock. An exception that it lets out is in the log's last event only.
Recording run_twin(const Twin& twin);

}  // namespace conformance
