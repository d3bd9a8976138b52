#pragma once
#include <cstdint>
#include <string>

#include "../coroutine.hpp"

/// Python's os.path functions that ask the system, each a job of the loop's executor under its Python name.
///
/// Python: aiofiles.os.path
namespace asyncio::files::os::path {

/// Whether it is there, and what it is: a file and a folder also through links. False for what does not exist, may not be
/// looked at, or is no path at all.
Coroutine<bool> exists(std::string path);
Coroutine<bool> isfile(std::string path);
Coroutine<bool> isdir(std::string path);
Coroutine<bool> islink(std::string path);
Coroutine<bool> ismount(std::string path);

/// Of the file that a link leads to, too, in bytes. It and those below throw OSError, as stat() does.
Coroutine<std::int64_t> getsize(std::string path);
Coroutine<double> getmtime(std::string path);    ///< seconds since 1970
Coroutine<double> getatime(std::string path);
Coroutine<double> getctime(std::string path);
Coroutine<bool> samefile(std::string a, std::string b);
Coroutine<bool> sameopenfile(int a, int b);
Coroutine<std::string> abspath(std::string path);

}  // namespace asyncio::files::os::path
