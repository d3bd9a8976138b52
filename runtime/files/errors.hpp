#pragma once
#include "runtime/exceptions.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/unicode_errors.hpp"

namespace asyncio::files {

/// The file was not opened for this. Python: io.UnsupportedOperation (here an OSError only, not a ValueError too).
struct UnsupportedOperation : OSError { using OSError::OSError; };

/// Not an error of the program's: a file in a hurry would have to wait for the system. Nothing has been lost.
struct WouldBlock {};

/// `path`, which must not have a NUL within. Throws: ValueError "embedded null byte", as Python does.
const char* system_path(const std::string& path);

}  // namespace asyncio::files
