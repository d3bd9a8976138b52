#include "folders.hpp"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <memory>

#include "paths.hpp"
#include "system_calls.hpp"

namespace asyncio::files::system {
namespace {

using Kind = DirEntry::Kind;

Kind kind_of(unsigned char type) {
    switch (type) {
    case DT_UNKNOWN: return Kind::unknown;
    case DT_REG: return Kind::file;
    case DT_DIR: return Kind::dir;
    case DT_LNK: return Kind::symlink;
    default: return Kind::other;
    }
}

/// The two parts of a path, the second not empty even if the path ends in a slash.
Split parent_and_name(const std::string& path) {
    const Split parts = split(path);
    return parts.tail.empty() ? split(parts.head) : parts;
}

/// Lets the owner into all folders of the tree, so that they can be emptied.
void unlock(const std::string& path) {
    ::chmod(path.c_str(), S_IRWXU);
    for (const DirEntry& entry : scandir(path))
        if (entry.is_dir(false)) unlock(entry.path());
}

}  // namespace

bool exists(const std::string& path) {
    struct stat found{};
    return path.find('\0') == std::string::npos && ::stat(path.c_str(), &found) == 0;
}

bool is_dir(const std::string& path) {
    struct stat found{};
    return path.find('\0') == std::string::npos && ::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

void mkdir(const std::string& path, unsigned mode) {
    if (::mkdir(system_path(path), static_cast<mode_t>(mode)) < 0) throw_os_error(errno, "mkdir", OSError::Paths{path});
}

void makedirs(const std::string& path, unsigned mode, bool exist_ok) {
    const Split parts = parent_and_name(path);
    if (!parts.head.empty() && !parts.tail.empty() && !exists(parts.head)) {
        try {
            makedirs(parts.head, 0777, exist_ok);
        } catch (const FileExistsError&) {
            // Somebody else has made it in the meantime.
        }
        if (parts.tail == ".") return;
    }
    try {
        mkdir(path, mode);
    } catch (const OSError&) {
        if (!exist_ok || !is_dir(path)) throw;
    }
}

void rmdir(const std::string& path) {
    if (::rmdir(system_path(path)) < 0) throw_os_error(errno, "rmdir", OSError::Paths{path});
}

void removedirs(const std::string& path) {
    rmdir(path);
    Split parts = parent_and_name(path);
    while (!parts.head.empty() && !parts.tail.empty() && ::rmdir(parts.head.c_str()) == 0) parts = split(parts.head);
}

std::vector<DirEntry> scandir(const std::string& path) {
    std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(system_path(path)), ::closedir);
    if (!folder) throw_os_error(errno, "scandir", OSError::Paths{path});
    std::vector<DirEntry> entries;
    for (;;) {
        errno = 0;
        const dirent* found = ::readdir(folder.get());
        if (!found && errno != 0) throw_os_error(errno, "scandir", OSError::Paths{path});
        if (!found) return entries;
        const std::string name = found->d_name;
        if (name != "." && name != "..") entries.emplace_back(path, name, found->d_ino, kind_of(found->d_type));
    }
}

void remove_tree(const std::string& path) {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error == std::errc::permission_denied || error == std::errc::operation_not_permitted) {
        unlock(path);
        std::filesystem::remove_all(path, error);
    }
    if (error) throw_os_error(error.value(), "rmtree", OSError::Paths{path});
}

}  // namespace asyncio::files::system

namespace asyncio::files {

DirEntry::DirEntry(std::string folder, std::string name, std::uint64_t inode, Kind kind)
    : name_(std::move(name)), path_(system::join(folder, name_)), inode_(inode), kind_(kind) {}

StatResult DirEntry::stat(bool follow_symlinks) const { return system::stat(path_, follow_symlinks); }

bool DirEntry::is(Kind kind, bool follow_symlinks) const {
    if (kind_ != Kind::unknown && (kind_ != Kind::symlink || !follow_symlinks)) return kind_ == kind;
    try {
        const StatResult found = stat(follow_symlinks);
        return kind == Kind::file ? found.is_file() : kind == Kind::dir ? found.is_dir() : found.is_symlink();
    } catch (const FileNotFoundError&) {
        return false;
    }
}

bool DirEntry::is_file(bool follow_symlinks) const { return is(Kind::file, follow_symlinks); }
bool DirEntry::is_dir(bool follow_symlinks) const { return is(Kind::dir, follow_symlinks); }
bool DirEntry::is_symlink() const { return is(Kind::symlink, false); }

}  // namespace asyncio::files
