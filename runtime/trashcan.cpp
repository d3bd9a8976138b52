#include "trashcan.hpp"

#include <vector>

namespace asyncio {
namespace {

struct Waste {
    void* object;
    void (*destroy)(void*);
};

/// What goes with the outermost dispose() of this thread.
struct Row {
    static constexpr int deepest = 50;   // as in CPython
    int depth = 0;
    std::vector<Waste> put_aside;

    void destroy(Waste waste) {
        ++depth;
        waste.destroy(waste.object);
        --depth;
    }
};

thread_local Row* row = nullptr;

}  // namespace

void Trashcan::dispose(void* object, void (*destroy)(void*)) {
    if (row) return row->depth < Row::deepest ? row->destroy({object, destroy}) : row->put_aside.push_back({object, destroy});
    Row begun;
    row = &begun;
    begun.destroy({object, destroy});
    while (!begun.put_aside.empty()) {
        const Waste next = begun.put_aside.back();
        begun.put_aside.pop_back();
        begun.destroy(next);
    }
    row = nullptr;
}

}  // namespace asyncio
