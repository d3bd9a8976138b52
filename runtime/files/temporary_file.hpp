#pragma once
#include "open.hpp"
#include "temporary_name.hpp"

namespace asyncio::files::tempfile {

/// The further arguments of the makers of temporary files.
struct TemporaryOptions {
    TemporaryName name = {};
    OpenOptions open = {};
};

/// A file without a name, which is gone when it is closed; for its owner only.
///
/// Python: aiofiles.tempfile.TemporaryFile. Emits: job_submit (TemporaryFile), and what follows from that.
Opening TemporaryFile(std::string mode = "w+b", TemporaryOptions options = {});

/// The same with a name, by which others can open it; `delete_on_close` false: it stays.
///
/// Python: aiofiles.tempfile.NamedTemporaryFile(delete=...).
Opening NamedTemporaryFile(std::string mode = "w+b", TemporaryOptions options = {}, bool delete_on_close = true);

}  // namespace asyncio::files::tempfile
