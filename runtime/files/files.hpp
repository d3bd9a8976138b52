#pragma once

/// Files, as Python's aiofiles has them.
#include "errors.hpp"
#include "file.hpp"
#include "lines.hpp"
#include "open.hpp"
#include "os.hpp"
#include "spooled_file.hpp"
#include "temporary_directory.hpp"
#include "temporary_file.hpp"
