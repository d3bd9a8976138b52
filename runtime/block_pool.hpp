#pragma once
#include <cstddef>
#include <cstdlib>

namespace asyncio {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ASYNCIO_PLAIN_ALLOCATION 1   // which else would not see the use of what is free
#endif
#endif

/// Free lists of small blocks, one set a thread: coroutine frames, tasks and futures come and go in the
/// same few sizes. Blocks are cut from slabs that stay for good: a block may be given back on another thread, and what a
/// thread leaves behind is for those that begin later.
class BlockPool {
    static constexpr std::size_t grain = 16, classes = 128;
    struct Free { Free* next; };

public:
    static void* take(std::size_t size) {
#if !ASYNCIO_PLAIN_ALLOCATION
        const std::size_t c = (size + grain - 1) / grain;
        if (c < classes) {
            if (Free* block = lists.free[c]) [[likely]] {
                lists.free[c] = block->next;
                return block;
            }
            return cut(c);
        }
#endif
        return allocate(size);
    }

    static void give(void* block, [[maybe_unused]] std::size_t size) {
#if !ASYNCIO_PLAIN_ALLOCATION
        const std::size_t c = (size + grain - 1) / grain;
        if (c < classes) {
            if (!lists.kept) [[unlikely]] return give_first(block, c);
            return push(lists.free[c], block);
        }
#endif
        std::free(block);
    }

    /// So many things have come from other threads, and go in this one: they get the blocks back, now and then. (Each thread
    /// keeps what it is given: else a thread that always gives would keep more and more.)
    static void give_on(std::size_t things) {
        if ((lists.strangers += things) >= many_strangers) [[unlikely]] give_on_all();
    }

private:
    static constexpr std::size_t many_strangers = 256;
    static void give_on_all();
    static void* allocate(std::size_t size);   ///< throws std::bad_alloc
    static void* cut(std::size_t c);           ///< a block that has never been used, if the slab has room
    [[gnu::noinline]] static void* take_more(std::size_t c);   ///< what others have left, or the first block of a new slab
    static bool has_room(std::size_t c) { return lists.slab_end - lists.slab >= static_cast<std::ptrdiff_t>(c * grain); }
    static void give_first(void* block, std::size_t c);
    static void push(Free*& list, void* block) {
        auto* free = static_cast<Free*>(block);
        free->next = list;
        list = free;
    }
    struct Lists {
        Free* free[classes];
        char *slab, *slab_end;   ///< what is not cut yet
        unsigned slabs;          ///< so far
        std::size_t strangers;   ///< since it gave on
        bool kept;               ///< from the thread's first block to its end
    };
    class LeftBehind;
    struct Thread;
    static inline constinit thread_local Lists lists{};
};

/// Gives a class (and what derives from it) the pool's operator new and delete.
struct Pooled {
    static void* operator new(std::size_t size) { return BlockPool::take(size); }
    static void operator delete(void* block, std::size_t size) { BlockPool::give(block, size); }
};

/// The same for what std::allocate_shared makes.
template <class T>
struct PoolAllocator {
    using value_type = T;
    PoolAllocator() = default;
    template <class U>
    PoolAllocator(const PoolAllocator<U>&) {}
    T* allocate(std::size_t count) { return static_cast<T*>(BlockPool::take(count * sizeof(T))); }
    void deallocate(T* block, std::size_t count) { BlockPool::give(block, count * sizeof(T)); }
    friend bool operator==(PoolAllocator, PoolAllocator) { return true; }
};

}  // namespace asyncio
