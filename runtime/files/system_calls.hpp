#pragma once
#include <optional>
#include <string>

#include "errors.hpp"
#include "stat_result.hpp"

/// Python's os functions of files, here and now: they wait for the system. What they refuse is an OSError with the paths
/// in its text, or ValueError for a path with a NUL in it.
namespace asyncio::files::system {

StatResult stat(const std::string& path, bool follow_symlinks = true);
StatResult fstat(int fd);
StatvfsResult statvfs(const std::string& path);
bool access(const std::string& path, int mode);
std::string getcwd();

void rename(const std::string& from, const std::string& to);
void replace(const std::string& from, const std::string& to);
void renames(const std::string& from, const std::string& to);
void unlink(const std::string& path, const char* operation = "unlink");
void link(const std::string& from, const std::string& to);
void symlink(const std::string& target, const std::string& path);
std::string readlink(const std::string& path);
std::int64_t sendfile(int out, int in, std::optional<std::int64_t> offset, std::size_t count);

}  // namespace asyncio::files::system
