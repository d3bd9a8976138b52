#pragma once
#include <array>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>

namespace asyncio {

/// Free lists of small blocks, one set a thread: coroutine frames, tasks and futures come and go in the
/// same few sizes. Every block is a malloc of its own, so it may be given back on another thread.
class BlockPool {
    static constexpr std::size_t grain = 16, classes = 128, keep = 4096;
    struct Free { Free* next; };

public:
    static void* take(std::size_t size) {
#if !ASYNCIO_PLAIN_ALLOCATION
        const std::size_t c = (size + grain - 1) / grain;
        if (c < classes) {
            if (Free* block = lists().free[c]) {
                lists().free[c] = block->next;
                --lists().count[c];
                return block;
            }
            size = c * grain;
        }
#endif
        if (void* block = std::malloc(size)) return block;
        throw std::bad_alloc();
    }

    static void give(void* block, std::size_t size) {
#if !ASYNCIO_PLAIN_ALLOCATION
        const std::size_t c = (size + grain - 1) / grain;
        if (c < classes && lists().count[c] < limit(c)) {
            auto* free = static_cast<Free*>(block);
            free->next = lists().free[c];
            lists().free[c] = free;
            ++lists().count[c];
            return;
        }
#endif
        std::free(block);
    }

private:
    struct Lists {
        std::array<Free*, classes> free{};
        std::array<std::size_t, classes> count{};
        ~Lists() {
            for (Free* block : free)
                while (block) std::free(std::exchange(block, block->next));
            count.fill(keep * 1024);  // what is given back after this goes straight to free()
        }
    };
    static std::size_t limit(std::size_t) { return keep * 256; }
    static Lists& lists() {
        static thread_local Lists lists;
        return lists;
    }
};

/// Gives a class (and what derives from it) the pool's operator new and delete.
struct Pooled {
    static void* operator new(std::size_t size) { return BlockPool::take(size); }
    static void operator delete(void* block, std::size_t size) { BlockPool::give(block, size); }
};

}  // namespace asyncio
