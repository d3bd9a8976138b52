#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace asyncio::files {

/// Reads that the system can serve from memory, so that a loop may make them itself.
///
/// Where the system can be asked for just that (RWF_NOWAIT) it is; some of its file systems cannot, such as tmpfs
/// and overlayfs: there the pages of the file are looked up first.
class PageCache {
public:
    PageCache() = default;
    ~PageCache() { unmap(); }
    PageCache(const PageCache&) = delete;

    /// Looks whether `fd` is a file that can be asked about at all.
    void examine(int fd, bool writing);
    /// read(2), from where the file stands; -1: it would have to wait, or fails.
    long read(int fd, char* buffer, std::size_t size);

private:
    bool holds(int fd, std::size_t size);
    bool map(int fd, std::int64_t position, std::size_t size);
    void unmap();

    bool asks_ = false;              // RWF_NOWAIT
    bool looks_ = false;             // mincore, which tells the truth to those who may write the file
    void* mapped_ = nullptr;         // never touched: it is what mincore goes by
    std::int64_t mapped_from_ = 0;
    std::vector<unsigned char> resident_;
};

}  // namespace asyncio::files
