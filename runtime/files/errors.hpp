#pragma once
#include "../exceptions.hpp"
#include "../os_errors.hpp"
#include "../unicode_errors.hpp"

namespace asyncio::files {

/// The file was not opened for this. Python: io.UnsupportedOperation (here an OSError only, not a ValueError too).
struct UnsupportedOperation : OSError { using OSError::OSError; };

}  // namespace asyncio::files
