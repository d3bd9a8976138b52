#pragma once
#include <string>

#include "stat_result.hpp"

namespace asyncio::files {

/// One entry of a folder. Its methods ask the system only for what reading the folder did not tell.
///
/// Python: os.DirEntry
class DirEntry {
public:
    enum class Kind { unknown, file, dir, symlink, other };
    DirEntry(std::string folder, std::string name, std::uint64_t inode, Kind kind);

    const std::string& name() const { return name_; }   ///< without the folder
    const std::string& path() const { return path_; }    ///< begins as scandir's argument did
    std::uint64_t inode() const { return inode_; }
    /// False if it does not exist any more. Throws: OSError.
    bool is_file(bool follow_symlinks = true) const;
    bool is_dir(bool follow_symlinks = true) const;
    bool is_symlink() const;
    StatResult stat(bool follow_symlinks = true) const;

private:
    bool is(Kind kind, bool follow_symlinks) const;

    std::string name_, path_;
    std::uint64_t inode_;
    Kind kind_;     // of the entry itself: a link is a link
};

}  // namespace asyncio::files
