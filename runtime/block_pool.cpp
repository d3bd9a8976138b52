#include "block_pool.hpp"

#include <mutex>
#include <new>
#include <utility>

#include "trace/log.hpp"

namespace asyncio {
namespace {
constexpr std::size_t small_slab = 64 * 1024, big_slab = 2 * 1024 * 1024;   // big ones where many blocks are needed
}

/// The blocks of threads that have ended.
class BlockPool::LeftBehind {
public:
    /// Gives this thread all of them.
    void take() {
        std::lock_guard lock(mutex_);
        for (std::size_t c = 0; c < classes; ++c) append(lists.free[c], std::exchange(free_[c], nullptr));
    }
    void leave() {
        std::lock_guard lock(mutex_);
        for (std::size_t c = 0; c < classes; ++c) append(free_[c], std::exchange(lists.free[c], nullptr));
    }
    static LeftBehind& blocks() {
        static auto* blocks = new LeftBehind;   // threads may end after static objects have gone
        return *blocks;
    }

private:
    static void append(Free*& list, Free* more) {
        Free** end = &list;
        while (*end) end = &(*end)->next;
        *end = more;
    }
    std::mutex mutex_;
    Free* free_[classes] = {};
};

void* BlockPool::cut(std::size_t c) {
    static thread_local struct Thread {
        Thread() { LeftBehind::blocks().take(); }
        ~Thread() { LeftBehind::blocks().leave(); }
    } thread;
    if (Free* block = lists.free[c]) return lists.free[c] = block->next, block;
    if (c == 0) c = 1;
    if (static_cast<std::size_t>(lists.slab_end - lists.slab) < c * grain) {
        const bool many = lists.slabs++ >= 16;
        const std::size_t size = many ? big_slab : small_slab;
        lists.slab = static_cast<char*>(trace::chunk_memory(size, many));
        lists.slab_end = lists.slab + size;
        trace::make_ready(lists.slab, size);
    }
    return std::exchange(lists.slab, lists.slab + c * grain);
}

void* BlockPool::allocate(std::size_t size) {
    if (void* block = std::malloc(size)) return block;
    throw std::bad_alloc();
}

}  // namespace asyncio
