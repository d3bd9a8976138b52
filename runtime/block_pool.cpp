#include "block_pool.hpp"

#include <cstddef>
#include <mutex>
#include <new>
#include <utility>

#include "trace/log.hpp"

namespace asyncio {
namespace {
constexpr std::size_t small_slab = 64 * 1024, big_slab = 2 * 1024 * 1024;   // big ones where many blocks are needed
}

/// What threads have left for others, at their end or before: lists of blocks as they were, and rests of slabs.
class BlockPool::LeftBehind {
public:
    /// Gives this thread one list of each class, and one rest.
    void take() {
        std::lock_guard lock(mutex_);
        for (std::size_t c = 0; c < classes; ++c) take_list(c);
        if (!rests_) return;
        lists.slab_end = rests_->end;
        lists.slab = reinterpret_cast<char*>(std::exchange(rests_, rests_->next));
    }
    /// One list more; false if there is none.
    bool take(std::size_t c) {
        std::lock_guard lock(mutex_);
        take_list(c);
        return lists.free[c] != nullptr;
    }
    void leave_lists() {
        std::lock_guard lock(mutex_);
        for (std::size_t c = 0; c < classes; ++c)
            if (Free* blocks = std::exchange(lists.free[c], nullptr)) leave_list(blocks, c);
    }
    void leave_all() {
        leave_lists();
        std::lock_guard lock(mutex_);
        char* const rest = std::exchange(lists.slab, nullptr);
        char* const end = std::exchange(lists.slab_end, nullptr);
        if (end - rest >= static_cast<std::ptrdiff_t>(sizeof(Rest))) rests_ = new (rest) Rest{rests_, end};
    }
    void leave(void* block, std::size_t c) {
        std::lock_guard lock(mutex_);
        leave_list(new (block) Free{nullptr}, c);
    }
    /// Remembers a slab, in its first block: else a search for leaks would find no pointer to its beginning.
    void know(char* slab) {
        std::lock_guard lock(mutex_);
        slabs_ = new (slab) Slab{slabs_};
    }
    static LeftBehind& blocks() {
        static auto* blocks = new LeftBehind;   // threads may end after static objects have gone
        return *blocks;
    }

private:
    struct List {   // lies in its own first block, which is followed by the others
        Free blocks;
        List* next;
    };
    struct Rest {
        Rest* next;
        char* end;
    };
    struct Slab { Slab* next; };
    static_assert(sizeof(List) <= grain && sizeof(Rest) <= grain);

    void leave_list(Free* blocks, std::size_t c) { lists_[c] = new (blocks) List{{blocks->next}, lists_[c]}; }
    void take_list(std::size_t c) {
        if (List* list = lists_[c]) lists_[c] = list->next, lists.free[c] = &list->blocks;
    }

    std::mutex mutex_;
    List* lists_[classes] = {};
    Rest* rests_ = nullptr;
    Slab* slabs_ = nullptr;
};

struct BlockPool::Thread {
    Thread() {
        LeftBehind::blocks().take();
        lists.kept = true;
    }
    ~Thread() {
        lists.kept = false;
        LeftBehind::blocks().leave_all();
    }
    /// False at its end, when what it had has been left.
    static bool keeps() {
        static thread_local Thread thread;
        return lists.kept;
    }
};

void* BlockPool::cut(std::size_t c) {
    if (c == 0) c = 1;
    if (!has_room(c)) [[unlikely]] return take_more(c);
    return std::exchange(lists.slab, lists.slab + c * grain);
}

void* BlockPool::take_more(std::size_t c) {
    if (!Thread::keeps()) return allocate(c * grain);
    if (!lists.free[c] && !has_room(c) && !LeftBehind::blocks().take(c)) {
        const bool many = lists.slabs++ >= 16;
        const std::size_t size = many ? big_slab : small_slab;
        char* const slab = static_cast<char*>(trace::chunk_memory(size, many));
        trace::make_ready(slab, size);
        LeftBehind::blocks().know(slab);
        lists.slab = slab + grain;
        lists.slab_end = slab + size;
    }
    return take(c * grain);
}

void BlockPool::give_first(void* block, std::size_t c) {
    if (Thread::keeps()) push(lists.free[c], block);
    else LeftBehind::blocks().leave(block, c);
}

void BlockPool::give_on_all() {
    lists.strangers = 0;
    LeftBehind::blocks().leave_lists();
}

void* BlockPool::allocate(std::size_t size) {
    if (void* block = std::malloc(size)) return block;
    throw std::bad_alloc();
}

}  // namespace asyncio
