#pragma once
#include <cstdint>

namespace asyncio::files {

/// What the system knows about a file. Python: os.stat_result
///
/// (st_atime, st_mtime and st_ctime are macros in C, so they are functions of other names here.)
struct StatResult {
    std::uint32_t st_mode = 0;     ///< kind and permissions
    std::uint64_t st_ino = 0, st_dev = 0, st_nlink = 0;
    std::uint32_t st_uid = 0, st_gid = 0;
    std::int64_t st_size = 0;
    std::int64_t st_atime_ns = 0, st_mtime_ns = 0, st_ctime_ns = 0;
    std::int64_t st_blocks_512 = 0;  ///< space in use, in blocks of 512 bytes

    double atime() const { return static_cast<double>(st_atime_ns) / 1e9; }   ///< Python: st_atime, in seconds
    double mtime() const { return static_cast<double>(st_mtime_ns) / 1e9; }
    double ctime() const { return static_cast<double>(st_ctime_ns) / 1e9; }
    bool is_file() const { return (st_mode & 0170000) == 0100000; }           ///< Python: stat.S_ISREG(st_mode)
    bool is_dir() const { return (st_mode & 0170000) == 0040000; }
    bool is_symlink() const { return (st_mode & 0170000) == 0120000; }
    bool operator==(const StatResult&) const = default;
};

/// What the system knows about a file system. Python: os.statvfs_result
struct StatvfsResult {
    std::uint64_t f_bsize = 0, f_frsize = 0;                  ///< block sizes: preferred, in which the next are
    std::uint64_t f_blocks = 0, f_bfree = 0, f_bavail = 0;    ///< all, free, free for everybody
    std::uint64_t f_files = 0, f_ffree = 0, f_favail = 0;     ///< inodes
    std::uint64_t f_flag = 0, f_namemax = 0;
};

}  // namespace asyncio::files
