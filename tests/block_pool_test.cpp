#include <fstream>
#include <thread>

#include "catch.hpp"
#include "runtime/block_pool.hpp"

#if !ASYNCIO_PLAIN_ALLOCATION  // else there is no pool: every block is a malloc of its own

using asyncio::BlockPool;

namespace {

constexpr std::size_t size = 200;

/// Memory that this process really has, in MiB.
long resident() {
    long pages = 0;
    std::ifstream("/proc/self/statm") >> pages >> pages;
    return pages * 4096 / (1024 * 1024);
}

template <class F>
void in_thread(F work) {
    std::thread(work).join();
}

}  // namespace

TEST_CASE("what a thread has left of its memory is for the next one, whoever gives the blocks back") {
    const long before = resident();
    for (int i = 0; i < 4000; ++i) {
        void* block = nullptr;
        in_thread([&] { block = BlockPool::take(size); });
        BlockPool::give(block, size);
    }
    CHECK(resident() - before < 20);
}

TEST_CASE("a thread that only gives blocks back leaves them to others") {
    const long before = resident();
    for (int i = 0; i < 200; ++i) {
        std::vector<void*> blocks(1000);
        in_thread([&] { for (void*& block : blocks) block = BlockPool::take(size); });
        in_thread([&] { for (void* block : blocks) BlockPool::give(block, size); });
    }
    CHECK(resident() - before < 20);
}

#endif
