#include "page_cache.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace asyncio::files {
namespace {

constexpr std::size_t window = std::size_t{1} << 28;   // how much of a file is mapped at a time

std::int64_t page_size() {
    static const long size = ::sysconf(_SC_PAGESIZE);
    return size;
}

}  // namespace

void PageCache::examine(int fd, bool writing) {
    struct stat found{};
    const bool regular = ::fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
#ifdef __linux__
    looks_ = regular && (writing || ::geteuid() == 0 || ::geteuid() == found.st_uid);
#endif
#ifdef RWF_NOWAIT
    asks_ = regular;
#endif
}

long PageCache::read(int fd, char* buffer, std::size_t size) {
#ifdef RWF_NOWAIT
    if (asks_) {
        iovec part{buffer, size};
        const long got = ::preadv2(fd, &part, 1, -1, RWF_NOWAIT);
        if (got >= 0) return got;
        asks_ = errno != EOPNOTSUPP && errno != ENOSYS && errno != EINVAL;
        if (asks_) return -1;
    }
#endif
    return looks_ && holds(fd, size) ? ::read(fd, buffer, size) : -1;
}

/// Whether the next `size` bytes, or all up to the end of the file, are in memory.
bool PageCache::holds(int fd, std::size_t size) {
#ifdef __linux__
    struct stat found{};
    const std::int64_t position = ::lseek(fd, 0, SEEK_CUR);
    if (position < 0 || ::fstat(fd, &found) != 0 || found.st_size == 0) return false;   // such as /proc
    size = std::min(size, static_cast<std::size_t>(std::max<std::int64_t>(0, found.st_size - position)));
    if (size == 0) return true;
    if (!map(fd, position, size)) return false;
    const std::int64_t first = (position - mapped_from_) / page_size() * page_size();
    const auto length = static_cast<std::size_t>(position - mapped_from_ - first) + size;
    resident_.assign(length / static_cast<std::size_t>(page_size()) + 1, 0);
    if (::mincore(static_cast<char*>(mapped_) + first, length, resident_.data()) != 0) return false;
    resident_.resize((length + static_cast<std::size_t>(page_size()) - 1) / static_cast<std::size_t>(page_size()));
    return std::all_of(resident_.begin(), resident_.end(), [](unsigned char page) { return page & 1; });
#else
    return fd < 0 && size == 0;   // nobody looks there
#endif
}

bool PageCache::map(int fd, std::int64_t position, std::size_t size) {
    if (size > window / 2) return false;
    const auto behind = [&] { return position + static_cast<std::int64_t>(size) > mapped_from_ + std::int64_t{window}; };
    if (mapped_ && position >= mapped_from_ && !behind()) return true;
    unmap();
    mapped_from_ = position / page_size() * page_size();
    void* place = ::mmap(nullptr, window, PROT_READ, MAP_SHARED, fd, mapped_from_);
    looks_ = place != MAP_FAILED;
    if (looks_) mapped_ = place;
    return looks_;
}

void PageCache::unmap() {
    if (mapped_) ::munmap(mapped_, window);
    mapped_ = nullptr;
}

}  // namespace asyncio::files
