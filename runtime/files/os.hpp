#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "../coroutine.hpp"
#include "dir_entry.hpp"
#include "os_path.hpp"
#include "stat_result.hpp"

/// Python's os functions, each a job of the loop's executor under its Python name.
///
/// Python: aiofiles.os. They throw Python's kinds of OSError, with the path or the two paths in the text:
/// "[Errno 2] No such file or directory: 'a' -> 'b'"; ValueError for a path with a NUL in it.
namespace asyncio::files::os {

inline constexpr int f_ok = 0, x_ok = 1, w_ok = 2, r_ok = 4;   ///< for access(); in capitals they are macros of C

/// What the system knows of a file; of a link itself, not of what it points to, if links are not followed.
Coroutine<StatResult> stat(std::string path, bool follow_symlinks = true);
Coroutine<StatResult> lstat(std::string path);
Coroutine<StatvfsResult> statvfs(std::string path);        ///< of the file system that `path` is on
Coroutine<bool> access(std::string path, int mode);        ///< whether this process may; f_ok: whether it is there
Coroutine<std::string> getcwd();

/// Moves within a file system; a file that is called `to` is replaced.
Coroutine<> rename(std::string from, std::string to);
Coroutine<> renames(std::string from, std::string to);     ///< makes `to`'s folders, and removes `from`'s that are empty
Coroutine<> replace(std::string from, std::string to);     ///< rename() under its portable name
Coroutine<> remove(std::string path);                      ///< of a file, not of a folder; so is unlink()
Coroutine<> unlink(std::string path);
Coroutine<> link(std::string from, std::string to);        ///< a second name for a file
Coroutine<> symlink(std::string target, std::string path);
Coroutine<std::string> readlink(std::string path);
/// Copies between two descriptors; `offset` none: from where `in` stands. Returns how much; 0 at the end.
Coroutine<std::int64_t> sendfile(int out, int in, std::optional<std::int64_t> offset, std::size_t count);

/// Makes a folder in one that is there. `mode`: who may do what with it, less the process's umask.
Coroutine<> mkdir(std::string path, unsigned mode = 0777);
struct MakedirsOptions {
    unsigned mode = 0777;
    bool exist_ok = false;                                 ///< that there is such a folder already is no error
};
Coroutine<> makedirs(std::string path, unsigned mode, bool exist_ok = false);          ///< with those above it
inline Coroutine<> makedirs(std::string path, MakedirsOptions options = {}) { return makedirs(std::move(path), options.mode, options.exist_ok); }
Coroutine<> rmdir(std::string path);                       ///< which must be empty
Coroutine<> removedirs(std::string path);                  ///< and those above it, as long as they are empty
Coroutine<std::vector<std::string>> listdir(std::string path = ".");                   ///< in the system's order
Coroutine<std::vector<DirEntry>> scandir(std::string path = ".");

}  // namespace asyncio::files::os
