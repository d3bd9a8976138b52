#pragma once
#include <memory>

#include "open.hpp"
#include "open_mode.hpp"
#include "raw_file.hpp"

namespace asyncio::files {

/// Throws what Python's open() throws for arguments that do not fit together.
void check(const OpenMode& mode, const OpenOptions& options);

/// The layers that open() puts over the system's file: a buffer, and text.
std::unique_ptr<Stream> layered(std::unique_ptr<RawFile> raw, const std::string& mode, const OpenOptions& options);

/// The text layer alone, over any binary file.
std::unique_ptr<Stream> text_over(std::unique_ptr<Stream> binary, const std::string& mode, const OpenOptions& options);

}  // namespace asyncio::files
