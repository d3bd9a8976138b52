#pragma once
#include <string>
#include <vector>

#include "dir_entry.hpp"
#include "errors.hpp"

/// Python's os functions of folders, here and now; as those of system_calls.hpp.
namespace asyncio::files::system {

bool exists(const std::string& path);    ///< Python: os.path.exists, which never throws
bool is_dir(const std::string& path);    ///< Python: os.path.isdir

void mkdir(const std::string& path, unsigned mode = 0777);
void makedirs(const std::string& path, unsigned mode = 0777, bool exist_ok = false);
void rmdir(const std::string& path);
void removedirs(const std::string& path);
std::vector<DirEntry> scandir(const std::string& path);   ///< in the system's order
/// Removes a folder and all in it, also what its owner may not write. Python: shutil.rmtree, as tempfile calls it
void remove_tree(const std::string& path);

}  // namespace asyncio::files::system
