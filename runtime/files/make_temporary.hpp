#pragma once
#include "make_stream.hpp"
#include "temporary_file.hpp"

namespace asyncio::files {

struct TemporaryStream {
    std::unique_ptr<Stream> stream;
    std::string path;
};

/// Makes a temporary file and opens it; without a name it is removed at once. Throws: OSError, ValueError.
TemporaryStream make_temporary(const std::string& mode, const tempfile::TemporaryOptions& options, bool named);

}  // namespace asyncio::files
